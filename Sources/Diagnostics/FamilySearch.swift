import LRSchedulers
import Scenarios

/// Every mistake that there can be in the formula of a family: one argument, epoch, comparison, operation or bound that is
/// another.
///
/// The cases of a family have the same formula with other numbers in it. It is taken apart into words; a number that
/// is always an argument's value is that argument.
struct FamilySearch {
  /// The mistakes, and for each the cases that can show it.
  let found: [(hypothesis: Hypothesis, cases: [Int])]

  /// - Parameters:
  ///   - cases: All cases that were played.
  ///   - failing: Those of which something is to be explained.
  init(_ cases: [PlayedCase], failing: [Int]) {
    let names = Set(failing.compactMap { cases[$0].scenario.family?.declaredName })
    found = names.sorted().flatMap { name in
      Self.mistakes(name, cases, cases.indices.filter { cases[$0].scenario.family?.declaredName == name })
    }
  }

  private static func mistakes(_ name: String, _ cases: [PlayedCase], _ all: [Int]) -> [(Hypothesis, [Int])] {
    let formulas = all.map { FamilyFormula(cases[$0].scenario) }
    guard let shape = formulas.first ?? nil else { return [] }
    // One that a convention writes in another way has a name of its own.
    let like = zip(all, formulas).filter { $1?.isLike(shape) ?? false }.map(\.0)
    let uses = formulas.compactMap(\.self).filter { $0.isLike(shape) }
    let template = FamilyFormula.template(uses)
    return FamilyChange.all(in: template).map { change in
      let hypothesis = Hypothesis(
        "family",
        "\(name): \(change.text(in: template))",
        at: "LambdaLR.lr_lambda",
        of: [.lambda],
        cost: change.isWellKnown ? 1 : 2,
        Hypothesis.Change(scenario: { scenario in
          guard let formula = FamilyFormula(scenario), formula.isLike(shape),
            let function = try? Expression(change.applied(to: formula.words).joined())
          else { return scenario }
          return scenario.changingSchedulers { spec in
            spec.type == .lambda ? spec.with("lr_lambda", .function(function)) : spec
          }
        }),
        needs: { $0.family?.declaredName == name },
        isSearched: true
      )
      return (hypothesis, like)
    }
  }
}
