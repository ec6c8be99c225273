import JSON
import Scenarios

extension DeclaredPrecision {
  /// The key that stands for the classes that are not named.
  private static let othersKey = "*"

  /// Reads a precision's name, or an object of names by class and `*`.
  package init(_ node: JSONNode) throws(JSONError) {
    guard node.kind == .object else {
      self.init(try Precision(named: node))
      return
    }
    self.init(try Precision(named: node.member(Self.othersKey)))
    for (name, value) in try node.members() where name != Self.othersKey {
      guard let type = SchedulerType(rawValue: name) else {
        throw value.error("expected a class of PyTorch's or \"*\", found \"\(name)\"")
      }
      byScheduler[type] = try Precision(named: value)
    }
  }

  /// The precision as it is read.
  package var json: JSONValue {
    if byScheduler.isEmpty { return .string(others.rawValue) }
    return .object(
      [JSONMember(Self.othersKey, .string(others.rawValue))]
        + named.map { JSONMember($0.scheduler.rawValue, .string($0.precision.rawValue)) }
    )
  }
}
