import Fixtures
import ReferencePlay
import Scenarios
import Testing

/// Formulas as they are read off the code of the reference.
@Suite struct FormulaTextTests {
  @Test func pieceIsWrittenWithItsConditions() {
    #expect(
      FormulaText(of: .step).text == """
          lr(t) = lr(t−1) · gamma   if t ≠ 0 and t mod step_size = 0
          lr(t) = lr(t−1)           if t ≠ 0 and t mod step_size ≠ 0
          lr(t) = lr(t−1)           if t = 0
          step(epoch): lr(t) = base_lr · gamma ^ (t div step_size)

        """
    )
  }

  @Test func orderOfOperationsIsKept() {
    #expect(
      FormulaText(of: .constant).text.contains(
        "lr(t) = lr(t−1) · (1 / factor)   if t ≠ 0 and t = total_iters\n"
      )
    )
    #expect(
      FormulaText(of: .linear).text.contains(
        "step(epoch): lr(t) = base_lr · (start_factor + (end_factor − start_factor) · min(total_iters, t) / total_iters)"
      )
    )
  }

  @Test func functionsMilestonesAndPartsHaveTheirNames() {
    #expect(FormulaText(of: .lambda).text == "  lr(t) = base_lr · lr_lambda(t)\n")
    #expect(FormulaText(of: .multiStep).text.contains("base_lr · gamma ^ #(milestones ≤ t)"))
    #expect(
      FormulaText(of: .cyclic).text.contains(
        "  where cycle = floor(1 + t / (step_size_up + step_size_down))\n"
      )
    )
    #expect(FormulaText(of: .oneCycle).text.contains("min_lr + (max_lr − min_lr) / 2 · (cos(π · pct) + 1)"))
  }

  @Test func comparisonThatChangesNothingIsLeftOut() {
    let text = FormulaText(of: .plateau).text
    #expect(
      text.contains("mode max, threshold_mode abs:\n  next best = metric   if metric > best + threshold\n")
    )
  }

  @Test func everyClassHasAFormulaOrSaysWhyNot() {
    for type in SchedulerType.allCases {
      let text = FormulaText(of: type).text
      let isComposite = type == .chained || type == .sequential
      #expect(text.contains("has no formula of its own") == isComposite)
      #expect(isComposite || text.contains("lr(t"))
      // Every number that stands for an argument was found again.
      #expect(!text.contains("0.5000") && !text.contains("100000") && !text.contains("200000"), "\(type)")
    }
  }

  @Test func latexIsThatOfTheFormula() {
    #expect(
      FormulaText(of: .exponential).latex == #"""
        \text{lr(t)} = \mathrm{lr}_{t-1} \cdot \gamma
        \text{step(epoch): lr(t)} = \mathrm{base\_lr} \cdot {\gamma}^{t}

        """#
    )
    #expect(
      FormulaText(of: .warmRestarts).latex.contains(#"\frac{\pi \cdot \mathrm{T\_cur}}{\mathrm{T\_i}}"#)
    )
    #expect(FormulaText(of: .step).latex.contains(#"t \bmod \mathrm{step\_size} = 0"#))
  }
}
