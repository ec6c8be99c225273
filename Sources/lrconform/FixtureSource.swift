import Fixtures
import Scenarios

/// Fixtures that a command works on; its failures are the command's.
struct FixtureSource {
  private let named: [String]
  /// Which cases are meant.
  let filter: CaseFilter
  /// The version of PyTorch whose behaviour is expected; nil for the one that the suite is recorded from.
  let torch: Version?

  /// Named files and folders; the suite's own where there are none.
  init(named: [String], filter: CaseFilter = CaseFilter(), torch: Version? = nil) {
    self.named = named
    self.filter = filter
    self.torch = torch
  }

  /// The files and folders that are meant.
  func paths() throws(Failure) -> [String] {
    if !named.isEmpty { return named }
    guard let found = FixtureLocation.find(executable: CommandLine.arguments.first) else {
      throw Failure(
        .fixturesBroken,
        "no fixtures here; name them with --fixtures PATH or LRCONFORM_FIXTURES"
      )
    }
    return [found]
  }

  /// The version of the suite that the files and folders are of; nil where they are of none.
  func version() throws(Failure) -> String? {
    do {
      return try SuiteVersion.of(paths())?.version
    } catch let error as FixtureError {
      throw Failure(.fixturesBroken, "\(error)")
    } catch let failure as Failure {
      throw failure
    } catch {
      return nil
    }
  }

  /// Whether the fixtures are all of a suite, and nothing else.
  func isWholeSuite() throws(Failure) -> Bool {
    let paths = try paths()
    return paths.count == 1 && paths.allSatisfy(SuiteVersion.isSuite)
  }

  /// The suites, with the cases that may be meant.
  func load() throws(Failure) -> [Suite] {
    let paths = try paths()
    do {
      return try SuiteLoader.load(paths, filter: filter)
    } catch {
      throw Failure(.fixturesBroken, "\(error)")
    }
  }

  /// The cases that are meant, with their expected outcomes.
  func cases() throws(Failure) -> [RunCase] { try cases(of: load()) }

  /// The cases of some suites that are meant, with their expected outcomes.
  func cases(of suites: [Suite]) throws(Failure) -> [RunCase] {
    let places = try places(suites)
    do {
      return try RunCase.all(suites, at: places, torch: torch)
    } catch {
      throw Failure(.fixturesBroken, "\(error)")
    }
  }

  /// The families of schedules that the suites define.
  func families() throws(Failure) -> [ScheduleFamily] { try load().compactMap(\.family) }

  /// The case of an id, and its suite.
  func find(_ id: String) throws(Failure) -> (suite: Suite, fixture: FixtureCase) {
    if filter.isEmpty {
      var one = CaseFilter()
      one.ids = [id]
      // The other cases are passed over, most of them unread.
      for suite in try FixtureSource(named: named, filter: one).load() {
        if let fixture = suite.cases.first(where: { $0.id == id }) { return (suite, fixture) }
      }
    }
    let cases = try select()
    guard let found = cases.first(where: { $0.fixture.id == id }) else {
      throw Self.noCase(id, among: cases.map(\.fixture.id))
    }
    return found
  }

  /// What is told where an id is of no case.
  static func noCase(_ id: String, among ids: [String]) -> Failure {
    Failure(.usage, "no case \(id)\(FilterAdvice.hint(for: id, among: ids)); `lrconform list` names them")
  }

  func select() throws(Failure) -> [(suite: Suite, fixture: FixtureCase)] {
    let suites = try load()
    return try places(suites).map { (suites[$0.suite], suites[$0.suite].cases[$0.fixture]) }
  }

  private func places(_ suites: [Suite]) throws(Failure) -> [(suite: Int, fixture: Int)] {
    let selected = filter.places(in: suites)
    // An id that is misspelt must not pass for lack of a case.
    if selected.isEmpty && !filter.isEmpty || !filter.hasEachID(in: suites) {
      throw Failure(.usage, FilterAdvice(filter, in: try FixtureSource(named: named).load()).text)
    }
    return selected
  }
}
