import ConformanceSupport
import JSON

/// A release of the suite: all cases listed with what they mean.
package struct Release: Sendable {
  /// The version, and the PyTorch that all files are recorded from.
  package let version: SuiteVersion
  /// The list with this release in it.
  package let cases: ReleasedCases
  /// How many cases are new in it.
  package let newCount: Int

  /// Lists suites as a release.
  ///
  /// - Parameters:
  ///   - name: The version, as `1.1.0`: later than all in the list.
  ///   - isAgain: Whether the release of this version, the last one, is first taken back.
  /// - Throws: `FixtureError` for what speaks against a release.
  package init(
    _ name: String,
    of suites: [Suite],
    after released: ReleasedCases,
    folder: String,
    isAgain: Bool
  ) throws(FixtureError) {
    func fail(_ problem: String) -> FixtureError {
      FixtureError(path: "\(folder)/\(ReleasedCases.fileName)", problem: problem)
    }
    guard let number = Version(name) else { throw fail("expected a version as 1.0.0, found \(name)") }
    let earlier = isAgain ? released.without(number) : released
    if let last = earlier.releases.max(), last >= number {
      throw fail("expected a version after the last release, found \(name)")
    }
    if let problem = ReleaseCheck(suites, against: earlier, folder: folder, isWhole: true).problems.first {
      throw problem
    }
    let torch = try Self.pytorch(of: suites)
    version = SuiteVersion(version: name, pytorch: torch)
    cases = earlier.adding(suites, as: version)
    newCount = cases.entries.count - earlier.entries.count
  }

  /// Writes the list and the version, each as a whole.
  package func write(to folder: String) throws(FileError) {
    let path = "\(folder)/\(ReleasedCases.fileName)"
    if let slash = path.lastIndex(of: "/") { try Files.makeFolder(String(path[..<slash])) }
    try Files.replace(path, with: cases.canonicalBytes())
    try Files.replace("\(folder)/\(SuiteVersion.fileName)", with: version.canonicalBytes())
  }

  /// The one version that all files are recorded from.
  private static func pytorch(of suites: [Suite]) throws(FixtureError) -> String {
    var found: String?
    for suite in suites {
      guard let version = suite.provenance?.version, Version(version) != nil else {
        throw FixtureError(
          path: suite.path,
          at: .provenance("version"),
          problem: "expected PyTorch's version"
        )
      }
      guard found == nil || found == version else {
        throw FixtureError(
          path: suite.path,
          at: .provenance("version"),
          problem: "expected \(found ?? "") as in the files before, found \(version)"
        )
      }
      found = version
    }
    guard let found else { throw FixtureError(path: "fixtures", problem: "expected cases, found none") }
    return found
  }
}

extension ReleasedCases {
  /// The versions that the list knows.
  var releases: [Version] { entries.flatMap(\.outcomes).compactMap { Version($0.since) } }

  /// The list without what a version brought.
  fileprivate func without(_ version: Version) -> ReleasedCases {
    var list = self
    for index in list.entries.indices {
      list.entries[index].outcomes.removeAll { Version($0.since) == version }
    }
    list.entries.removeAll { $0.outcomes.isEmpty }
    return list
  }

  fileprivate func adding(_ suites: [Suite], as release: SuiteVersion) -> ReleasedCases {
    var byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for fixture in suites.flatMap(\.cases) {
      guard let expected = fixture.expected else { continue }
      let outcome = ReleasedOutcome(
        since: release.version,
        torch: release.pytorch,
        fingerprint: Fingerprint(expected)
      )
      var entry =
        byID[fixture.id] ?? Entry(id: fixture.id, scenario: Fingerprint(fixture.scenario), outcomes: [])
      if entry.outcomes.last?.fingerprint != outcome.fingerprint { entry.outcomes.append(outcome) }
      byID[fixture.id] = entry
    }
    var list = ReleasedCases()
    list.entries = byID.values.sorted { $0.id < $1.id }
    return list
  }
}
