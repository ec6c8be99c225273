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
        at: type.map { "\($0.rawValue).get_lr" } ?? "LRScheduler.step",
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
        }),
        needs: { scenario in
          // What a composite does with its children is recorded with it.
          type?.isComposite ?? true || !scenario.schedulerTypes.contains(where: \.isComposite)
        }
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
    let rates = played.fixture.claims.compactMap { claim -> DocumentedRate? in
      guard claim.source == source, let rate = claim.rate else { return nil }
      return DocumentedRate(
        stated: rate,
        isErratum: claim.verdict == .erratum,
        check: claim.check(against: played.actual)
      )
    }
    let errata = rates.filter(\.isErratum)
    if errata.isEmpty || !played.fails { return nil }
    // Where a document contradicts itself, the printed sequence is what is wrong in it.
    let claims = rates.filter { rate in rate.isErratum || !errata.contains { $0.stated.overlaps(rate.stated) }
    }
    let epochs = claims.map(\.stated.epochs).reduce(0) { $0 + (($1.last ?? $1.first + 2) - $1.first + 1) }
    guard epochs >= 3, claims.allSatisfy({ $0.check.verdict == .upheld && !$0.check.actual.isEmpty }) else {
      return nil
    }
    var outcome = played.actual
    for index in outcome.trace.channels.indices {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
        Array(repeating: Undetermined.value, count: $0.count)
      }
    }
    for claim in claims.map(\.stated) {
      for (index, observed) in outcome.trace.channels.enumerated() where observed.channel == .lr {
        let column = played.actual.trace.channels[index].columns[claim.column]
        let last = min(claim.epochs.last ?? column.count - 1, column.count - 1)
        for epoch in claim.epochs.first...max(claim.epochs.first, last) where epoch < column.count {
          outcome.trace.channels[index].columns[claim.column][epoch] = column[epoch]
        }
      }
    }
    return outcome
  }
}

/// A learning rate that the documentation states, against what was observed.
private struct DocumentedRate {
  var stated: ClaimedValue
  var isErratum: Bool
  var check: ClaimCheck
}

extension ClaimedValue {
  fileprivate func overlaps(_ other: ClaimedValue) -> Bool {
    column == other.column && epochs.first <= other.epochs.last ?? .max
      && other.epochs.first <= epochs.last ?? .max
  }
}
