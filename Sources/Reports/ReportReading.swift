import Adapters
import ConformanceSupport
import Diagnostics
import Fixtures
import JSON
import Scenarios
import Verdicts

extension ReportFile {
  /// Reads a report that `check --format json` wrote.
  ///
  /// - Throws: `JSONError` with the file and the path of what is missing, unknown, of the wrong type or
  ///   inconsistent.
  package init(path: String) throws(JSONError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Files.read(path)
    } catch {
      throw JSONError(source: path, message: error.problem)
    }
    try self.init(JSONNode(file: path, bytes))
  }

  /// Reads a report from its JSON.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "schema", "lrconform", "pytorch", "suite_version", "implementation", "precision", "tolerance",
        "conforming", "standing", "scope", "declared", "skips", "counts", "not_run", "end_of_run", "restarts",
        "causes", "asked",
        "known", "known_problems", "seconds", "cases",
      ]
    )
    let schema = try node.member("schema")
    if try schema.integer() != Self.schema { throw schema.error("expected the schema \(Self.schema)") }
    lrconform = try node.member("lrconform").string()
    pytorch = try node.member("pytorch").string()
    suiteVersion = try node.optionalMember("suite_version")?.string()
    implementation = try Implementation(node.member("implementation"))
    precision = try DeclaredPrecision(node.member("precision"))
    let toleranceNode = try node.member("tolerance")
    try toleranceNode.refuseKeys(otherThan: ["rel", "abs"])
    tolerance = Tolerance(
      relative: try toleranceNode.member("rel").double(),
      absolute: try toleranceNode.member("abs").double()
    )
    try readScope(node)
    notRun = try node.optionalMember("not_run")?.integer(in: 1...Int.max) ?? 0
    endOfRun = try node.optionalMember("end_of_run")?.string()
    restarts = try node.optionalMember("restarts")?.integer(in: 1...Int.max) ?? 0
    for element in try node.member("causes").elements() { causes.append(try Cause(element)) }
    for element in try node.optionalMember("asked")?.elements() ?? [] {
      asked.append(try AskedQuestion(element))
    }
    known = try node.member("known").integer(in: 0...Int.max)
    for element in try node.member("known_problems").elements() {
      knownProblems.append(try KnownProblem(element))
    }
    seconds = try node.member("seconds").double()
    var ids: Set<String> = []
    for element in try node.member("cases").elements() {
      let reported = try ReportedCase(element)
      guard ids.insert(reported.id).inserted else {
        throw try element.member("id").error("the case is there twice")
      }
      cases.append(reported)
    }
    try checkCounts(node.member("counts"))
  }

  // Counts that are not those of the cases would be shown beside them.
  private func checkCounts(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["total"] + Verdict.allCases.map(\.rawValue))
    let counted = [("total", cases.count)] + Verdict.allCases.map { ($0.rawValue, count($0)) }
    for (name, count) in counted {
      let member = try node.member(name)
      guard try member.integer() == count else { throw member.error("expected \(count), as the cases have") }
    }
  }
}

extension Cause {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["name", "text", "count", "formula", "apparent", "smallest"])
    self.init(
      name: try node.member("name").string(),
      text: try node.member("text").string(),
      count: try node.member("count").integer(in: 1...Int.max)
    )
    formula = try node.optionalMember("formula")?.string()
    apparent = try node.optionalMember("apparent")?.string()
    smallest = try node.optionalMember("smallest")?.string()
  }
}

extension KnownProblem {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["kind", "id", "detail"])
    self.init(
      kind: try Kind(named: node.member("kind")),
      id: try node.member("id").string(),
      detail: try node.member("detail").string()
    )
  }
}

