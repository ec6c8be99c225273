import Adapters
import ArgumentParser
import ConformanceSupport
import Fixtures
import JSON
import ReferencePlay
import Scenarios
import Verdicts

struct NewCaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-case",
    abstract: "Make a case from a scenario, with the values that real PyTorch gives.",
    discussion: """
      The scenario is JSON text, a file with it, or a file that `fuzz --save` wrote. On a terminal, new-case asks for \
      the options that you leave out. It records the values, checks them with the reference, and adds the case to its \
      file. It refuses a scenario that another case contains already: such a case would catch nothing new.

        lrconform new-case --scenario scenario.json -- tools/adapters/pytorch/run
        lrconform new-case --scenario found/x.json -- tools/adapters/pytorch/run
      """
  )

  @Option(help: "The id, as step-lr/two-decays; it never changes.") var id: String?
  @Option(help: "What the case shows, in a few words.") var title: String?
  @Option(help: "Which bugs it catches.") var why: String?
  @Option(help: "How binding it is; error where PyTorch raises.") var level: CaseLevel?
  @Option(name: .customLong("tag"), help: "A tag; may be repeated. `list --tags` names them.") var tags:
    [String] = []
  @Flag(help: "Allow tags that no case has.") var newTag = false
  @Option(name: .customLong("ref"), help: "The URL of the public report; may be repeated.") var references:
    [String] =
      []
  @Option(
    help: ArgumentHelp("The scenario: JSON text, or a file with it.", valueName: "scenario"),
    completion: .file()
  )
  var scenario: String
  @Option(
    help: ArgumentHelp(
      "The fixture file; by default behaviour/NAME.json for an id NAME/…",
      valueName: "file"
    ),
    completion: .file()
  )
  var file: String?
  @Option(
    help: ArgumentHelp("The suite's folder; the suite's own by default.", valueName: "path"),
    completion: .file()
  )
  var fixtures: String?
  @OptionGroup(title: "Adapter") var adapter: AdapterOptions

  func run() async throws {
    if adapter.command.isEmpty {
      throw Failure(.usage, "expected values come from an adapter: new-case … -- tools/adapters/pytorch/run")
    }
    let source = FixtureSource(named: fixtures.map { [$0] } ?? [])
    let suites = try source.load()
    let scenario = try readScenario()
    try refuseKnown(scenario, in: suites)
    let own = ReferencePlayer().play(scenario)
    var fixture = try answered(scenario, own, in: suites)
    let path = try file ?? "\(source.paths()[0])/behaviour/\(fixture.id.prefix { $0 != "/" }).json"
    var suite =
      try suites.first { Files.resolved($0.path) == Files.resolved(path) } ?? emptySuite(path, for: fixture)
    let (answers, provenance) = try await adapter.record([fixture])
    if let recorded = suite.provenance, recorded != provenance {
      throw Failure(
        .usage,
        "\(path) is recorded from \(recorded.text), the adapter is \(provenance.text); the values of a file come from one"
      )
    }
    do throws(Regeneration.Problem) {
      var alone = suite
      alone.cases = [fixture]
      fixture = try Regeneration(alone, answers: answers, provenance: provenance).suite.cases[0]
    } catch {
      throw Failure(.adapterBroken, "nothing is written: \(error)")
    }
    try check(fixture, own)
    suite.provenance = provenance
    suite.cases.append(fixture)
    try write(suite)
    let text = """
      \(fixture.id): added to \(path)
      look at it:      lrconform show \(fixture.id)
      check the file:  lrconform validate
      then:            a line in CHANGELOG.md

      """
    try StandardStreams.write(text.utf8)
  }

  // A fixture's case has its scenario under a key.
  private func readScenario() throws(Failure) -> Scenario {
    do {
      let node =
        scenario.first == "{"
        ? try JSONNode(parsing: scenario, source: "--scenario")
        : try JSONNode(file: scenario, Files.read(scenario))
      guard let cases = try node.optionalMember("cases")?.elements() else { return try Scenario(node) }
      guard cases.count == 1 else {
        throw Failure(.usage, "\(scenario): expected one case, found \(cases.count)")
      }
      return try Scenario(cases[0].member("scenario"))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }

  private func refuseKnown(_ scenario: Scenario, in suites: [Suite]) throws(Failure) {
    for suite in suites {
      for fixture in suite.cases where scenario.isPart(of: fixture.scenario) {
        let same = Fingerprint(scenario) == Fingerprint(fixture.scenario)
        throw Failure(
          .usage,
          "\(fixture.id) \(same ? "has the same scenario" : "does the same and goes on"): the case would catch nothing new"
        )
      }
    }
  }

  /// The case that the options and the answers on the terminal describe.
  private func answered(_ scenario: Scenario, _ outcome: Outcome, in suites: [Suite]) throws -> FixtureCase {
    let cases = suites.flatMap(\.cases)
    let id = try id ?? Console.ask("the id, as step-lr/two-decays", option: "--id")
    guard FixtureCase.isID(id) else {
      throw Failure(.usage, "expected an id as step-lr/two-decays, found \(id)")
    }
    if cases.contains(where: { $0.id == id }) { throw Failure(.usage, "the case \(id) exists already") }
    let title = try title ?? Console.ask("the title: what the case shows, in a few words", option: "--title")
    let why = try why ?? Console.ask("the reason: which bugs it catches", option: "--why")
    for text in [title, why] where !text.contains(where: { !$0.isWhitespace }) {
      throw Failure(.usage, "the title and the reason must not be empty")
    }
    let level = try level ?? askedLevel(outcome)
    if level == .error, outcome.error == nil {
      throw Failure(.usage, "PyTorch raises no error here: not the level error")
    }
    let tags =
      try self.tags.isEmpty
      ? Console.ask("the tags, with blanks between them", option: "--tag").split(separator: " ").map(
        String.init
      )
      : self.tags
    try check(tags, among: Set(cases.flatMap(\.tags)))
    if let wrong = references.first(where: { !FixtureCase.isReference($0) }) {
      throw Failure(.usage, "expected a URL that begins with https://, found \(wrong)")
    }
    return FixtureCase(
      id: id,
      title: title,
      why: why,
      level: level,
      tags: tags,
      references: references,
      scenario: scenario,
      expected: nil,
      versions: [],
      tolerance: nil,
      claims: []
    )
  }

  private func askedLevel(_ outcome: Outcome) throws(Failure) -> CaseLevel {
    if outcome.error != nil { return .error }
    let name = try Console.ask("the level: required, quirk or documented", option: "--level")
    guard let level = CaseLevel(rawValue: name) else { throw Failure(.usage, "there is no level \(name)") }
    return level
  }

  private func check(_ tags: [String], among known: Set<String>) throws(Failure) {
    for tag in tags {
      guard Slug.matches(tag.utf8) else {
        throw Failure(.usage, "expected a tag of lower-case words and dashes, found \(tag)")
      }
      if !newTag, !known.contains(tag) {
        let hint = NearestText.hint(for: tag, among: known.sorted())
        throw Failure(.usage, "no case has the tag \(tag)\(hint); --new-tag allows it")
      }
    }
  }

  private func emptySuite(_ path: String, for fixture: FixtureCase) throws(Failure) -> Suite {
    if Files.kind(path) != .missing { throw Failure(.usage, "\(path) is not a file of the suite") }
    let name = String(fixture.id.prefix { $0 != "/" })
    return Suite(path: path, name: name, description: "Cases of \(name).", provenance: nil, cases: [])
  }

  /// The reference is PyTorch: where they differ, the adapter is not PyTorch or the reference is wrong.
  private func check(_ fixture: FixtureCase, _ own: Outcome) throws(Failure) {
    guard let recorded = fixture.expected else { return }
    if own.trace != recorded.trace || own.error?.type != recorded.error?.type
      || own.error?.step != recorded.error?.step
    {
      throw Failure(
        .diverged,
        "nothing is written: the adapter and the reference differ in this scenario; is the adapter real PyTorch?"
      )
    }
  }

  private func write(_ suite: Suite) throws(Failure) {
    let bytes = suite.canonicalBytes()
    do throws(FixtureError) {
      _ = try Suite(parsing: bytes, path: suite.path)
    } catch {
      throw Failure(.usage, "nothing is written: \(error)")
    }
    do throws(FileError) {
      try Files.replace(suite.path, with: bytes)
    } catch {
      throw Failure(writing: error)
    }
  }
}

extension Provenance {
  fileprivate var text: String {
    [implementation, version, python.map { "Python \($0)" }, platform, libm].compactMap(\.self).joined(
      separator: ", "
    )
  }
}
