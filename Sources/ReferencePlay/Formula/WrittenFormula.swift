import LRSchedulers

/// A formula of a scheduler, read off its code.
package struct WrittenFormula: Sendable {
  /// What it gives: `lr(t)`, and when, where that is not each step.
  package var title: String
  /// What it gives in each case, and the conditions of it.
  package var pieces: [Symbol.Piece]
}

extension LRScheduler {
  /// The formulas by which the scheduler computes, in the symbols of the documentation, as an implementation with a
  /// fault has them or as PyTorch has them; none for a composite.
  ///
  /// - Parameters:
  ///   - names: What the numbers that the scheduler was built with are called.
  ///   - functionName: What its function is called.
  package func formulas(
    names: [(Number, String)],
    functionName: String,
    with fault: Fault? = nil
  ) -> [WrittenFormula] {
    func write(
      _ title: String,
      _ formula: Formula,
      _ compute: () throws(PythonError) -> FaultySymbol?
    ) -> WrittenFormula? {
      let pieces = Symbol.pieces(names: names, functionName: functionName) { () throws(PythonError) in
        guard let value = try fault.computing(formula, compute) else {
          throw PythonError(.runtimeError, "no formula")
        }
        return value.symbol
      }
      return pieces.isEmpty ? nil : WrittenFormula(title: title, pieces: pieces)
    }
    if let plateau = self as? ReduceLROnPlateau { return plateau.written(write) }
    guard let scheduler = self as? any EpochScheduler else { return [] }
    return scheduler.written(fault, write)
  }
}

private typealias Write = (String, Formula, () throws(PythonError) -> FaultySymbol?) -> WrittenFormula?

extension EpochScheduler {
  fileprivate func written(_ fault: Fault?, _ write: Write) -> [WrittenFormula] {
    func name(_ text: String) -> FaultySymbol { FaultySymbol(.name(text)) }
    var now = Moment<FaultySymbol>(epoch: name("t"), lr: name("lr(t−1)"))
    now.base = name("base_lr")
    var others = OtherReadings<FaultySymbol>()
    others.initial = name("initial_lr")
    others.firstBase = name("base_lr of group 0")
    others.mirrored = name("lr(t−1) of the mirrored group")
    others.mirroredBase = name("base_lr of the mirrored group")
    others.singleEpoch = name("float32(t)")
    now.others = others
    now.stepCount = name("step_count")
    now.options.initialLR = name("initial_lr")
    now.options.maxLR = name("max_lr")
    now.options.minLR = name("min_lr")
    now.options.maxMomentum = name("max_momentum")
    now.options.baseMomentum = name("base_momentum")
    now.options.swaLR = name("swa_lr")
    if Self.keepsPeriod { now.period = Period(current: name("T_cur"), length: name("T_i")) }
    // A sum of symbols raises nothing.
    for reading in fault?.readings ?? [] where reading != .alwaysInitial { try? now.misread(reading) }
    let moment = now
    return [
      write("lr(t)", .lr) { () throws(PythonError) in try lr(moment) },
      Self.hasClosedForm
        ? write("step(epoch): lr(t)", .closedForm) { () throws(PythonError) in try closedForm(moment) } : nil,
      Self.setsMomentum
        ? write("momentum(t)", .momentum) { () throws(PythonError) in try momentum(moment) } : nil,
      moment.period.flatMap { period in
        write("next T_cur", .period) { () throws(PythonError) in try next(period).current }
      },
      moment.period.flatMap { period in
        write("next T_i", .period) { () throws(PythonError) in try next(period).length }
      },
    ].compactMap(\.self)
  }
}

extension ReduceLROnPlateau {
  fileprivate func written(_ write: Write) -> [WrittenFormula] {
    func name(_ text: String) -> FaultySymbol { FaultySymbol(.name(text)) }
    let start = Progress<FaultySymbol>(
      best: name("best"),
      badEpochs: name("num_bad_epochs"),
      cooldownCounter: name("cooldown_counter")
    )
    func after(_ title: String, _ part: KeyPath<Progress<FaultySymbol>, FaultySymbol>) -> WrittenFormula? {
      write(title, .plateau) { () throws(PythonError) in
        var progress = start
        _ = try note(name("metric"), &progress)
        return progress[keyPath: part]
      }
    }
    return [
      after("next best", \.best), after("next num_bad_epochs", \.badEpochs),
      after("next cooldown_counter", \.cooldownCounter),
      write("lr(t), where it is reduced", .reduction) { () throws(PythonError) in
        try reduced(name("lr(t−1)"), name("min_lr")) ?? name("lr(t−1)")
      },
    ].compactMap(\.self)
  }
}