extension ReportedCase {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "id", "suite", "title", "why", "refs", "level", "tags", "schedulers", "family", "verdict", "known",
        "unobserved",
        "unobserved_at", "ends",
        "reason", "undeclared", "stderr",
        "compared", "diverging", "largest_ulp", "largest_relative", "divergence", "diagnosis", "scenario",
      ]
    )
    let idNode = try node.member("id")
    id = try idNode.string()
    guard FixtureCase.isID(id) else { throw idNode.error("expected a slug as \"step-lr/documented\"") }
    suite = try node.member("suite").string()
    title = try node.member("title").string()
    why = try node.optionalMember("why")?.string()
    for element in try node.optionalMember("refs")?.elements() ?? [] {
      let url = try element.string()
      guard FixtureCase.isReference(url) else {
        throw element.error("expected a URL that begins with https://")
      }
      references.append(url)
    }
    level = try CaseLevel(named: node.member("level"))
    tags = []
    for element in try node.member("tags").elements() { tags.append(try element.string()) }
    schedulers = []
    for element in try node.member("schedulers").elements() {
      schedulers.append(try SchedulerType(named: element))
    }
    family = try node.optionalMember("family")?.string()
    let verdictNode = try node.member("verdict")
    verdict = try Verdict(named: verdictNode)
    known = try node.optionalMember("known")?.string()
    for element in try node.optionalMember("unobserved")?.elements() ?? [] {
      unobserved.append(try Channel(named: element))
    }
    gaps.ends = try node.optionalMember("ends")?.integer(in: 1...Scenario.maximumObservations)
    for (name, list) in try node.optionalMember("unobserved_at")?.members() ?? [] {
      guard let channel = Channel(rawValue: name) else { throw list.error("expected a channel's name") }
      for element in try list.elements() {
        gaps.unobserved[channel, default: []].insert(
          try element.integer(in: 0...Scenario.maximumObservations)
        )
      }
    }
    reason = try node.optionalMember("reason")?.string()
    undeclared = try node.optionalMember("undeclared").map { (member) throws(JSONError) in
      try Undeclared(member)
    }
    errorText = try node.optionalMember("stderr")?.string()
    if let compared = try node.optionalMember("compared") {
      var comparison = Comparison(verdict: verdict)
      comparison.compared = try compared.integer(in: 0...Int.max)
      comparison.diverging = try node.optionalMember("diverging")?.integer(in: 0...Int.max) ?? 0
      comparison.largestULP = try UInt64(clamping: node.optionalMember("largest_ulp")?.double() ?? 0)
      comparison.largestRelative = try node.optionalMember("largest_relative")?.double() ?? 0
      if let divergence = try node.optionalMember("divergence") {
        comparison.divergence = try Divergence(divergence)
        headline = try divergence.member("text").string()
        series = try divergence.optionalMember("series").map { (member) throws(JSONError) in
          try ComparedSeries(member)
        }
      }
      self.comparison = comparison
    }
    if verdict == .diverged || verdict == .errorMismatch, comparison?.divergence == nil {
      throw verdictNode.error("expected \"compared\" and \"divergence\" with it, found none")
    }
    diagnosis = try node.optionalMember("diagnosis").map { (member) throws(JSONError) in
      try Diagnosis(member)
    }
    scenario = try node.optionalMember("scenario").map { (member) throws(JSONError) in try Scenario(member) }
  }
}

extension UInt64 {
  // Distances are written as doubles, the largest of which rounds up to beyond 64 bits.
  fileprivate init(clamping value: Double) {
    self = value >= 0 && value < 0x1p64 ? UInt64(value) : value > 0 ? .max : 0
  }
}

extension AskedQuestion {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["fixture", "actual", "open"])
    let actualNode = try node.member("actual")
    try actualNode.refuseKeys(otherThan: ["trace", "error"])
    self.init(
      fixture: try FixtureCase(node.member("fixture")),
      // The shape of what an implementation gives is its own.
      actual: Outcome(
        trace: try Trace(actualNode.member("trace")),
        error: try actualNode.optionalMember("error").map { (member) throws(JSONError) in try RunError(member)
        }
      ),
      open: try node.member("open").integer(in: 0...Int.max)
    )
  }
}

