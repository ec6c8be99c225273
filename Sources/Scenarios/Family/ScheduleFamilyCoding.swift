import ConformanceSupport
import JSON
import LRSchedulers

extension ScheduleFamily {
  /// Reads a family's definition.
  ///
  /// - Throws: `JSONError` with the path of what is unknown, missing, of the wrong type or inconsistent.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "name", "formula", "arguments", "conventions", "first_step", "seams", "past_the_end", "offers",
      ]
    )
    name = try Self.slug(node.member("name"))
    formula = try node.member("formula").string()
    arguments = []
    for element in try node.member("arguments").elements() {
      let argument = try Argument(element)
      if arguments.contains(where: { $0.name == argument.name }) {
        throw element.error("the argument \(argument.name) is there twice")
      }
      arguments.append(argument)
    }
    conventions = []
    for element in try node.optionalMember("conventions")?.elements() ?? [] {
      conventions.append(try Convention(element))
    }
    firstStep = try node.member("first_step").string()
    seams = try node.member("seams").string()
    pastTheEnd = try node.member("past_the_end").string()
    offers = []
    for element in try node.member("offers").elements() { offers.append(try Offer(element)) }
    try check(node)
  }

  // Each formula can be computed with the arguments, and each offer names a convention that there is.
  private func check(_ node: JSONNode) throws(JSONError) {
    let ones = arguments.map { FamilyUse.Argument($0.name, $0.standard ?? 1) }
    do {
      for convention in [nil] + conventions.map(\.name) {
        _ = try Expression(expression(FamilyUse(name: name, convention: convention, arguments: ones)))
      }
      for offer in offers { _ = try formula(of: offer.convention) }
    } catch {
      throw node.error("\(error)")
    }
  }

  fileprivate static func slug(_ node: JSONNode) throws(JSONError) -> String {
    let text = try node.string()
    guard Slug.matches(text.utf8) else {
      throw node.error("expected lower-case words and dashes, as \"warmup-cosine\"")
    }
    return text
  }

  /// The definition as JSON, keys in the canonical order.
  package var json: JSONValue {
    var members = [
      JSONMember("name", .string(name)),
      JSONMember("formula", .string(formula)),
      JSONMember("arguments", .array(arguments.map(\.json))),
    ]
    if !conventions.isEmpty { members.append(JSONMember("conventions", .array(conventions.map(\.json)))) }
    members += [
      JSONMember("first_step", .string(firstStep)),
      JSONMember("seams", .string(seams)),
      JSONMember("past_the_end", .string(pastTheEnd)),
      JSONMember("offers", .array(offers.map(\.json))),
    ]
    return .object(members)
  }
}

extension ScheduleFamily.Argument {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["name", "unit", "meaning", "default"])
    name = try node.member("name").string()
    guard !["epoch", "x", "pi"].contains(name), (try? Expression(name)) == nil,
      name.allSatisfy({ $0.isASCII && $0.isLowercase || $0 == "_" })
    else { throw try node.member("name").error("expected a name of lower-case letters that is not taken") }
    unit = try node.member("unit").string()
    meaning = try node.member("meaning").string()
    standard = try node.optionalMember("default").map { (value) throws(JSONError) in try Number(value) }
  }

  fileprivate var json: JSONValue {
    var members = [
      JSONMember("name", .string(name)), JSONMember("unit", .string(unit)),
      JSONMember("meaning", .string(meaning)),
    ]
    if let standard { members.append(JSONMember("default", standard.json)) }
    return .object(members)
  }
}

extension ScheduleFamily.Convention {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["name", "formula", "meaning"])
    name = try ScheduleFamily.slug(node.member("name"))
    formula = try node.optionalMember("formula")?.string()
    meaning = try node.member("meaning").string()
  }

  fileprivate var json: JSONValue {
    var members = [JSONMember("name", .string(name))]
    if let formula { members.append(JSONMember("formula", .string(formula))) }
    members.append(JSONMember("meaning", .string(meaning)))
    return .object(members)
  }
}

extension ScheduleFamily.Offer {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["library", "name", "convention", "url", "note"])
    library = try node.member("library").string()
    name = try node.member("name").string()
    convention = try node.optionalMember("convention")?.string()
    url = try node.member("url").string()
    guard url.hasPrefix("https://") else { throw try node.member("url").error("expected https://…") }
    note = try node.optionalMember("note")?.string()
  }

  fileprivate var json: JSONValue {
    var members = [JSONMember("library", .string(library)), JSONMember("name", .string(name))]
    if let convention { members.append(JSONMember("convention", .string(convention))) }
    members.append(JSONMember("url", .string(url)))
    if let note { members.append(JSONMember("note", .string(note))) }
    return .object(members)
  }
}
