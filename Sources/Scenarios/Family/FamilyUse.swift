import JSON
import LRSchedulers

/// The family's schedule that a scenario's LambdaLR stands for.
package struct FamilyUse: Sendable, Equatable {
  /// A value that is given.
  package struct Argument: Sendable, Equatable {
    /// The argument's name.
    package var name: String
    /// Its value.
    package var value: Number

    package init(_ name: String, _ value: Number) {
      self.name = name
      self.value = value
    }
  }

  /// The family's name.
  package var name: String
  /// The convention, where the case depends on it; nil where all of them agree, or for the family's own.
  package var convention: String?
  /// The arguments that are given.
  package var arguments: [Argument]

  package init(name: String, convention: String? = nil, arguments: [Argument]) {
    self.name = name
    self.convention = convention
    self.arguments = arguments
  }

  /// The name by which an adapter declares it: `warmup-cosine`, `warmup-cosine/rises-again`.
  package var declaredName: String { convention.map { "\(name)/\($0)" } ?? name }

  init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["name", "convention", "args"])
    name = try node.member("name").string()
    convention = try node.optionalMember("convention")?.string()
    arguments = []
    for (key, value) in try node.member("args").members() {
      arguments.append(Argument(key, try Number(value)))
    }
  }

  var json: JSONValue {
    var members = [JSONMember("name", .string(name))]
    if let convention { members.append(JSONMember("convention", .string(convention))) }
    members.append(JSONMember("args", .object(arguments.map { JSONMember($0.name, $0.value.json) })))
    return .object(members)
  }
}

extension Scenario {
  /// The function of the one LambdaLR; nil where the schedulers are others.
  package var familyFunction: Expression? {
    guard schedulers.count == 1, schedulers[0].type == .lambda,
      case .function(let function) = schedulers[0]["lr_lambda"]
    else { return nil }
    return function
  }
}
