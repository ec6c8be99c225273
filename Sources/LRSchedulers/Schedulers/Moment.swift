/// What a formula is computed from: one parameter group at the moment of a step.
package struct Moment<A: Arithmetic> {
  /// t: PyTorch's `last_epoch`, which the step has just set.
  package var epoch: A
  /// lr(t−1): the group's current learning rate.
  package var lr: A
  /// The group's base lr; nil for a group that was added after the scheduler's construction.
  package var base: A?
  /// The group's index.
  package var group = 0
  /// Whether this is the initial step, in which most chainable forms leave the learning rate alone.
  package var isInitial = false
  /// How many steps were made, the initial one included.
  package var stepCount: A = 0
  /// T_cur and T_i, where the scheduler keeps them.
  package var period: Period<A>?
  /// What schedulers keep in the group, where the formula reads it.
  package var options = GroupOptions<A>()
  /// What only a mistake reads.
  package var others: OtherReadings<A>?
  // What the step before leaves.
  var memo: UnsafeMutablePointer<Memo>?

  package init(epoch: A, lr: A) { (self.epoch, self.lr) = (epoch, lr) }

  /// lr(t−1), as a formula reads it.
  package var currentLR: A {
    get throws(PythonError) { try rate(A.rate(.current)) }
  }

  /// The group's base lr.
  ///
  /// - Throws: `ValueError` for a group that was added after the scheduler's construction.
  package var baseLR: A {
    get throws(PythonError) { try rate(A.rate(.base)) }
  }

  private func rate(_ rate: Rate) throws(PythonError) -> A {
    guard let value = value(of: rate) else {
      throw PythonError(.valueError, "more parameter groups than base learning rates")
    }
    return value
  }

  func value(of rate: Rate) -> A? {
    switch rate {
    case .current: lr
    case .base: base
    case .initial: others?.initial
    case .firstBase: others?.firstBase
    case .currentOfMirrored: others?.mirrored
    case .baseOfMirrored: others?.mirroredBase
    }
  }

  /// Whether this is the initial step, as a formula asks it.
  package var isFirst: Bool { A.condition("the initial step", isInitial) }

  /// cos x.
  package func cos(_ x: A) throws(PythonError) -> A { try A.cos(x, memo) }

  /// How often the epoch is among the milestones.
  package func occurrences(in milestones: Milestones) throws(PythonError) -> A {
    try A.occurrences(of: epoch, in: milestones, memo)
  }

  /// PyTorch's `group[key]`.
  ///
  /// - Throws: `KeyError` where the group has no such option.
  @inline(__always)
  package func option(_ option: ParameterGroup.Option) throws(PythonError) -> A {
    let read = A.option(option)
    guard let value = read == .lr ? lr : options[read] else {
      throw .missing(option)
    }
    return value
  }
}

/// Where CosineAnnealingWarmRestarts is: the epochs since the last restart, and the length of the period.
package struct Period<A: Arithmetic>: Sendable {
  /// T_cur.
  package var current: A
  /// T_i.
  package var length: A

  package init(current: A, length: A) { (self.current, self.length) = (current, length) }

  func map<B>(_ convert: (A) -> B) -> Period<B> {
    Period<B>(current: convert(current), length: convert(length))
  }
}

/// What a mistake may read where a formula names something else: other rates, and the epoch as a float32 can say it.
package struct OtherReadings<A: Arithmetic>: Sendable {
  package var initial: A?
  package var firstBase: A?
  package var mirrored: A?
  package var mirroredBase: A?
  package var singleEpoch: A?

  package init() {}
}

/// The options of a parameter group that formulas read.
package struct GroupOptions<A: Arithmetic> {
  package var initialLR: A?
  package var maxLR: A?
  package var minLR: A?
  package var maxMomentum: A?
  package var baseMomentum: A?
  package var swaLR: A?

  init() {}

  @inline(__always)
  init(_ group: borrowing ParameterGroup) {
    initialLR = group.initialLR.map(A.init)
    maxLR = group.maxLR.map(A.init)
    minLR = group.minLR.map(A.init)
    maxMomentum = group.maxMomentum.map(A.init)
    baseMomentum = group.baseMomentum.map(A.init)
    swaLR = group.swaLR.map(A.init)
  }

  subscript(option: ParameterGroup.Option) -> A? {
    switch option {
    // No formula reads it as an option.
    case .lr: nil
    case .initialLR: initialLR
    case .maxLR: maxLR
    case .minLR: minLR
    case .maxMomentum: maxMomentum
    case .baseMomentum: baseMomentum
    case .swaLR: swaLR
    }
  }
}
