import JSON
import Scenarios

/// What a case means, in 16 hexadecimal digits: FNV-1a of 64 bits over compact JSON whose keys are sorted.
///
/// The layout of the file, the order of keys and the wording of errors change nothing in it.
package struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
  /// The digits.
  package let description: String

  /// A fingerprint as it is written; nil where it is malformed.
  package init?(_ digits: String) {
    guard digits.utf8.count == 16, digits.utf8.allSatisfy({ Self.digits.contains($0) }) else { return nil }
    description = digits
  }

  /// The fingerprint of what is done.
  package init(_ scenario: Scenario) {
    var scenario = scenario
    // Left out and written out are the same.
    scenario.explicitObserve = scenario.observe
    self.init(scenario.json())
  }

  /// The fingerprint of what comes of it: the trace, and the step and type of an error.
  package init(_ outcome: Outcome) {
    var members = [JSONMember("trace", outcome.trace.json)]
    if let error = outcome.error {
      members += [JSONMember("error", .string(error.type)), JSONMember("step", .integer(error.step))]
    }
    self.init(JSONValue.object(members))
  }

  private init(_ value: JSONValue) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in value.withSortedKeys.compactBytes() {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    description = String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static let digits = "0123456789abcdef".utf8
}

extension JSONValue {
  fileprivate var withSortedKeys: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.withSortedKeys))
    case .object(let members):
      .object(members.map { JSONMember($0.key, $0.value.withSortedKeys) }.sorted { $0.key < $1.key })
    default: self
    }
  }
}
