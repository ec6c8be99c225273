import Adapters
import ArgumentParser
import ConformanceSupport
import Fixtures
import Verdicts

struct RegenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regenerate",
    abstract: "Record the expected values of all cases from real PyTorch.",
    discussion: """
      A file is written only if its bytes change. Nothing is written if any case fails.

        lrconform regenerate -- tools/adapters/pytorch/run
        lrconform regenerate --check -- tools/adapters/pytorch/run
      """
  )

  @Option(
    help: ArgumentHelp("A fixture file or folder; the suite's own by default.", valueName: "path"),
    completion: .file()
  )
  var fixtures: [String] = []

  @OptionGroup(title: "Adapter") var adapter: AdapterOptions

  @Flag(help: "Write nothing; exit with 1 if anything would change.")
  var check = false

  func run() async throws {
    if adapter.command.isEmpty {
      throw Failure(.usage, "expected values come from an adapter: regenerate -- COMMAND")
    }
    let suites = try FixtureSource(named: fixtures).load()
    let (answers, provenance) = try await adapter.record(suites.flatMap(\.cases))
    var changes: [Change] = []
    var next = answers.startIndex
    for suite in suites {
      let end = next + suite.cases.count
      let change = try Change(suite, Array(answers[next..<end]), provenance)
      if change.isChange { changes.append(change) }
      next = end
    }
    try report(changes, of: suites.count)
    if check {
      if !changes.isEmpty { throw ExitStatus.diverged.code }
      return
    }
    for change in changes {
      do {
        try Files.replace(change.path, with: change.bytes)
      } catch {
        throw Failure(.fixturesBroken, "\(error)")
      }
    }
  }

  private func report(_ changes: [Change], of count: Int) throws {
    var text = ""
    for change in changes {
      text += "\(change.path.printable): \(check ? "would change" : "changed")"
      let ids = change.ids.prefix(5).map(\.printable).joined(separator: ", ")
      if !change.ids.isEmpty {
        text += ", \(change.ids.count) cases: \(ids)\(change.ids.count > 5 ? ", …" : "")"
      }
      text += "\n"
    }
    text += "\(changes.count) of \(count) files \(check ? "would change" : "changed")\n"
    try StandardStreams.write(text.utf8)
  }
}

/// A file before and after its values were recorded again.
private struct Change {
  var path: String
  var ids: [String]
  var bytes: [UInt8]
  var isChange: Bool

  init(_ suite: Suite, _ answers: [PlayAnswer], _ provenance: Provenance) throws(Failure) {
    do {
      let regeneration = try Regeneration(suite, answers: answers, provenance: provenance)
      path = suite.path
      ids = regeneration.changed
      bytes = regeneration.suite.canonicalBytes()
      isChange = try bytes != Files.read(path)
      // The new file must be one that can be read.
      _ = try Suite(parsing: bytes, path: path)
    } catch let error as Regeneration.Problem {
      throw Failure(.adapterBroken, "nothing is written: \(error)")
    } catch {
      throw Failure(.fixturesBroken, "\(error)")
    }
  }
}
