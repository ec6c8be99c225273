/// Which optimizer the parameter groups belong to; schedulers ask only whether it has momentum or betas.
public enum OptimizerKind: String, Sendable, CaseIterable {
  /// Has `momentum`, default 0.
  case sgd = "SGD"
  /// Has `betas`, default (0.9, 0.999).
  case adam = "Adam"
  /// Has neither.
  case adagrad = "Adagrad"
}

/// What a scheduler sees of an optimizer: its kind and its parameter groups.
///
/// ```swift
/// var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, momentum: 0.9)])
/// var scheduler = try StepLR(&optimizer, stepSize: 30)
/// try scheduler.step(&optimizer)
/// optimizer.groups[0].lr
/// ```
public struct Optimizer: Sendable, Equatable {
  /// Which optimizer it is.
  public let kind: OptimizerKind
  /// The parameter groups, in order.
  public var groups: [ParameterGroup]

  /// An optimizer whose groups get the kind's defaults where they name no momentum or betas.
  public init(_ kind: OptimizerKind, groups: [ParameterGroup]) {
    self.kind = kind
    self.groups = []
    self.groups.reserveCapacity(groups.count)
    for group in groups { add(group) }
  }

  /// PyTorch's `add_param_group`.
  public mutating func add(_ group: ParameterGroup) {
    var group = group
    switch kind {
    case .sgd: group.momentum = group.momentum ?? 0
    case .adam: group.betas = group.betas ?? Betas(0.9, 0.999)
    case .adagrad: break
    }
    groups.append(group)
  }

  /// PyTorch's `load_state_dict`, as far as schedulers can tell: the saved groups with all their options.
  ///
  /// - Throws: `ValueError` where the number of groups differs.
  public mutating func load(_ saved: Optimizer) throws(PythonError) {
    guard saved.groups.count == groups.count else {
      throw PythonError(
        .valueError,
        "the saved state has \(saved.groups.count) parameter groups, the optimizer \(groups.count)"
      )
    }
    groups = saved.groups
  }

  var hasMomentum: Bool { kind != .adagrad }
}

extension Optimizer {
  /// Each group's learning rate; a NaN for one that is no double (an `int` too large, a `complex`).
  public var learningRates: [Double] { groups.map { (try? $0.lr.double()) ?? .nan } }

  /// Appends each group's current rate.
  ///
  /// - Throws: `OverflowError` for an int that no double is, `TypeError` for a complex number.
  package func appendRates(to rates: inout [Double]) throws(PythonError) {
    for index in groups.indices { rates.append(try groups[index].lr.double()) }
  }

  /// Makes a list that of the groups' current rates, in the memory that it has.
  func copyRates(to rates: inout [Number]) {
    if rates.count == groups.count {
      for index in groups.indices { rates[index] = groups[index].lr }
    } else {
      rates = groups.map(\.lr)
    }
  }

  /// What `zip(strict=True)` checks: as many values as groups. They differ where a group was added after the
  /// scheduler's construction.
  func requireGroups(_ count: Int) throws(PythonError) {
    guard count == groups.count else {
      throw PythonError(.valueError, "\(count) values for \(groups.count) parameter groups")
    }
  }

  /// Appends each group's momentum, or first beta; a value of its own for a group that has neither.
  ///
  /// - Throws: As `appendRates`.
  package func appendMomenta(to momenta: inout [Double], missing: Double) throws(PythonError) {
    for index in groups.indices { momenta.append(try groups[index].observedMomentum?.double() ?? missing) }
  }
}
