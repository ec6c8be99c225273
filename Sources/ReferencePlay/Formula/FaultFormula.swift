import LRSchedulers
import Scenarios

/// A formula as PyTorch has it, and as an implementation with a fault has it.
package struct FaultFormula {
  /// PyTorch's: `lr(t) = lr(t−1) · gamma   if t ≠ 0 and t mod step_size = 0`.
  package let right: String
  /// The implementation's.
  package let apparent: String

  /// Finds the first piece that the fault changes; nil where it changes none that can be written.
  package init?(_ type: SchedulerType, _ fault: Fault) {
    for (_, given) in FormulaText.arguments(of: type) {
      let symbols = FormulaSymbols(type, given)
      var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.5)])
      guard let scheduler = try? SchedulerFactory().make(symbols.spec, &optimizer) else { continue }
      func written(_ fault: Fault?) -> [WrittenFormula] {
        scheduler.formulas(names: symbols.names, functionName: type.functionName, with: fault)
      }
      for (right, apparent) in zip(written(nil), written(fault)) where right.title == apparent.title {
        let before = Self.lines(right)
        let after = Self.lines(apparent)
        guard let changed = after.first(where: { !before.contains($0) }) else { continue }
        // The piece that is not there any more, or the one under the same conditions.
        let old = before.first { !after.contains($0) } ?? before[0]
        self.right = old
        self.apparent = changed
        return
      }
    }
    return nil
  }

  private static func lines(_ formula: WrittenFormula) -> [String] {
    formula.pieces.map { piece in
      let conditions = piece.conditions.map(\.text).joined(separator: " and ")
      let parts = piece.parts.map { ", \($0.name) = \($0.value.text)" }.joined()
      return "\(formula.title) = \(piece.value.text)\(parts)"
        + (conditions.isEmpty ? "" : " if \(conditions)")
    }
  }
}
