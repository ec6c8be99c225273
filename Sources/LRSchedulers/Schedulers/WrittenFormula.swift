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
    let options: [ParameterGroup.Option] = [.initialLR, .maxLR, .minLR, .maxMomentum, .baseMomentum, .swaLR]
    var group = ParameterGroup(lr: 0.5)
    var names = names
    for (index, option) in options.enumerated() {
      let number = Number.float(1e6 + Double(index))
      group.set(option, number)
      names.append((number, option.rawValue))
    }
    return withUnsafePointer(to: group) { group in
      var now = Moment<Symbol>(epoch: .name("t"), lr: .name("lr(t−1)"))
      now.base = .name("base_lr")
      now.stepCount = .name("step_count")
      now.options = group
      if Self.keepsPeriod { now.period = Period(current: .name("T_cur"), length: .name("T_i")) }
      func read(
        _ formula: () throws(PythonError) -> Symbol
      ) -> [Symbol.Piece] {
        Symbol.pieces(names: names, functionName: functionName, formula)
      }
      var formulas: [WrittenFormula] = []
      formulas.append(
        WrittenFormula(title: "lr(t)", pieces: read { () throws(PythonError) in try lr(now) })
      )
      if Self.hasClosedForm {
        let closed = read { () throws(PythonError) in try closedForm(now) }
        formulas.append(WrittenFormula(title: "step(epoch): lr(t)", pieces: closed))
      }
      if Self.setsMomentum {
        let momenta = read { () throws(PythonError) in
          guard let momentum = try momentum(now) else { throw PythonError.notPlain }
          return momentum
        }
        if !momenta.isEmpty { formulas.append(WrittenFormula(title: "momentum(t)", pieces: momenta)) }
      }
      if let period = now.period {
        let current = read { () throws(PythonError) in try next(period).current }
        formulas.append(WrittenFormula(title: "next T_cur", pieces: current))
        let length = read { () throws(PythonError) in try next(period).length }
        formulas.append(WrittenFormula(title: "next T_i", pieces: length))
      }
      return formulas
    }
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

extension ParameterGroup {
  fileprivate mutating func set(_ option: Option, _ number: Number) {
    switch option {
    case .initialLR: initialLR = number
    case .maxLR: maxLR = number
    case .minLR: minLR = number
    case .maxMomentum: maxMomentum = number
    case .baseMomentum: baseMomentum = number
    case .swaLR: swaLR = number
    }
  }
}
