import JSON

/// Compares fixtures with what was released of them.
package struct ReleaseCheck: Sendable {
  /// What changed its meaning, in order.
  package private(set) var problems: [FixtureError] = []
  /// The ids of cases that no release has.
  package private(set) var unreleased: [String] = []

  /// Compares suites with a list of released cases.
  ///
  /// - Parameters:
  ///   - folder: The folder of the list.
  ///   - isWhole: Whether the suites are all there are, so that a released case that is not in them is gone.
  package init(_ suites: [Suite], against released: ReleasedCases, folder: String, isWhole: Bool) {
    let entries = Dictionary(released.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var present: Set<String> = []
    for suite in suites {
      for (index, fixture) in suite.cases.enumerated() {
        present.insert(fixture.id)
        guard let entry = entries[fixture.id] else {
          unreleased.append(fixture.id)
          continue
        }
        problems += entry.problems(of: fixture, at: .cases.appending(index: index), in: suite)
      }
    }
    guard isWhole else { return }
    for entry in released.entries where !present.contains(entry.id) {
      problems.append(
        FixtureError(
          path: "\(folder)/\(ReleasedCases.fileName)",
          caseID: entry.id,
          problem: "expected the case as it was released in \(entry.since), found none; a released case stays"
        )
      )
    }
  }
}

extension ReleasedCases.Entry {
  fileprivate func problems(of fixture: FixtureCase, at place: JSONPath, in suite: Suite) -> [FixtureError] {
    func problem(_ key: String, _ text: String) -> FixtureError {
      FixtureError(path: suite.path, caseID: fixture.id, at: place.appending(key: key), problem: text)
    }
    let found = Fingerprint(fixture.scenario)
    guard found == scenario else {
      return [
        problem(
          "scenario",
          "expected the scenario of release \(since) (\(scenario)), found another (\(found)); "
            + "an id never changes its meaning: give the new scenario a new id"
        )
      ]
    }
    return outcomes.compactMap { released in
      guard let expected = fixture.expectation(of: Version(released.torch)) else { return nil }
      let found = Fingerprint(expected)
      if found == released.fingerprint { return nil }
      return problem(
        "expected",
        "expected what PyTorch \(released.torch) does by release \(released.since) (\(released.fingerprint)), "
          + "found another outcome (\(found)); where a newer PyTorch does otherwise, "
          + "the old outcome goes into \"versions\""
      )
    }
  }
}
