/// Everything that is wrong with some fixture files.
public struct SuiteValidation: Sendable {
  /// The files that can be read.
  public private(set) var suites: [Suite] = []
  /// What is wrong, in order.
  public private(set) var problems: [FixtureError] = []
  /// Files that are right but not in the canonical form.
  public private(set) var uncanonical: [Suite] = []

  /// The cases that could be read.
  public var caseCount: Int { suites.reduce(0) { $0 + $1.cases.count } }
  /// Their claims.
  public var claimCount: Int { suites.reduce(0) { $0 + $1.cases.reduce(0) { $0 + $1.claims.count } } }

  /// Reads and checks files.
  public init(files: [String]) {
    var places: [String: String] = [:]
    for path in files {
      do throws(FixtureError) {
        let suite = try SuiteLoader.load(path)
        suites.append(suite)
        check(suite, &places)
        let bytes: [UInt8]
        do { bytes = try Files.read(path) } catch { continue }
        if bytes != suite.canonicalBytes() { uncanonical.append(suite) }
      } catch {
        problems.append(error)
      }
    }
  }

  private mutating func check(_ suite: Suite, _ places: inout [String: String]) {
    if suite.cases.isEmpty { add(suite, nil, "cases", "expected cases, found none") }
    for (index, fixture) in suite.cases.enumerated() {
      let place = "cases[\(index)]"
      if let other = places.updateValue(suite.path, forKey: fixture.id) {
        add(suite, fixture, "\(place).id", "the id is already in \(other)")
      }
      guard let expected = fixture.expected else {
        add(suite, fixture, place, "no expected values; record them with `lrconform regenerate`")
        continue
      }
      if suite.provenance == nil { add(suite, fixture, "provenance", "recorded values without provenance") }
      for (number, claim) in fixture.claims.enumerated() {
        let check = claim.check(against: expected)
        if check.verdict != claim.verdict {
          add(
            suite,
            fixture,
            "\(place).claims[\(number)].verdict",
            "PyTorch's values make it \"\(check.verdict.rawValue)\", found \"\(claim.verdict.rawValue)\""
          )
        }
      }
    }
  }

  private mutating func add(_ suite: Suite, _ fixture: FixtureCase?, _ place: String, _ problem: String) {
    problems.append(FixtureError(path: suite.path, caseID: fixture?.id, place: place, problem: problem))
  }
}
