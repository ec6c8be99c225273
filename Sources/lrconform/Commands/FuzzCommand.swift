import Adapters
import ArgumentParser
import ConformanceSupport
import Fixtures
import Fuzzing
import JSON
import ReferencePlay
import Reports
import Scenarios
import Synchronization
import Verdicts

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct FuzzCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Play random scenarios on an adapter and on the reference; shrink what differs.",
    discussion: """
      The same seed makes the same scenarios on any machine and with any --jobs. Ctrl-C ends the run and reports what \
      was found so far.

        lrconform fuzz --count 10000 -- ./my-adapter
        lrconform fuzz --time 60 --scheduler CyclicLR --save found -- ./my-adapter
        lrconform fuzz --relations -- ./my-adapter
      """
  )

  @Option(help: "The seed of the scenarios.") var seed: UInt64 = 1
  @Option(help: "How many scenarios at most.") var count: Int?
  @Option(help: ArgumentHelp("End after so many seconds.", valueName: "seconds")) var time: Double?
  @Option(
    name: .customLong("scheduler"),
    help: "Only this class; may be repeated.",
    completion: .list(SchedulerType.allNames),
    transform: SchedulerType.named
  )
  var schedulers: [SchedulerType] = []
  @Option(
    name: .customLong("feature"),
    help: "Only this feature; may be repeated.",
    completion: .list(Feature.allNames),
    transform: Feature.named
  )
  var features: [Feature] = []
  @Option(
    name: .customLong("family"),
    help: ArgumentHelp("Schedules of this family, in place of classes; may be repeated.", valueName: "name")
  )
  var families: [String] = []
  @Flag(help: "Only scenarios in which PyTorch raises no error.") var onlyValid = false
  @Option(
    help: "exact, float64, float32, or REL[,ABS]; by default what the adapter's precision asks for.",
    transform: Tolerance.argument
  )
  var tolerance: Tolerance?
  @Flag(help: "Compare the types of errors too.") var strictErrors = false
  @Flag(
    help: "Check rules that need no expected values: reload, order of groups, wrappers, scaling, splitting."
  )
  var relations = false
  @Flag(inversion: .prefixedNo, help: "Shrink findings to their smallest form.") var shrink = true
  @Option(help: ArgumentHelp("A folder for a fixture file of each finding.", valueName: "folder")) var save:
    String?
  @Option(help: ArgumentHelp("Play this one scenario: JSON text, or a file with it.", valueName: "scenario"))
  var scenario: String?

  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if let count, !(1...1_000_000_000 ~= count) {
      throw ValidationError("--count takes a number from 1 to 10^9")
    }
    if let time, !(time > 0 && time < 1e9) {
      throw ValidationError("--time takes a number of seconds above 0")
    }
    if adapter.command.isEmpty { throw ValidationError("fuzz needs an adapter: fuzz -- COMMAND") }
  }

  func run() async throws {
    if let scenario {
      try await playOne(scenario)
      return
    }
    var options = FuzzOptions()
    options.seed = seed
    options.count = count ?? (time == nil ? 1000 : 1_000_000_000)
    options.time = time
    options.schedulers = schedulers.isEmpty ? nil : schedulers
    options.features = features.isEmpty ? nil : features
    options.families = try namedFamilies()
    options.onlyValid = onlyValid
    options.tolerance = tolerance
    options.strictErrors = strictErrors
    options.relations = relations
    options.shrinks = shrink
    options.maximumBroken = adapter.maximumBroken
    Interruption.watch()
    let meter = ProgressMeter()
    let report: FuzzReport
    do {
      report = try await Fuzzer(options, isCancelled: { Interruption.happened }).run(adapter.subject) {
        meter.show(count: $0, "scenarios", "\($1) findings")
      }
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    meter.clear()
    try output.write(FuzzText(report, seed: seed, command: adapter.command, style: output.style).text)
    if let save { try write(report.findings, to: save) }
    if let problem = report.endOfRun { throw Failure(.adapterBroken, problem) }
    if !report.findings.isEmpty { throw ExitStatus.diverged.code }
  }

  private func namedFamilies() throws -> [ScheduleFamily]? {
    if families.isEmpty { return nil }
    let known = try FixtureSource(named: []).families()
    return try families.map { name in
      if let family = known.first(where: { $0.name == name }) { return family }
      let names = known.map(\.name)
      let hint = NearestText.hint(for: name, among: names)
      throw Failure(.usage, "expected one of \(names.joined(separator: ", ")), found \(name)\(hint)")
    }
  }

  private func playOne(_ text: String) async throws {
    let parsed: Scenario
    do {
      let isJSON = text.first == "{"
      let node =
        isJSON
        ? try JSONNode(parsing: text, source: "--scenario")
        : try JSONNode(file: text, Files.read(text))
      parsed = try Scenario(node)
    } catch {
      throw Failure(.usage, "\(error)")
    }
    let expected = ReferencePlayer().play(parsed)
    let fixture = FixtureCase(
      id: "fuzz/scenario",
      title: "A scenario",
      why: "It is asked.",
      level: .required,
      tags: [],
      scenario: parsed,
      expected: expected,
      versions: [],
      tolerance: nil,
      claims: []
    )
    var options = RunOptions()
    options.tolerance = tolerance
    options.strictErrors = strictErrors
    let sink = ReportSink(ReportFormat.pretty.reporter(style: output.style, verbose: true), to: output)
    let run = RunCase(suite: "fuzz", path: "", fixture: fixture, expected: expected)
    let summary: RunSummary
    do {
      summary = try await Runner(options: options).run([run], on: adapter.subject) { sink.take($0) }
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    try sink.finish()
    if !summary.isAsExpected { throw ExitStatus.diverged.code }
  }

  private func write(_ findings: [FuzzFinding], to folder: String) throws {
    for finding in findings {
      let fixture = finding.fixture(seed: seed)
      let suite = Suite(
        path: "\(folder)/\(fixture.id.split(separator: "/").last ?? "finding").json",
        name: "fuzz",
        description: "Found by `lrconform fuzz --seed \(seed)`.",
        provenance: Provenance(implementation: "lrconform", version: ProductVersion.current),
        cases: [fixture]
      )
      do {
        try Files.makeFolder(folder)
        try Files.replace(suite.path, with: suite.canonicalBytes())
      } catch {
        throw Failure(.usage, "\(error)")
      }
    }
  }
}

/// Ctrl-C: the first ends the work in order, the second at once.
private enum Interruption {
  private static let flag = Atomic(false)

  static var happened: Bool { flag.load(ordering: .relaxed) }

  static func watch() {
    _ = happened
    signal(SIGINT) { number in
      Interruption.flag.store(true, ordering: .relaxed)
      signal(number, SIG_DFL)
    }
  }
}
