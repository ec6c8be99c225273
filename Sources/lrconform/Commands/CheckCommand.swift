import Adapters
import ArgumentParser
import ConformanceSupport
import Fixtures
import Fuzzing
import Reports
import Synchronization
import Verdicts

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check an adapter, or the reference, against the fixtures.",
    discussion: """
      Exit status: 0 conforming, 1 diverged, 2 wrong usage, 3 the adapter is broken, 4 the fixtures are broken.

        lrconform check                          the reference
        lrconform check -- ./my-adapter          an adapter
        lrconform check --scheduler StepLR -- python3 adapter.py
        lrconform check --trace replies.jsonl    what `lrconform record` wrote
      """
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "How the run is reported.")
  var format = ReportFormat.pretty

  @Option(
    help: "exact, float64, float32, or REL[,ABS]; by default what the adapter's precision asks for.",
    transform: Tolerance.argument
  )
  var tolerance: Tolerance?

  @Flag(help: "Compare the types of errors too. For the reference this is always done.")
  var strictErrors = false

  @Flag(help: "End at the first case that does not conform.")
  var failFast = false

  @Option(
    help: ArgumentHelp("Judge recorded replies instead of a program.", valueName: "file"),
    completion: .file()
  )
  var trace: String?

  @Option(
    help: ArgumentHelp("The list of known divergences: these pass, others fail.", valueName: "file"),
    completion: .file()
  )
  var known: String?

  @Flag(help: "Rewrite the --known file to what this run found.")
  var updateKnown = false

  @Flag(
    inversion: .prefixedNo,
    help: "If several causes are left, play more scenarios that tell them apart; not for recordings."
  )
  var ask = true

  @Option(help: ArgumentHelp("Fail if more cases than this are skipped.", valueName: "n"))
  var maxSkipped: Int?

  @Flag(name: [.short, .long], help: "Print nothing on standard output; the exit status tells.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Name passing and skipped cases too.")
  var verbose = false

  @Flag(help: "Counts, causes, and one line for each failing case.")
  var brief = false

  func validate() throws {
    if brief, verbose { throw ValidationError("--brief and --verbose are opposites") }
    if brief, format != .pretty { throw ValidationError("--brief is about the format pretty") }
    if trace != nil, !adapter.command.isEmpty {
      throw ValidationError("--trace judges a file; an adapter after -- is one too many")
    }
    if updateKnown {
      if known == nil { throw ValidationError("--update-known needs --known FILE") }
      if !fixtures.source.filter.isEmpty || failFast {
        throw ValidationError("--update-known needs a whole run, without filters, --shard or --fail-fast")
      }
    }
  }

  func run() async throws {
    try refuseMissingFiles()
    let source = fixtures.source
    let suites = try source.load()
    let cases = try source.cases(of: suites)
    var options = RunOptions()
    options.tolerance = tolerance
    options.failFast = failFast
    options.maximumBroken = adapter.maximumBroken
    options.strictErrors = strictErrors || (adapter.command.isEmpty && trace == nil)
    if let known { options.known = try Self.readKnown(known, mayBeMissing: updateKnown) }
    if ask, trace == nil { options.candidates = Fuzzer.candidates }
    options.suiteVersion = try source.version()
    options.scope = try scope(of: source, suites)
    if known != nil { options.suiteIDs = Set(suites.flatMap { $0.cases.map(\.id) + $0.passedOver }) }
    let reporter = format.reporter(
      style: output.style,
      verbose: verbose,
      brief: brief,
      pytorch: options.scope.pytorch
    )
    let sink = ReportSink(reporter, to: output, isQuiet: quiet)
    options.isCancelled = { sink.hasFailed }
    let meter = ProgressMeter(isQuiet: quiet)
    let judged = Mutex(0)
    let diverging = Mutex<[CaseResult]>([])
    let summary: RunSummary
    do {
      summary = try await Runner(options: options).run(cases, on: subject) { event in
        if case .finished(let result) = event {
          if updateKnown, !result.verdict.passes { diverging.withLock { $0.append(result) } }
          let count = judged.withLock { count in
            count += 1
            return count
          }
          meter.show(count: count, "cases", "of \(cases.count)")
          // What does not pass is printed.
          if !result.verdict.passes { meter.clear() }
        }
        sink.take(event)
      }
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    meter.clear()
    try sink.finish()
    if updateKnown, let known, let list = options.known {
      try update(known, list, diverging.withLock { $0 }, summary)
    }
    try judge(summary)
    // The process ends while it still holds what was read: to give that back piece by piece takes as long as a third
    // of starting it.
    withExtendedLifetime((suites, cases)) { Self.exit() }
  }

  /// How the run is narrowed, for its report.
  private func scope(of source: FixtureSource, _ suites: [Suite]) throws(Failure) -> RunScope {
    var scope = RunScope(source.filter)
    scope.total = suites.reduce(0) { $0 + $1.cases.count + $1.passedOver.count }
    scope.isWholeSuite = try source.isWholeSuite()
    scope.fixtures = fixtures.fixtures
    scope.torch = fixtures.torch.map { "\($0)" }
    scope.maxSkipped = maxSkipped
    scope.command = ["lrconform"] + CommandLine.arguments.dropFirst()
    return scope
  }

  private var subject: Subject {
    trace.map { .recording($0) } ?? adapter.subject
  }

  /// A file that is not there yet is a mistake of whoever calls, and something makes it.
  private func refuseMissingFiles() throws(Failure) {
    if let known, !updateKnown, Files.kind(known) == .missing {
      throw Failure(.usage, "\(known): no such file; --update-known makes it")
    }
    if let trace, Files.kind(trace) == .missing {
      throw Failure(
        .usage,
        "\(trace): no such file; `lrconform record --output \(trace) -- ADAPTER` makes it"
      )
    }
  }

  private static func readKnown(_ path: String, mayBeMissing: Bool) throws(Failure) -> KnownDivergences {
    if mayBeMissing, Files.kind(path) == .missing { return KnownDivergences() }
    do {
      return try KnownDivergences(path: path)
    } catch {
      throw Failure(.fixturesBroken, "\(error)")
    }
  }

  private func update(
    _ path: String,
    _ list: KnownDivergences,
    _ results: [CaseResult],
    _ summary: RunSummary
  ) throws {
    if summary.notRun > 0 {
      throw Failure(.adapterBroken, "\(path) is not rewritten: \(summary.notRun) cases were not run")
    }
    if summary.count(.broken) > 0 {
      throw Failure(.adapterBroken, "\(path) is not rewritten: \(summary.count(.broken)) cases are broken")
    }
    let updated = list.updated(with: results)
    // Nothing known needs no file.
    if updated.entries.isEmpty, Files.kind(path) == .missing { throw ExitStatus.conforming.code }
    do {
      try Files.replace(path, with: updated.canonicalBytes())
    } catch {
      throw Failure(.usage, "\(error)")
    }
    throw ExitStatus.conforming.code
  }

  private func judge(_ summary: RunSummary) throws {
    if let problem = summary.endOfRun { throw Failure(.adapterBroken, problem) }
    if let maxSkipped, summary.count(.skipped) > maxSkipped {
      throw Failure(.diverged, "\(summary.count(.skipped)) cases are skipped, at most \(maxSkipped) may be")
    }
    if summary.isAsExpected { return }
    throw (summary.adapterIsBroken ? ExitStatus.adapterBroken : .diverged).code
  }
}
