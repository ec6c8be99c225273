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
    guard let first = all.first, let shape = FamilyFormula(cases[first].scenario) else { return [] }
    // One that a convention writes in another way has a name of its own.
    let like = all.filter { FamilyFormula(cases[$0].scenario)?.isLike(shape) ?? false }
    let uses = like.compactMap { FamilyFormula(cases[$0].scenario) }
    let template = FamilyFormula.template(uses)
    return FamilyChange.all(in: template).map { change in
      let hypothesis = Hypothesis(
        "family",
        "\(name): computes \(change.text(in: template))",
        at: "LambdaLR.lr_lambda",
        of: [.lambda],
        cost: 2,
        Hypothesis.Change(scenario: { scenario in
          guard let formula = FamilyFormula(scenario),
            let function = try? Expression(change.applied(to: formula.words).joined())
          else { return scenario }
          return scenario.changingSchedulers { spec in
            spec.type == .lambda ? spec.with("lr_lambda", .function(function)) : spec
          }
        }),
        needs: { scenario in
          scenario.family?.declaredName == name && FamilyFormula(scenario)?.isLike(shape) ?? false
        },
        isSearched: true
      )
      return (hypothesis, like)
    }
  }
}
