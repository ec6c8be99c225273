import Adapters
import Fixtures
import JSON
import Scenarios

/// A class or feature, and the cases that show it to somebody who looks for the first time.
struct SmokeProbe: Sendable {
  /// The class or feature.
  var name: String
  /// Cases that show it and that the adapter can play, the plainest first.
  var candidates: [RunCase]
  /// Why there is none; nil where there is one.
  var reason: String?

  /// Beyond this no number is plain: neither an argument nor a value.
  private static let largestNumber = 10_000.0
  private static let longestTrace = 300

  /// One for each class and feature that an adapter declares, or for each that there is.
  static func all(_ cases: [RunCase], for handshake: Handshake) -> [SmokeProbe] {
    let plain = cases.filter(isPlain).map { $0.restricted(to: handshake.channels) }
    let needs = plain.map(\.task.requirements)
    func probe(_ name: String, where matches: (RunCase, Requirements) -> Bool) -> SmokeProbe {
      let matching = plain.indices.filter { matches(plain[$0], needs[$0]) }
        .sorted { order(plain[$0], needs[$0]) < order(plain[$1], needs[$1]) }
      let playable = matching.filter { needs[$0].reasonToSkip(handshake) == nil }
      let reason: String? =
        if !playable.isEmpty {
          nil
        } else if let first = matching.first {
          "not asked: \(needs[first].reasonToSkip(handshake) ?? "")"
        } else {
          "not asked: no plain case shows it"
        }
      return SmokeProbe(name: name, candidates: playable.map { plain[$0] }, reason: reason)
    }
    return (handshake.schedulers ?? SchedulerType.allCases).map { type in
      probe(type.rawValue) { run, needs in
        needs.schedulers.contains(type) && run.expected.error == nil && changesRate(run)
      }
    }
      + (handshake.features ?? Feature.allCases).map { feature in
        probe(feature.rawValue) { run, needs in
          needs.features.contains(feature) && (feature == .errors) == (run.expected.error != nil)
        }
      }
  }

  // Each feature and class that is not asked about is one more thing to go wrong; then what the documentation shows.
  private static func order(_ run: RunCase, _ needs: Requirements) -> (Int, Int, Int, Int, Int, String) {
    let level = run.fixture.level == .documented ? 0 : 1
    let channels = run.fixture.scenario.observe == [.lr] ? 0 : 1
    let size = run.expected.trace.length * max(1, run.fixture.scenario.schedulers.count)
    return (needs.features.count, Set(needs.schedulers).count, level, channels, size, run.fixture.id)
  }

  // Where the learning rate stays as it is, hardly any mistake shows.
  private static func changesRate(_ run: RunCase) -> Bool {
    let rates = run.expected.trace[.lr]?.first ?? []
    return rates.count > 3 && rates.contains { $0 != rates[0] }
  }

  /// Whether a case is one to begin with: documented or required, and with nothing in it that is large.
  private static func isPlain(_ run: RunCase) -> Bool {
    let isRefusal = run.fixture.level == .error && run.expected.error?.type == "ValueError"
    guard [.documented, .required].contains(run.fixture.level) || isRefusal else { return false }
    let values = run.expected.trace.channels.lazy.flatMap(\.columns).joined()
    return run.expected.trace.length <= longestTrace
      && values.allSatisfy { Trace.isMissing($0) || $0.magnitude <= largestNumber }
      && run.fixture.scenario.json().hasOnlyNumbers(upTo: largestNumber)
  }
}

extension JSONValue {
  /// Whether no number in it is larger, none infinite and none NaN.
  fileprivate func hasOnlyNumbers(upTo limit: Double) -> Bool {
    switch self {
    case .null, .boolean: true
    case .integer(let value): Double(value).magnitude <= limit
    case .wideInteger: false
    case .double(let value): value.magnitude <= limit
    case .string(let text): !["NaN", "Infinity", "-Infinity"].contains(text)
    case .array(let elements): elements.allSatisfy { $0.hasOnlyNumbers(upTo: limit) }
    case .object(let members): members.allSatisfy { $0.value.hasOnlyNumbers(upTo: limit) }
    case .doubles(let values, let null):
      values.allSatisfy { $0.bitPattern == null?.bitPattern || $0.magnitude <= limit }
    }
  }
}
