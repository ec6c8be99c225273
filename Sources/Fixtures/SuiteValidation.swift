import ConformanceSupport
import JSON

/// Everything that is wrong with some fixture files.
package struct SuiteValidation: Sendable {
  /// The files that can be read.
  package private(set) var suites: [Suite] = []
  /// What is wrong, in order.
  package private(set) var problems: [FixtureError] = []
  /// Files that are right but not in the canonical form.
  package private(set) var uncanonical: [Suite] = []

  /// The cases that no release has.
  package private(set) var unreleased: [String] = []
  /// The suite that the files are; nil where they are none, or of more than one.
  package private(set) var version: SuiteVersion?

  /// Whether every file could be read: one that cannot may hold any of the cases.
  private var isComplete = true

  /// The cases that could be read.
  package var caseCount: Int { suites.reduce(0) { $0 + $1.cases.count } }
  /// Their claims.
  package var claimCount: Int { suites.reduce(0) { $0 + $1.cases.reduce(0) { $0 + $1.claims.count } } }

  /// Reads and checks files.
  package init(files: [String]) {
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
        isComplete = false
      }
    }
  }

  /// Reads and checks the files at some paths, and compares them with what was released of the suite that they
  /// belong to.
  ///
  /// - Throws: `FixtureError` where there is no file.
  package init(paths: [String]) throws(FixtureError) {
    self.init(files: try SuiteLoader.files(at: paths))
    var folders: [String] = []
    for case let folder? in paths.map(SuiteVersion.folder) where !folders.contains(folder) {
      folders.append(folder)
    }
    for folder in folders {
      do throws(FixtureError) {
        try checkRelease(folder, named: paths.first { Files.resolved($0) == folder })
      } catch {
        problems.append(error)
      }
    }
    if folders.count == 1 { version = try? SuiteVersion(folder: folders[0]) }
  }

  /// - Parameter name: The folder as it was named; nil where only some of its files were.
  private mutating func checkRelease(_ folder: String, named name: String?) throws(FixtureError) {
    let place = name ?? folder
    let version = try SuiteVersion(folder: place)
    let released = try ReleasedCases(folder: place)
    if released.releases.max() != Version(version.version) {
      problems.append(
        FixtureError(
          path: "\(place)/\(SuiteVersion.fileName)",
          at: .root.appending(key: "version"),
          problem: "expected the last release in \(ReleasedCases.fileName), found \(version.version)"
        )
      )
    }
    let members = suites.filter { SuiteVersion.folder(of: $0.path) == folder }
    for suite in members {
      guard let provenance = suite.provenance, provenance.version != version.pytorch else { continue }
      let problem = "expected \(version.pytorch) as in \(SuiteVersion.fileName), found \(provenance.version)"
      add(suite, nil, .provenance("version"), problem)
    }
    let isWhole = name != nil && isComplete
    let check = ReleaseCheck(members, against: released, folder: place, isWhole: isWhole)
    problems += check.problems
    unreleased += check.unreleased
  }

  private mutating func check(_ suite: Suite, _ places: inout [String: String]) {
    if suite.cases.isEmpty { add(suite, nil, .cases, "expected cases, found none") }
    for (index, fixture) in suite.cases.enumerated() {
      let place = JSONPath.cases.appending(index: index)
      if let other = places.updateValue(suite.path, forKey: fixture.id) {
        add(suite, fixture, place.appending(key: "id"), "the id is already in \(other)")
      }
      if let problem = suite.family?.problem(of: fixture.scenario) {
        add(suite, fixture, place.appending(key: "scenario"), problem)
      }
      guard let expected = fixture.expected else {
        add(suite, fixture, place, "no expected values; record them with `lrconform regenerate`")
        continue
      }
      if suite.provenance == nil {
        add(suite, fixture, place.appending(key: "expected"), "recorded values without provenance")
      }
      for (number, claim) in fixture.claims.enumerated() {
        let check = claim.check(against: expected)
        if check.verdict != claim.verdict {
          add(
            suite,
            fixture,
            place.appending(key: "claims").appending(index: number).appending(key: "verdict"),
            "PyTorch's values make it \"\(check.verdict.rawValue)\", found \"\(claim.verdict.rawValue)\""
          )
        }
      }
    }
  }

  private mutating func add(_ suite: Suite, _ fixture: FixtureCase?, _ place: JSONPath, _ problem: String) {
    problems.append(FixtureError(path: suite.path, caseID: fixture?.id, at: place, problem: problem))
  }
}
