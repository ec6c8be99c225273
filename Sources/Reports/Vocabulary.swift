import Adapters
import Fixtures
import JSON
import LRSchedulers
import Scenarios

/// Every name that scenarios, handshakes and options may use, for other programs: `lrconform list --classes`.
///
/// The schemas, the Python tools and the documents are checked against it.
package enum Vocabulary {
  /// The classes with their arguments, then the other names, each list in the order of its declaration.
  package static var json: JSONValue {
    .object([
      JSONMember("classes", .array(SchedulerType.allCases.map(\.json))),
      JSONMember("optimizers", .array(OptimizerKind.allCases.map(\.json))),
      names("operations", of: Action.Name.self),
      names("channels", of: Channel.self),
      names("features", of: Feature.self),
      names("levels", of: CaseLevel.self),
      names("precisions", of: Precision.self),
      names("formats", of: ReportFormat.self),
    ])
  }

  private static func names<Names: CaseIterable & RawRepresentable<String>>(
    _ key: String,
    of type: Names.Type
  ) -> JSONMember {
    JSONMember(key, .array(type.allCases.map { .string($0.rawValue) }))
  }
}

extension SchedulerType {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("name", .string(rawValue)),
      JSONMember("composite", .boolean(isComposite)),
      JSONMember("arguments", .array(parameters.map(\.json))),
    ])
  }
}

extension Parameter {
  // Without `default` the argument is required.
  fileprivate var json: JSONValue {
    var members = [JSONMember("name", .string(name)), JSONMember("kind", .string(kind.name))]
    if !kind.words.isEmpty { members.append(JSONMember("words", .array(kind.words.map { .string($0) }))) }
    if let defaultValue { members.append(JSONMember("default", defaultValue.json(nil))) }
    return .object(members)
  }
}

extension OptimizerKind {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("name", .string(rawValue)),
      JSONMember("group", .array(ParameterGroup.options(of: self).map { .string($0) })),
    ])
  }
}
