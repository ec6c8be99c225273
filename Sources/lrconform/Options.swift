import ArgumentParser
import LRConformance

/// Where the fixtures are and which of them are meant.
struct FixtureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A fixture file or folder; the suite's own by default.", valueName: "path"))
  var fixtures: [String] = []

  @Option(
    name: .customLong("id"),
    help: "Only cases whose id matches a pattern with * and ?; may be repeated."
  )
  var ids: [String] = []

  @Option(name: .customLong("tag"), help: "Only cases with this tag; repeated, with all of them.")
  var tags: [String] = []

  @Option(name: .customLong("level"), help: "Only cases of this level; may be repeated.")
  var levels: [CaseLevel] = []

  @Option(name: .customLong("scheduler"), help: "Only cases with this class in them; may be repeated.")
  var schedulers: [SchedulerType] = []

  @Option(help: ArgumentHelp("Only part i of n.", valueName: "i/n"))
  var shard: Shard?

  var filter: CaseFilter {
    var filter = CaseFilter()
    filter.ids = ids
    filter.tags = tags
    filter.levels = levels
    filter.schedulers = schedulers
    filter.shard = shard.map { ($0.index, $0.count) }
    return filter
  }

  /// The files and folders that are meant.
  func paths() throws(Failure) -> [String] {
    if !fixtures.isEmpty { return fixtures }
    guard let found = FixtureLocation.find(executable: CommandLine.arguments.first) else {
      throw Failure(
        .fixturesBroken,
        "no fixtures here; name them with --fixtures PATH or LRCONFORM_FIXTURES"
      )
    }
    return [found]
  }

  func load() throws(Failure) -> [Suite] {
    do {
      return try SuiteLoader.load(paths())
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.fixturesBroken, "\(error)")
    }
  }

  /// The cases that are meant, with their expected outcomes.
  func cases() throws(Failure) -> [RunCase] {
    var cases: [RunCase] = []
    for (suite, fixture) in try select() {
      guard let expected = fixture.expected else {
        throw Failure(
          .fixturesBroken,
          "\(suite.path): case \(fixture.id): no expected values; record them with `lrconform regenerate`"
        )
      }
      cases.append(RunCase(suite: suite.name, path: suite.path, fixture: fixture, expected: expected))
    }
    return cases
  }

  func select() throws(Failure) -> [(suite: Suite, fixture: FixtureCase)] {
    let selected = filter.select(try load())
    if selected.isEmpty, !filter.isEmpty { throw Failure(.usage, "no case matches the filters") }
    return selected
  }
}

/// A part of the cases, `2/5`.
struct Shard: ExpressibleByArgument {
  var index: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), 1...max(1, count) ~= index,
      count >= 1
    else { return nil }
    self.index = index
    self.count = count
  }
}

extension CaseLevel: ExpressibleByArgument {}
extension SchedulerType: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

extension Tolerance: ExpressibleByArgument {
  /// The name of a class, or a relative and perhaps an absolute tolerance: `1e-9,1e-12`.
  public init?(argument: String) {
    if let precision = Precision(rawValue: argument) {
      self = precision.tolerance
      return
    }
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard 1...2 ~= parts.count, let relative = parts[0], let absolute = parts.count > 1 ? parts[1] : 0,
      relative >= 0, absolute >= 0, relative.isFinite, absolute.isFinite
    else { return nil }
    self.init(relative: relative, absolute: absolute)
  }
}

/// How an adapter is started and waited for.
struct AdapterOptions: ParsableArguments {
  @Option(help: "How many processes of the adapter run at once; as many as there are processors by default.")
  var jobs: Int?

  @Option(help: ArgumentHelp("Seconds an adapter may take for one case.", valueName: "seconds"))
  var timeout = 30.0

  @Option(help: ArgumentHelp("Seconds an adapter may take to start.", valueName: "seconds"))
  var startTimeout = 120.0

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The adapter's program and arguments, after --.", valueName: "command")
  )
  var command: [String] = []

  func validate() throws {
    if let jobs, !(1...256 ~= jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    for seconds in [timeout, startTimeout] where !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("a time-out is more than 0 and at most 86400 seconds")
    }
  }

  /// The adapter, or the reference where none is named.
  var subject: Subject {
    if command.isEmpty { return .reference }
    var adapter = AdapterCommand(command)
    adapter.caseTimeout = timeout
    adapter.startTimeout = startTimeout
    return .adapter(adapter, jobs: jobs ?? Console.processorCount)
  }
}

/// Where output goes and how it looks.
struct OutputOptions: ParsableArguments {
  enum Colour: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("A file for the output, replaced as a whole.", valueName: "file")
  )
  var output: String?

  @Option(name: [.customLong("color")], help: "Whether output is coloured.")
  var colour = Colour.auto

  var style: TextStyle {
    switch colour {
    case .always: TextStyle(coloured: true)
    case .never: TextStyle(coloured: false)
    case .auto: TextStyle(coloured: output == nil && Console.isColourful)
    }
  }

  /// Writes a text to the file, or to standard output.
  func write(_ text: String) throws(Failure) {
    do throws(FileError) {
      if let output {
        try Files.replace(output, with: Array(text.utf8))
      } else {
        try Files.write(text.utf8, to: 1)
      }
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
