/// A formula of a scheduler, read off its code.
package struct WrittenFormula: Sendable {
  /// What it gives: `lr(t)`, and when, where that is not each step.
  package var title: String
  /// What it gives in each case, and the conditions of it.
  package var pieces: [Symbol.Piece]
}

extension LRScheduler {
  /// The formulas by which the scheduler computes, in the symbols of the documentation; none for a composite.
  ///
  /// - Parameters:
  ///   - names: What the numbers that the scheduler was built with are called.
  ///   - functionName: What its function is called.
  package func formulas(names: [(Number, String)], functionName: String) -> [WrittenFormula] {
    if let plateau = self as? ReduceLROnPlateau { return plateau.written(names) }
    guard let scheduler = self as? any EpochScheduler else { return [] }
    return scheduler.written(names, functionName)
  }
}

extension EpochScheduler {
  fileprivate func written(_ names: [(Number, String)], _ functionName: String) -> [WrittenFormula] {
    var now = Moment<Symbol>(epoch: .name("t"), lr: .name("lr(t−1)"))
    now.base = .name("base_lr")
    now.stepCount = .name("step_count")
    now.options.initialLR = .name("initial_lr")
    now.options.maxLR = .name("max_lr")
    now.options.minLR = .name("min_lr")
    now.options.maxMomentum = .name("max_momentum")
    now.options.baseMomentum = .name("base_momentum")
    now.options.swaLR = .name("swa_lr")
    if Self.keepsPeriod { now.period = Period(current: .name("T_cur"), length: .name("T_i")) }
    func written(_ title: String, _ formula: () throws(PythonError) -> Symbol?) -> WrittenFormula? {
      let pieces = Symbol.pieces(names: names, functionName: functionName) { () throws(PythonError) in
        guard let value = try formula() else { throw PythonError.notPlain }
        return value
      }
      return pieces.isEmpty ? nil : WrittenFormula(title: title, pieces: pieces)
    }
    return [
      written("lr(t)") { () throws(PythonError) in try lr(now) },
      Self.hasClosedForm
        ? written("step(epoch): lr(t)") { () throws(PythonError) in try closedForm(now) } : nil,
      Self.setsMomentum ? written("momentum(t)") { () throws(PythonError) in try momentum(now) } : nil,
      now.period.flatMap { period in
        written("next T_cur") { () throws(PythonError) in try next(period).current }
      },
      now.period.flatMap { period in
        written("next T_i") { () throws(PythonError) in try next(period).length }
      },
    ].compactMap(\.self)
  }
}

extension ReduceLROnPlateau {
  fileprivate func written(_ names: [(Number, String)]) -> [WrittenFormula] {
    func read(_ formula: () throws(PythonError) -> Symbol) -> [Symbol.Piece] {
      Symbol.pieces(names: names, functionName: "", formula)
    }
    let start = Progress<Symbol>(
      best: .name("best"),
      badEpochs: .name("num_bad_epochs"),
      cooldownCounter: .name("cooldown_counter")
    )
    func after(_ part: KeyPath<Progress<Symbol>, Symbol>) -> [Symbol.Piece] {
      read { () throws(PythonError) in
        var progress = start
        _ = try note(.name("metric"), &progress)
        return progress[keyPath: part]
      }
    }
    return [
      WrittenFormula(title: "next best", pieces: after(\.best)),
      WrittenFormula(title: "next num_bad_epochs", pieces: after(\.badEpochs)),
      WrittenFormula(title: "next cooldown_counter", pieces: after(\.cooldownCounter)),
      WrittenFormula(
        title: "lr(t), where it is reduced",
        pieces: read { () throws(PythonError) in
          try reduced(.name("lr(t−1)"), .name("min_lr")) ?? .name("lr(t−1)")
        }
      ),
    ]
  }
}
