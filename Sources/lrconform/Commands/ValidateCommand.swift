import ArgumentParser
import ConformanceSupport
import Fixtures

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check fixture files: form, ids, recorded values, claims, released cases.",
    discussion: "Prints one line for each problem, and exits with 4 if there is one."
  )

  @Argument(help: "Files or folders; the suite's own by default.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Rewrite files whose layout is not the canonical one.")
  var write = false

  func run() throws {
    let validation: SuiteValidation
    do {
      validation = try SuiteValidation(paths: FixtureSource(named: paths).paths())
    } catch let error as FixtureError {
      throw Failure(.fixturesBroken, "\(error)")
    }
    var problems = validation.problems
    if write {
      for suite in validation.uncanonical {
        do {
          try Files.replace(suite.path, with: suite.canonicalBytes())
        } catch {
          problems.append(FixtureError(path: error.path, problem: error.problem))
        }
      }
    } else {
      problems += validation.uncanonical.map {
        FixtureError(
          path: $0.path,
          problem: "not in the canonical form; `lrconform validate --write` corrects that"
        )
      }
    }
    for problem in problems { Console.printError("lrconform: \(problem)") }
    if !problems.isEmpty { throw ExitStatus.fixturesBroken.code }
    var text =
      "\(validation.suites.count) files, \(validation.caseCount) cases, \(validation.claimCount) claims: valid"
    if let version = validation.version {
      text += "; suite \(version.version), \(validation.unreleased.count) cases unreleased"
    }
    try StandardStreams.write((text + "\n").utf8)
  }
}
