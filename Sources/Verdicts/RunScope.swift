import ConformanceSupport
import Fixtures
import Scenarios

/// What a run was asked to judge, of what there is, and how: what its report must not keep silent about.
package struct RunScope: Sendable, Equatable {
  /// How many cases the fixtures have, those included that the filters leave out; nil where that is not known.
  package var total: Int?
  /// Whether the fixtures are a whole suite; otherwise they are files or folders of one, or of none.
  package var isWholeSuite = true
  /// The fixtures that were named; empty for the suite's own.
  package var fixtures: [String] = []
  /// Patterns of ids.
  package var ids: [String] = []
  /// Tags.
  package var tags: [String] = []
  /// Levels.
  package var levels: [CaseLevel] = []
  /// Classes.
  package var schedulers: [SchedulerType] = []
  /// The part of the cases, `1/4`.
  package var shard: String?
  /// Whether the run ended before its last case, by `--fail-fast`.
  package var endedEarly = false
  /// Whether the tolerance was given, and is not the one that the precision asks for.
  package var hasOwnTolerance = false
  /// Whether the types of errors were compared.
  package var strictErrors = false
  /// The version of PyTorch that was asked for; nil for the one that the suite is recorded from.
  package var torch: String?
  /// How many cases may be skipped; nil for any number.
  package var maxSkipped: Int?
  /// Cases that got no verdict, because the run broke off.
  package var unjudged = 0
  /// The command line, to run it again; empty where there was none.
  package var command: [String] = []

  /// A whole run.
  package init() {}

  /// A run of the cases that a filter lets through.
  package init(_ filter: CaseFilter) {
    ids = filter.ids
    tags = filter.tags
    levels = filter.levels
    schedulers = filter.schedulers
    shard = filter.shard.map { "\($0.index)/\($0.count)" }
  }

  /// The version of PyTorch whose behaviour was expected.
  package var pytorch: String { torch ?? ProductVersion.pytorch }

  /// Whether less than the whole suite was played.
  package var isPartial: Bool { !filters.isEmpty }

  /// What narrows the run, as options: `--id 'step-lr/*'`.
  package var filters: [String] {
    var options = ids.map { "--id \($0.shellWord)" } + tags.map { "--tag \($0.shellWord)" }
    options += levels.map { "--level \($0.rawValue)" } + schedulers.map { "--scheduler \($0.rawValue)" }
    if let shard { options.append("--shard \(shard.shellWord)") }
    if endedEarly { options.append("--fail-fast") }
    if !isWholeSuite {
      options += fixtures.isEmpty ? ["other fixtures"] : fixtures.map { "--fixtures \($0.shellWord)" }
    }
    return options
  }

  /// The command as a shell takes it; nil where there was none.
  package var commandLine: String? {
    command.isEmpty ? nil : command.map(\.shellWord).joined(separator: " ")
  }
}

extension String {
  /// The text as one word of a shell's command line.
  var shellWord: String {
    let plain = unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789_-+=./:,@%".unicodeScalars.contains(scalar))
    }
    if plain, !isEmpty { return self }
    return "'" + replacing("'", by: "'\\''") + "'"
  }
}
