import LRSchedulers

/// What all schedules of a command line share.
package struct ScheduleSetting: Sendable {
  /// The learning rate of each group.
  package var rates = ["0.1"]
  /// SGD's momentum, or Adam's first beta.
  package var momentum: String?
  /// The optimizer.
  package var optimizer = OptimizerKind.sgd
  /// How many steps are made; nil for as many as there are metrics, or 100.
  package var steps: Int?
  /// The metrics that ReduceLROnPlateau is given, one for each step.
  package var metrics: [String]?
  /// How many steps an epoch has, for OneCycleLR.
  package var stepsPerEpoch: Int?

  /// A learning rate of 0.1, SGD, 100 steps.
  package init() {}

  /// How many steps a scheduler makes that needs no metrics.
  var stepCount: Int { steps ?? metrics?.count ?? 100 }
}
