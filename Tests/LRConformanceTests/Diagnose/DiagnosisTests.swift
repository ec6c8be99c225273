import Testing

@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

/// Known mistakes, made independently of the catalogue, are named.
@Suite struct DiagnosisTests {
  @Test func mistakesAreNamedFirst() throws {
    var table: [String] = []
    var unnamed = 0
    for liar in PortLiars.all {
      let explained = try liar.diagnose()
      let mistakes = liar.mistakes.map { "\($0)" }.sorted().joined(separator: "+")
      if !explained.diverges { table.append("\(liar.cause) \(mistakes): not shown by \(liar.scenario)") }
      let diverges = explained.diverges
      #expect(diverges, "\(liar.scenario)")
      if !explained.names(liar.cause) {
        unnamed += 1
        let said = explained.diagnosis.map { "\($0.name): \($0.sentence)" } ?? "unknown"
        table.append("\(liar.cause) (\(mistakes)\(liar.isSingle ? ", single" : "")): \(said)")
      }
    }
    let share = 1 - Double(unnamed) / Double(PortLiars.all.count)
    #expect(share >= 0.95, "\(PortLiars.all.count) liars; not named: \(table)")
  }
}

/// What nobody foresaw is called unknown.
@Suite struct UnknownFaultTests {
  /// The scenarios of the liars, and what a right implementation makes of each.
  private static func scenarios() throws -> [Scenario] {
    var seen: [String] = []
    for liar in PortLiars.all where !seen.contains(liar.scenario) { seen.append(liar.scenario) }
    return try seen.map { try scenario($0) }
  }

  @Test func oddFaultsAreUnknown() throws {
    var tried = 0
    var explained: [String] = []
    // Every other one: the rest are much like them.
    for (index, scenario) in try Self.scenarios().enumerated() where index % 2 == 0 {
      let right = ReferencePlayer().play(scenario)
      for fault in OddFault.all {
        let result = Explained(scenario, fault.applied(to: right))
        guard result.diverges else { continue }
        tried += 1
        if let diagnosis = result.diagnosis {
          let types = scenario.schedulerTypes.map(\.rawValue).joined(separator: "+")
          explained.append("\(fault.name), \(types): \(diagnosis.name): \(diagnosis.sentence)")
        }
      }
    }
    #expect(tried > 1000)
    #expect(explained == [], "of \(tried)")
  }
}

/// What is on record beside the expected values is recognised.
@Suite struct RecordedCauseTests {
  private static func runs() throws -> [RunCase] {
    try Fixtures.cases().compactMap { named in
      named.fixture.expected.map { RunCase(suite: "", path: "", fixture: named.fixture, expected: $0) }
    }
  }

  @Test func otherVersionsAreNamed() throws {
    var count = 0
    var unnamed: [String] = []
    for run in try Self.runs() {
      for version in run.fixture.versions {
        let explained = Explained(run, version.expected, tolerance: .exact)
        guard explained.diverges else { continue }
        count += 1
        // Two versions may do the same; then the first of them is named.
        let same = run.fixture.versions.filter { $0.expected.trace == version.expected.trace }
        let texts = same.map { "what PyTorch \($0.torch) does" }
        if !texts.contains(explained.diagnosis?.text ?? "") {
          unnamed.append("\(run.fixture.id) \(version.torch): \(explained.diagnosis?.sentence ?? "unknown")")
        }
      }
    }
    #expect(count > 100)
    #expect(unnamed == [])
  }

  @Test func documentedSequencesAreNamed() throws {
    var count = 0
    var unnamed: [String] = []
    for run in try Self.runs() {
      let errata = run.fixture.claims.filter { $0.verdict == .erratum }
      for source in Set(errata.map(\.source)).sorted() {
        let epochs = run.fixture.claims.filter { $0.source == source }.map { claim in
          (claim.epochs.last ?? run.expected.trace.length - 1) - claim.epochs.first + 1
        }
        // One or two values are no sequence.
        guard epochs.reduce(0, +) >= 3 else { continue }
        var actual = run.expected
        guard let channel = actual.trace.channels.firstIndex(where: { $0.channel == .lr }) else { continue }
        let stated = run.fixture.claims.filter { $0.source == source && $0.verdict == .upheld }
        for claim in stated + errata.filter({ $0.source == source }) {
          let last = claim.epochs.last ?? actual.trace.length - 1
          for epoch in claim.epochs.first...last {
            actual.trace.channels[channel].columns[claim.group][epoch] = claim.lr
          }
        }
        let explained = Explained(run, actual)
        guard explained.diverges else { continue }
        count += 1
        if explained.diagnosis?.name != "documentation" {
          unnamed.append("\(run.fixture.id) \(source): \(explained.diagnosis?.sentence ?? "unknown")")
        }
      }
    }
    #expect(count > 5)
    #expect(unnamed == [])
  }

  @Test func oddFaultsInFixturesAreUnknown() throws {
    let names = ["noise of 1e-4", "a sine on top", "a constant offset"]
    let faults = OddFault.all.filter { names.contains($0.name) }
    var tried = 0
    var named: [String] = []
    for (index, run) in try Self.runs().enumerated() where index % 3 == 0 {
      for fault in faults {
        let explained = Explained(run, fault.applied(to: run.expected))
        guard explained.diverges else { continue }
        tried += 1
        if let diagnosis = explained.diagnosis {
          named.append("\(fault.name), \(run.fixture.id): \(diagnosis.name): \(diagnosis.sentence)")
        }
      }
    }
    #expect(tried > 300)
    #expect(named == [])
  }
}