extension Diagnosis {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "name", "text", "place", "formula", "apparent", "explained", "failing", "subject", "smallest",
        "error",
        "alternatives",
        // Older reports have these.
        "exact", "single_precision",
      ]
    )
    self.init(name: try node.member("name").string(), text: try node.member("text").string())
    for element in try node.member("alternatives").elements() { alternatives.append(try element.string()) }
    place = try node.optionalMember("place")?.string()
    formula = try node.optionalMember("formula")?.string()
    apparent = try node.optionalMember("apparent")?.string()
    explained = try node.optionalMember("explained")?.integer(in: 0...Int.max) ?? 1
    failing = try node.optionalMember("failing")?.integer(in: 0...Int.max) ?? 1
    subject = try node.optionalMember("subject")?.string() ?? ""
    smallest = try node.optionalMember("smallest")?.string()
    isError = try node.optionalMember("error")?.boolean() ?? false
  }
}

extension Divergence {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "kind", "step", "text", "channel", "column", "nature", "expected", "actual", "value", "window",
        "series",
      ]
    )
    self.init(
      kind: try Kind(node),
      step: try node.member("step").integer(in: 0...Scenario.maximumObservations),
      value: try node.optionalMember("value").map { (member) throws(JSONError) in try Value(member) }
    )
    guard let columns = try node.optionalMember("window") else { return }
    try columns.refuseKeys(otherThan: ["steps", "expected", "actual"])
    let (steps, expected, actual) = try columns.comparedColumns()
    for index in steps.indices {
      window.append(Row(step: steps[index], expected: expected[index], actual: actual[index]))
    }
  }
}

extension Divergence.Value {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["channel", "column", "nature", "step"])
    let places = 0...Scenario.maximumObservations
    self.init(
      channel: try Channel(named: node.member("channel")),
      column: try node.member("column").integer(in: places),
      nature: try Divergence.Nature(named: node.member("nature")),
      step: try node.member("step").integer(in: places)
    )
  }
}

extension Divergence.Kind {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    let kind = try node.member("kind")
    func count(_ key: String) throws(JSONError) -> Int {
      try node.member(key).integer(in: 0...Scenario.maximumObservations)
    }
    switch try kind.string() {
    case "value":
      self = .value(
        channel: try Channel(named: node.member("channel")),
        column: try count("column"),
        nature: try Divergence.Nature(named: node.member("nature"))
      )
    case "columns":
      self = .columns(
        channel: try Channel(named: node.member("channel")),
        expected: try count("expected"),
        actual: try count("actual")
      )
    case "length": self = .length(expected: try count("expected"), actual: try count("actual"))
    case "unexpected-error": self = .unexpectedError(try RunError(node.member("actual")))
    case "missing-error": self = .missingError(expected: try RunError(node.member("expected")))
    case "other-error":
      self = .otherError(
        expected: try RunError(node.member("expected")),
        actual: try RunError(node.member("actual"))
      )
    default: throw kind.error("expected one of \(Self.names.joined(separator: ", "))")
    }
  }
}

extension ComparedSeries {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["channel", "column", "steps", "expected", "actual"])
    let (steps, expected, actual) = try node.comparedColumns()
    self.init(
      channel: try Channel(named: node.member("channel")),
      column: try node.member("column").integer(in: 0...Scenario.maximumObservations),
      steps: steps,
      expected: expected,
      actual: actual
    )
  }
}

extension JSONNode {
  /// Steps and two columns of values of the same length.
  fileprivate func comparedColumns() throws(JSONError) -> ([Int], [Double], [Double]) {
    var steps: [Int] = []
    for element in try member("steps").elements() {
      steps.append(try element.integer(in: 0...Scenario.maximumObservations))
    }
    let expected = try member("expected").doubles(null: Trace.missing)
    let actual = try member("actual").doubles(null: Trace.missing)
    guard steps.count == expected.count, steps.count == actual.count else {
      throw error("expected columns of the same length")
    }
    return (steps, expected, actual)
  }
}
