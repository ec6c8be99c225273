import JSON
import LRSchedulers

/// The value of an option, as JSON.
enum OptionValue {
  typealias Problem = ScheduleArguments.Problem

  /// The value of an argument.
  static func json(_ text: String, _ parameter: Parameter) throws(Problem) -> JSONValue {
    switch parameter.kind {
    case .word: return .string(text)
    case .optionalFunction, .functions:
      if text == "null" { return .null }
      return .object([JSONMember("expr", .string(text))])
    case .milestones, .perGroup:
      let isList = parameter.kind == .milestones || text.contains(",")
      return try parse(isList && !text.hasPrefix("[") ? "[\(text)]" : text, parameter.name)
    case .integer, .optionalInteger, .float, .flag, .schedulers: return try parse(text, parameter.name)
    }
  }

  /// A number.
  static func number(_ text: String, _ name: String) throws(Problem) -> Number {
    let value = try parse(text, name)
    do {
      return try Number(JSONNode(parsing: value.compactBytes(), source: "--\(name)"))
    } catch {
      throw Problem(description: "\(error)")
    }
  }

  /// JSON, or what Python and shells write in its place.
  static func parse(_ text: String, _ name: String) throws(Problem) -> JSONValue {
    do {
      let text = ["True": "true", "False": "false", "None": "null"][text] ?? text
      return JSONValue(try JSONNode(parsing: text.hasPrefix(".") ? "0" + text : text, source: "--\(name)"))
    } catch {
      throw Problem(description: "\(error)")
    }
  }
}
