import Fixtures
import JSON
import Scenarios

extension Request {
  /// A case for a test framework of another language: its scenario with the tables of its functions, and what PyTorch
  /// does. Nil for a case that is not recorded yet.
  ///
  /// `tolerance` is there where the case has one of its own.
  package static func example(_ fixture: FixtureCase) -> JSONValue? {
    guard let expected = fixture.expected else { return nil }
    var members = [
      JSONMember("id", .string(fixture.id)),
      JSONMember("title", .string(fixture.title)),
      JSONMember("level", .string(fixture.level.rawValue)),
      JSONMember("scenario", fixture.scenario.json(tables: FunctionTables(for: fixture.scenario))),
      JSONMember("expected", .object(expected.jsonMembers)),
    ]
    if let own = fixture.tolerance?.tolerance {
      members.append(
        JSONMember(
          "tolerance",
          .object([JSONMember("rel", .double(own.relative)), JSONMember("abs", .double(own.absolute))])
        )
      )
    }
    return .object(members)
  }
}
