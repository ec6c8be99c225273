/// A quick look at an adapter: one short case for each class and each feature.
public enum SmokeTest {
  /// A case and what it stands for.
  public struct Probe: Sendable {
    /// The class or feature.
    public var name: String
    /// The case.
    public var run: RunCase
  }

  /// For each class the shortest case of it alone, for each feature the shortest that needs it.
  public static func probes(_ cases: [RunCase]) -> [Probe] {
    var probes: [Probe] = []
    func add(_ name: String, where matches: (RunCase, Requirements) -> Bool) {
      let shortest =
        cases
        .filter { matches($0, $0.task.requirements) }
        .min { ($0.weight, $0.fixture.id) < ($1.weight, $1.fixture.id) }
      if let shortest, !probes.contains(where: { $0.run.fixture.id == shortest.fixture.id }) {
        probes.append(Probe(name: name, run: shortest))
      }
    }
    for type in SchedulerType.allCases {
      add(type.rawValue) { run, needs in
        needs.schedulers.first == type && run.expected.error == nil && run.expected.trace.length > 3
          && needs.features.allSatisfy { $0 == .functions || $0 == .momentum }
          && (type == .chained || type == .sequential || needs.schedulers == [type])
      }
    }
    for feature in Feature.allCases {
      add(feature.rawValue) { _, needs in needs.features.contains(feature) && needs.features.count == 1 }
    }
    return probes
  }

  /// What works and what does not, a line each, and what to look at first.
  public static func text(
    _ probes: [Probe],
    _ results: [CaseResult],
    _ summary: RunSummary,
    style: TextStyle
  ) -> String {
    let implementation = summary.handshake.implementation
    var text = "answers start: \(implementation.name.printable) \(implementation.version.printable), "
    text += "\(summary.handshake.precision.rawValue)\n"
    for (probe, result) in zip(probes, results) {
      let mark: String
      switch result.verdict {
      case .identical, .within: mark = style.green("✓")
      case .skipped: mark = style.yellow("-")
      case .diverged, .errorMismatch, .broken: mark = style.red("✗")
      }
      text += "\(mark) \(probe.name.padded(to: 28)) \(detail(result).printable)\n"
    }
    if let first = results.first(where: { !$0.verdict.passes && $0.verdict != .skipped }) {
      text += "look first at: lrconform show \(first.id)\n"
    }
    return text
  }

  /// What to say where nothing is broken as long as each request is sent after the answer to the one before.
  public static let wantsRequestsOneByOne = """
    with --ahead 0, which sends each request after the answer to the one before, nothing is broken:
      the program must read one line at a time, however many are there, and answer them in order

    """

  /// Why nothing works, with what to do.
  public static func text(_ failure: RunFailure) -> String {
    var text = "does not answer start: \(String(describing: failure).printable)\n"
    let request = #"{"cmd":"start","protocol":1}"#
    text += "Run the program by hand and give it this line; it must answer with one line and flush it:\n"
    return text + "  \(request)\n"
  }

  private static func detail(_ result: CaseResult) -> String {
    if let reason = result.reason { return "\(result.verdict.rawValue): \(reason)" }
    guard let comparison = result.comparison, let divergence = comparison.divergence else {
      return result.verdict.rawValue
    }
    let text = DivergenceText(divergence: divergence, comparison: comparison)
    return "\(result.verdict.rawValue) (\(result.id)): \(text.headline)"
  }
}

extension RunCase {
  // Plain cases first: the lr alone, one scheduler, few steps.
  fileprivate var weight: Int {
    let channels = fixture.scenario.observe == [.lr] ? 0 : 10_000
    return channels + expected.trace.length * max(1, fixture.scenario.schedulers.count)
  }
}
