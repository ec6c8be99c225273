import Fixtures
import LRSchedulers
import Scenarios

/// What is on record beside the expected values: other versions of PyTorch, and documents that print wrong sequences.
enum RecordMistakes {
  static func all(for types: [SchedulerType], _ cases: [PlayedCase]) -> [Hypothesis] {
    versions(types, cases) + documents(cases)
  }

  /// What other versions do, each as the ranges of the fixtures have it.
  private static func versions(_ types: [SchedulerType], _ cases: [PlayedCase]) -> [Hypothesis] {
    var ranges: [String] = []
    for torch in cases.lazy.flatMap(\.fixture.versions).map(\.torch) where !ranges.contains(torch) {
      ranges.append(torch)
    }
    // A bound stands for what comes after it; before the first of them there is one more.
    var releases = Version("1.0").map { [$0] } ?? []
    for bound in ranges.compactMap({ VersionRange($0)?.bounds }).flatMap({ $0 }).sorted()
    where releases.last != bound {
      releases.append(bound)
    }
    func hypothesis(
      _ text: String,
      _ type: SchedulerType?,
      _ expectation: @escaping @Sendable (FixtureCase) -> Outcome?
    ) -> Hypothesis {
      Hypothesis(
        "other-version",
        text,
        at: "\(type?.rawValue ?? "LRScheduler").get_lr",
        of: type.map { [$0] },
        cost: 3,
        Hypothesis.Change(outcome: { _, played in
          guard var outcome = expectation(played.fixture) else { return nil }
          // Channels that are not observed are not there either.
          let kept = played.expected.trace.channels.map(\.channel)
          outcome.trace.channels = kept.compactMap { channel in
            outcome.trace.channels.first { $0.channel == channel }
          }
          return outcome.trace.channels.count == kept.count ? outcome : nil
        })
      )
    }
    let scopes: [SchedulerType?] = [nil] + types.map { $0 }
    return scopes.flatMap { type in
      let prefix = type.map { "\($0.rawValue): " } ?? ""
      let known = releases.map { version in
        hypothesis("\(prefix)what PyTorch \(version) does", type) { fixture in
          fixture.versions.first { VersionRange($0.torch)?.contains(version) ?? false }?.expected
        }
      }
      let ranged = ranges.map { torch in
        hypothesis("\(prefix)what PyTorch \(torch) does", type) { fixture in
          fixture.versions.first { $0.torch == torch }?.expected
        }
      }
      return known + ranged
    }
  }

  /// The sequence that the documentation prints, where that is wrong.
  private static func documents(_ cases: [PlayedCase]) -> [Hypothesis] {
    var sources: [String] = []
    for claim in cases.lazy.filter(\.fails).flatMap(\.fixture.claims)
    where claim.verdict == .erratum && !sources.contains(claim.source) {
      sources.append(claim.source)
    }
    return sources.map { source in
      Hypothesis(
        "documentation",
        "the sequence that the documentation prints (\(source))",
        at: source,
        cost: 0,
        Hypothesis.Change(outcome: { _, played in documented(source, played) })
      )
    }
  }

  // The observed values, where all of them agree with what is printed at the precision of the print.
  private static func documented(_ source: String, _ played: PlayedCase) -> Outcome? {
    let stated = played.fixture.claims.filter { $0.verdict == .erratum && $0.source == source }
    if stated.isEmpty || !played.fails { return nil }
    let claims = played.fixture.claims.filter { claim in
      // Where a document contradicts itself, the printed sequence is what is wrong in it.
      claim.source == source && (claim.verdict == .erratum || !stated.contains { $0.overlaps(claim) })
    }
    let checks = claims.map { $0.check(against: played.actual) }
    let epochs = claims.reduce(0) { $0 + (($1.epochs.last ?? $1.epochs.first + 2) - $1.epochs.first + 1) }
    guard epochs >= 3, checks.allSatisfy({ $0.verdict == .upheld && !$0.actual.isEmpty }) else { return nil }
    var outcome = played.actual
    for index in outcome.trace.channels.indices {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
        Array(repeating: Undetermined.value, count: $0.count)
      }
    }
    for claim in claims {
      for (index, observed) in outcome.trace.channels.enumerated() where observed.channel == .lr {
        let column = played.actual.trace.channels[index].columns[claim.group]
        let last = min(claim.epochs.last ?? column.count - 1, column.count - 1)
        for epoch in claim.epochs.first...max(claim.epochs.first, last) where epoch < column.count {
          outcome.trace.channels[index].columns[claim.group][epoch] = column[epoch]
        }
      }
    }
    return outcome
  }
}

extension Claim {
  fileprivate func overlaps(_ other: Claim) -> Bool {
    group == other.group && epochs.first <= other.epochs.last ?? .max
      && other.epochs.first <= epochs.last ?? .max
  }
}
