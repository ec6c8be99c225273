import ArgumentParser
import Fixtures
import Scenarios

/// Where the fixtures are and which of them are meant.
struct FixtureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A fixture file or folder; the suite's own by default.", valueName: "path"),
    completion: .file()
  )
  var fixtures: [String] = []

  @Option(
    name: .customLong("id"),
    help: "Only cases whose id matches a pattern with * and ?; may be repeated.",
    completion: .caseIDs
  )
  var ids: [String] = []

  @Option(
    name: .customLong("tag"),
    help: "Only cases with this tag. If repeated: with all of these tags.",
    completion: .tags
  )
  var tags: [String] = []

  @Option(name: .customLong("level"), help: "Only cases of this level; may be repeated.")
  var levels: [CaseLevel] = []

  @Option(
    name: .customLong("scheduler"),
    help: "Only cases with this class in them; may be repeated.",
    completion: .list(SchedulerType.allNames),
    transform: SchedulerType.named
  )
  var schedulers: [SchedulerType] = []

  @Option(help: ArgumentHelp("Only part i of n.", valueName: "i/n"))
  var shard: Shard?

  @Option(help: ArgumentHelp("Expect what this version of PyTorch gives.", valueName: "version"))
  var torch: Version?

  /// The fixtures and filters that are meant.
  var source: FixtureSource {
    var filter = CaseFilter()
    filter.ids = ids
    filter.tags = tags
    filter.levels = levels
    filter.schedulers = schedulers
    filter.shard = shard.map { ($0.index, $0.count) }
    return FixtureSource(named: fixtures, filter: filter, torch: torch)
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
