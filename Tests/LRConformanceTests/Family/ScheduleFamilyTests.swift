import JSON
import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios

@Suite struct ScheduleFamilyTests {
  private static let definition = #"""
    {"name": "rise", "formula": "start + epoch / warmup if epoch < warmup else 1",
     "arguments": [{"name": "warmup", "unit": "steps", "meaning": "M"},
                   {"name": "start", "unit": "of the base lr", "meaning": "M", "default": 0}],
     "conventions": [{"name": "falls", "formula": "1 - epoch / warmup", "meaning": "M"},
                     {"name": "stays", "meaning": "M"}],
     "first_step": "F", "seams": "S", "past_the_end": "P",
     "offers": [{"library": "L", "name": "N", "convention": "falls", "url": "https://example.org"}]}
    """#

  private func family(_ text: String = definition) throws -> ScheduleFamily {
    try ScheduleFamily(JSONNode(parsing: text))
  }

  private func use(_ convention: String? = nil, _ arguments: (String, Double)...) -> FamilyUse {
    let arguments = arguments.map { FamilyUse.Argument($0.0, .float($0.1)) }
    return FamilyUse(name: "rise", convention: convention, arguments: arguments)
  }

  @Test func argumentsTakeThePlaceOfTheirNames() throws {
    let family = try family()
    #expect(try family.expression(use(nil, ("warmup", 4))) == "0 + epoch / 4.0 if epoch < 4.0 else 1")
    let falling = try family.expression(use("falls", ("warmup", -4)))
    #expect(falling == "1 - epoch / (-4.0)")
    let own = try family.expression(use("stays", ("warmup", 4), ("start", 0.5)))
    #expect(own == "0.5 + epoch / 4.0 if epoch < 4.0 else 1")
  }

  @Test(
    arguments: [
      ([], nil, "rise misses warmup (steps): M"),
      (["warmup", "warm_up"], nil, #"rise has no warm_up (did you mean "warmup"?); it has warmup, start"#),
      (["warmup"], "fall", #"rise has no convention fall (did you mean "falls"?); it has falls, stays"#),
    ] as [([String], String?, String)]
  )
  func wrongUsesAreToldInOneLine(names: [String], convention: String?, expected: String) throws {
    let family = try family()
    let use = FamilyUse(name: "rise", convention: convention, arguments: names.map { .init($0, 1) })
    let problem = #expect(throws: ScheduleFamily.Problem.self) { try family.expression(use) }
    #expect(problem?.description == expected)
  }

  @Test(
    arguments: [
      (#""formula": "start + epoch"#, #""formula": "begin + epoch"#, "the unknown name 'begin'"),
      (
        #""name": "start", "unit""#, #""name": "pi", "unit""#,
        "a name of lower-case letters that is not taken"
      ),
      (#""name": "start", "unit""#, #""name": "warmup", "unit""#, "the argument warmup is there twice"),
      (#""convention": "falls", "url""#, #""convention": "sinks", "url""#, "no convention sinks"),
      ("https:", "http:", "expected https://"),
      (#""name": "rise""#, #""name": "Rise""#, "lower-case words and dashes"),
      (#""seams": "S""#, #""seam": "S""#, "seam"),
    ]
  )
  func wrongDefinitionsAreRefused(text: String, by other: String, expected: String) throws {
    let changed = Self.definition.replacing(text, with: other)
    #expect(changed != Self.definition)
    let error = #expect(throws: JSONError.self) { try family(changed) }
    #expect(error?.description.contains(expected) == true, "\(String(describing: error))")
  }

  @Test func aDefinitionIsWrittenAsItWasRead() throws {
    let family = try family()
    #expect(try self.family(family.json.compact()) == family)
  }

  private func lambda(_ expression: String, family: String) throws -> Scenario {
    try scenario(
      scenarioText(
        schedulers: #"[{"type": "LambdaLR", "args": {"lr_lambda": {"expr": "\#(expression)"}}}]"#,
        more: #", "family": \#(family)"#
      )
    )
  }

  private static let falling = #"{"name": "rise", "convention": "falls", "args": {"warmup": 4}}"#

  @Test func aCaseOfAFamilyHasItsFunction() throws {
    let family = try family()
    let right = try lambda("1 - epoch / 4", family: Self.falling)
    #expect(family.problem(of: right) == nil)
    let wrong = try lambda("1 - epoch / 5", family: Self.falling)
    #expect(family.problem(of: wrong) == "expected the function 1 - epoch / 4, found 1 - epoch / 5")
    let other = try lambda("1", family: #"{"name": "noam", "args": {}}"#)
    #expect(family.problem(of: other) == "expected the family rise")
    let notLambda = scenarioText(more: #", "family": {"name": "rise", "args": {}}"#)
    #expect(throws: JSONError.self) { try scenario(notLambda) }
    #expect(try scenario(right.json().compact()) == right)
  }

  @Test func whoHasTheFamilyNeedsNeitherLambdaLRNorFunctions() throws {
    let played = try lambda("1 - epoch / 4", family: Self.falling)
    let needs = Requirements(played, expectsError: false)
    var handshake = Handshake(
      implementation: Implementation(name: "I", version: "1"),
      precision: .float64,
      schedulers: [.step],
      features: []
    )
    #expect(needs.reasonToSkip(handshake) == "the adapter does not declare `LambdaLR`")
    handshake.families = ["rise"]
    #expect(needs.reasonToSkip(handshake) == "the adapter does not declare the family `rise/falls`")
    handshake.families = ["rise/falls"]
    #expect(needs.reasonToSkip(handshake) == nil)
    handshake.families = []
    handshake.schedulers = nil
    handshake.features = nil
    #expect(needs.reasonToSkip(handshake) == nil)
  }

  @Test func theFixturesDefineFamiliesWithCasesOfEachConvention() throws {
    let suites = try SuiteLoader.load([Fixtures.folder]).filter { $0.family != nil }
    #expect(suites.count >= 8)
    for suite in suites {
      let family = try #require(suite.family)
      #expect(!family.offers.isEmpty)
      let used = Set(suite.cases.compactMap(\.scenario.family?.convention))
      #expect(Set(family.conventions.map(\.name)) == used, "\(family.name)")
    }
  }
}
