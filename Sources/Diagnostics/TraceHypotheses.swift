import ConformanceSupport
import Fixtures
import Scenarios

/// Mistakes that show in the values alone, whatever made them.
enum TraceHypotheses {
  /// What is on record: the same values in another precision, version or document.
  static let certain = [singlePrecision, otherVersion, documentation]
  /// What the values alone suggest.
  static let patterns = [shifted, groups, constantFactor]

  /// The right values, in single precision.
  static let singlePrecision = Hypothesis(name: "float32") { diagnosed in
    [Prediction(text: "the right values, computed in single precision", outcome: diagnosed.expected)]
  }

  /// What another version of PyTorch does.
  static let otherVersion = Hypothesis(name: "other-version") { diagnosed in
    diagnosed.run.fixture.versions.map {
      Prediction(text: "what PyTorch \($0.torch) does", outcome: $0.expected)
    }
  }

  /// The sequence that the documentation prints, where that is wrong.
  static let documentation = Hypothesis(name: "documentation") { diagnosed in
    let errata = diagnosed.run.fixture.claims.filter { $0.verdict == .erratum }
    var sources: [String] = []
    for claim in errata where !sources.contains(claim.source) { sources.append(claim.source) }
    return sources.compactMap { source in
      let stated = errata.filter { $0.source == source }
      let claims = diagnosed.run.fixture.claims.filter { claim in
        // Where a document contradicts itself, the printed sequence is what is wrong in it.
        claim.source == source && (claim.verdict == .erratum || !stated.contains { $0.overlaps(claim) })
      }
      guard let outcome = documented(claims, diagnosed) else { return nil }
      return Prediction(text: "the sequence that the documentation prints (\(source))", outcome: outcome)
    }
  }

  // The observed values, where all of them agree with what is printed at the precision of the print; an outcome
  // that nothing matches otherwise.
  private static func documented(_ claims: [Claim], _ diagnosed: DiagnosedCase) -> Outcome? {
    let checks = claims.map { $0.check(against: diagnosed.actual) }
    let epochs = claims.reduce(0) { $0 + (($1.epochs.last ?? $1.epochs.first + 2) - $1.epochs.first + 1) }
    guard epochs >= 3, checks.allSatisfy({ $0.verdict == .upheld && !$0.actual.isEmpty }) else { return nil }
    var outcome = undetermined(diagnosed.actual)
    for claim in claims {
      for (index, observed) in outcome.trace.channels.enumerated() where observed.channel == .lr {
        let column = diagnosed.actual.trace.channels[index].columns[claim.group]
        let last = min(claim.epochs.last ?? column.count - 1, column.count - 1)
        for epoch in claim.epochs.first...max(claim.epochs.first, last) where epoch < column.count {
          outcome.trace.channels[index].columns[claim.group][epoch] = column[epoch]
        }
      }
    }
    return outcome
  }

  /// Every value some steps early or late.
  static let shifted = Hypothesis(name: "shifted") { diagnosed in
    // What follows metrics is not early or late by itself.
    let followsMetrics = diagnosed.scenario.program.contains {
      if case .stepMetrics = $0.action { true } else { false }
    }
    guard varies(diagnosed.expected), diagnosed.expected.error == nil, !followsMetrics else {
      return []
    }
    let shifted = [1, -1, 2, -2, 3, -3].compactMap { steps -> Prediction? in
      // What is left of a short sequence is like too many others.
      guard varies(shift(diagnosed.expected, by: steps)) else { return nil }
      return Prediction(text: words(steps)) { shift(diagnosed.expected, by: steps) }
    }
    // Where what is done between the steps is not shifted with them.
    return shifted
      + [1, -1, 2, -2].map { steps in diagnosed.prediction(innerWords(steps), LateScheduler.variation(steps))
      }
  }

  private static func innerWords(_ shift: Int) -> String {
    switch shift {
    case 1: "each scheduler ignores its first step"
    case -1: "each scheduler makes a step more at construction"
    case 1...: "each scheduler ignores its first \(shift) steps"
    default: "each scheduler makes \(-shift) steps more at construction"
    }
  }

  private static func words(_ shift: Int) -> String {
    switch shift {
    case 1: "every value comes one step late: the first is there twice"
    case -1: "every value comes one step early: the first is skipped"
    case 1...: "every value comes \(shift) steps late"
    default: "every value comes \(-shift) steps early"
    }
  }

  private static func shift(_ outcome: Outcome, by steps: Int) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel != .lastEpoch {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map { column in
        column.indices.map { step in
          let source = max(0, step - steps)
          return source < column.count ? column[source] : Prediction.undetermined
        }
      }
    }
    // Implementations that are early or late count their epochs as they please.
    return forgettingEpochs(outcome)
  }

  /// The groups' values in another order, or one group's for all.
  static let groups = Hypothesis(name: "groups") { diagnosed in
    let count = diagnosed.scenario.groups.count
    guard 2...3 ~= count else { return [] }
    var sources: [[Int]] = [Array((0..<count).reversed()), Array(repeating: 0, count: count)]
    sources.append(Array(repeating: count - 1, count: count))
    if count == 3 { sources += [[1, 0, 2], [0, 2, 1], [1, 2, 0], [2, 0, 1]] }
    return sources.map { order in
      var outcome = diagnosed.expected
      for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel.isPerGroup {
        let columns = outcome.trace.channels[index].columns
        outcome.trace.channels[index].columns = columns.indices.map { group in
          group < count ? columns[order[group]] : columns[group]
        }
      }
      let text =
        Set(order).count == 1
        ? "group \(order[0])'s values for all groups" : "the groups' values are swapped"
      return Prediction(text: text, outcome: outcome)
    }
  }

  /// Every learning rate times the same number.
  static let constantFactor = Hypothesis(name: "constant-factor") { diagnosed in
    guard diagnosed.expected.error == nil, diagnosed.expected.trace.length >= 4,
      varies(diagnosed.expected),
      let factor = firstRatio(diagnosed), factor.isFinite, factor != 0
    else { return [] }
    var outcome = diagnosed.expected
    let rates: [Channel] = [.lr, .lastLR, .getLR]
    for index in outcome.trace.channels.indices where rates.contains(outcome.trace.channels[index].channel) {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map { column in
        column.map { Trace.isMissing($0) ? $0 : $0 * factor }
      }
    }
    let text = "every learning rate is multiplied by \(NumberText.short(factor))"
    return [Prediction(text: text, outcome: outcome)]
  }

  private static func firstRatio(_ diagnosed: DiagnosedCase) -> Double? {
    guard let expected = diagnosed.expected.trace[.lr]?.first,
      let actual = diagnosed.actual.trace[.lr]?.first
    else { return nil }
    return zip(actual, expected).first { $1 != 0 && $1.isFinite }.map { $0 / $1 }
  }

  /// Whether the first group sees three different learning rates or more.
  private static func varies(_ outcome: Outcome) -> Bool {
    let rates = outcome.trace.channels.first?.columns.first ?? []
    var seen: Set<UInt64> = []
    return rates.contains { rate in
      if rate.isFinite, rate != 0 { seen.insert(rate.bitPattern) }
      return seen.count == 3
    }
  }

  private static func undetermined(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
        Array(repeating: Prediction.undetermined, count: $0.count)
      }
    }
    return outcome
  }

  private static func forgettingEpochs(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel == .lastEpoch {
      outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
        Array(repeating: Prediction.undetermined, count: $0.count)
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
