import Adapters
import Fixtures
import Scenarios
import Verdicts

/// The cases of a suite, sorted into those that are played and those that are skipped.
struct ConformancePlan: Sendable {
  private(set) var cases: [ConformanceCase] = []
  private(set) var skipped: [SkippedCase] = []
  /// How many cases the filter lets through.
  private(set) var total = 0

  /// Reads the fixtures, and builds the schedulers of each case that may be played.
  init<Schedulers: SchedulersUnderTest>(
    _ options: ConformanceOptions,
    of schedulers: Schedulers.Type,
    known: KnownDivergences?
  ) throws(FixtureError) {
    let location = try Self.location(options)
    let suites = try SuiteLoader.load([location])
    let handshake = Schedulers.handshake
    let player = InProcessPlayer<Schedulers>()
    for whole in try RunCase.all(suites, filter: options.filter, torch: options.torch) {
      let fixture = whole.fixture
      let run = whole.restricted(to: handshake.channels)
      total += 1
      let declined =
        run.task.requirements.reasonToSkip(handshake, declaredBy: Self.author)
        ?? player.reasonToSkip(run.fixture.scenario)
      guard let declined else {
        cases.append(
          ConformanceCase(fixture.id, known: known) { [judge = options.judge] in
            judge.judge(player.play(run.fixture.scenario), run, handshake)
          }
        )
        continue
      }
      skipped.append(SkippedCase(id: fixture.id, reason: declined))
      if known?[fixture.id] != nil {
        cases.append(ConformanceCase(fixture.id, listedWrongly: "it is skipped: \(declined)"))
      }
    }
    if total == 0 {
      throw FixtureError(path: location, problem: FilterAdvice(options.filter, in: suites).text)
    }
    let ids = Set(suites.flatMap(\.cases).map(\.id))
    for entry in known?.unmatched(ids: ids) ?? [] {
      cases.append(ConformanceCase(entry.id, listedWrongly: "there is no such case"))
    }
  }

  /// Who declares, in the reasons why cases are skipped.
  static let author = "the test"

  private static func location(_ options: ConformanceOptions) throws(FixtureError) -> String {
    if let path = options.fixtures ?? FixtureLocation.ofCheckout() { return path }
    throw FixtureError(
      path: "lrconform",
      problem: "no fixtures in the checkout that it was built from; name a folder with LRCONFORM_FIXTURES"
    )
  }
}

/// A case that is not played, and why.
public struct SkippedCase: Sendable, Equatable {
  /// The case.
  public var id: String
  /// What it needs and the implementation does not offer: *the test does not declare `LambdaLR`*.
  public var reason: String
}

/// What is skipped, in one line.
struct SkippedText {
  let skipped: [SkippedCase]
  let total: Int

  /// `684 of 713 cases are skipped: 626 of classes that are not declared, step_size is no int (22)`, the most frequent
  /// first. What a package does not have at all is one number; what is missing of the rest is named.
  var line: String {
    let classes = Set(
      SchedulerType.allCases.map { Requirements.reason(missing: $0, declaredBy: ConformancePlan.author) }
    )
    var counts: [String: Int] = [:]
    for fixture in skipped where !classes.contains(fixture.reason) { counts[fixture.reason, default: 0] += 1 }
    var parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key.printable) (\($0.value))" }
    let others = skipped.count - counts.values.reduce(0, +)
    if others > 0 { parts.insert("\(others) of classes that are not declared", at: 0) }
    let detail = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    return "\(skipped.count) of \(total) cases are skipped\(detail)"
  }
}
