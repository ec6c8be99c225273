import JSON
import LRSchedulers

/// A schedule that trainers offer and PyTorch has no class for: a warm-up from zero and a decay, say.
///
/// It is a LambdaLR whose function is the formula with the arguments put in. A fixture file that defines one holds the
/// cases of it.
package struct ScheduleFamily: Sendable, Equatable {
  /// An argument of the formula.
  package struct Argument: Sendable, Equatable {
    /// The name that stands in the formula.
    package var name: String
    /// What it counts, as `steps`.
    package var unit: String
    /// What it means.
    package var meaning: String
    /// Its value where none is given; nil where it has to be.
    package var standard: Number?
  }

  /// Another way that some libraries do it.
  package struct Convention: Sendable, Equatable {
    /// A slug, as `rises-again`.
    package var name: String
    /// The formula of the whole schedule; nil for the family's own.
    package var formula: String?
    /// What is different.
    package var meaning: String
  }

  /// A library that has the schedule.
  package struct Offer: Sendable, Equatable {
    /// The library.
    package var library: String
    /// Its name for the schedule.
    package var name: String
    /// Its convention; nil for the family's own.
    package var convention: String?
    /// Where it is documented.
    package var url: String
    /// What else is different there.
    package var note: String?
  }

  /// A slug, as `warmup-cosine`.
  package var name: String
  /// The factor of the base lr, in Python, of `epoch` and the arguments.
  package var formula: String
  /// The arguments, in the order in which they are asked for.
  package var arguments: [Argument]
  /// Other ways to do it.
  package var conventions: [Convention]
  /// The learning rate before the first step.
  package var firstStep: String
  /// What happens where one part of the schedule ends and the next begins.
  package var seams: String
  /// The learning rate after the last step that the schedule was made for.
  package var pastTheEnd: String
  /// Who has it.
  package var offers: [Offer]
}

extension ScheduleFamily {
  /// What is wrong with the use of a family.
  package struct Problem: Error, Sendable, CustomStringConvertible {
    /// What was found and what was expected.
    package var description: String
  }

  /// The formula with values in place of the arguments' names.
  ///
  /// - Throws: `Problem` for an argument or a convention that the family has not, and for one that is missing.
  package func expression(_ use: FamilyUse) throws(Problem) -> String {
    for argument in use.arguments where !arguments.contains(where: { $0.name == argument.name }) {
      throw Problem(description: "\(name) has no \(hinted(argument.name, arguments.map(\.name)))")
    }
    var values: [String: Number] = [:]
    for argument in arguments {
      let given = use.arguments.first { $0.name == argument.name }?.value
      guard let value = given ?? argument.standard else {
        throw Problem(description: "\(name) misses \(argument.name) (\(argument.unit)): \(argument.meaning)")
      }
      values[argument.name] = value
    }
    return Self.replacing(values, in: try formula(of: use.convention))
  }

  /// What is wrong with a scenario of this family; nil where it plays the family's schedule.
  package func problem(of scenario: Scenario) -> String? {
    guard let use = scenario.family, use.name == name else { return "expected the family \(name)" }
    do throws(Problem) {
      let expected = try expression(use)
      let found = scenario.familyFunction?.source ?? ""
      return found == expected ? nil : "expected the function \(expected), found \(found)"
    } catch {
      return error.description
    }
  }

  /// The formula of a convention; the family's own for nil.
  func formula(of convention: String?) throws(Problem) -> String {
    guard let convention else { return formula }
    guard let found = conventions.first(where: { $0.name == convention }) else {
      throw Problem(
        description: "\(name) has no convention \(hinted(convention, conventions.map(\.name)))"
      )
    }
    return found.formula ?? formula
  }

  private func hinted(_ found: String, _ names: [String]) -> String {
    let list = names.isEmpty ? "; it has none" : "; it has \(names.joined(separator: ", "))"
    return "\(found)\(NearestText.hint(for: found, among: names))\(list)"
  }

  private static func replacing(_ values: [String: Number], in formula: String) -> String {
    var text = ""
    var word = ""
    func flush() {
      guard let value = values[word] else { return text += word }
      let written = "\(value)"
      text += written.hasPrefix("-") ? "(\(written))" : written
    }
    for character in formula {
      if character.isLetter || character == "_" || !word.isEmpty && character.isNumber {
        word.append(character)
      } else {
        flush()
        word = ""
        text.append(character)
      }
    }
    flush()
    return text
  }
}
