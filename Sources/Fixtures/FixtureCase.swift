import Scenarios

/// How binding a case is.
public enum CaseLevel: String, Sendable, CaseIterable {
  /// The documentation promises it.
  case documented
  /// What any faithful port does.
  case required
  /// PyTorch does it, few would call it right.
  case quirk
  /// Must be refused.
  case error
}

/// A case: a scenario, what real PyTorch produced, and what the documentation says about it.
public struct FixtureCase: Sendable {
  /// An immutable slug, `step-lr/documented`.
  public var id: String
  /// What it is, in a few words.
  public var title: String
  /// What it shows and which bugs it catches.
  package var why: String
  /// How binding it is.
  public var level: CaseLevel
  /// What it touches: `chainable`, `closed-form`, `groups`, …
  package var tags: [String]
  /// The public reports and pages that it stems from, as URLs.
  package var references: [String]
  /// What is done.
  package var scenario: Scenario
  /// What PyTorch produced; nil until it is recorded.
  package var expected: Outcome?
  /// What other versions of PyTorch produce.
  package var versions: [VersionedExpectation]
  /// Where the class default is not right.
  package var tolerance: CaseTolerance?
  /// What the documentation says.
  package var claims: [Claim]

  /// A case.
  package init(
    id: String,
    title: String,
    why: String,
    level: CaseLevel,
    tags: [String],
    references: [String] = [],
    scenario: Scenario,
    expected: Outcome?,
    versions: [VersionedExpectation],
    tolerance: CaseTolerance?,
    claims: [Claim]
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.level = level
    self.tags = tags
    self.references = references
    self.scenario = scenario
    self.expected = expected
    self.versions = versions
    self.tolerance = tolerance
    self.claims = claims
  }
}

extension FixtureCase {
  /// What a version of PyTorch produces; nil asks for the one that the suite is recorded from.
  package func expectation(of torch: Version?) -> Outcome? {
    guard let torch else { return expected }
    return versions.first { VersionRange($0.torch)?.contains(torch) ?? false }?.expected ?? expected
  }
}

/// The outcome under other versions of PyTorch.
package struct VersionedExpectation: Sendable {
  /// Which versions, as `<2.9` or `>=1.4,<1.5`.
  package var torch: String
  /// What they produce.
  package var expected: Outcome
}

/// A tolerance of one case, and why the class default is not right.
package struct CaseTolerance: Sendable, Equatable {
  /// The tolerance.
  package var tolerance: Tolerance
  /// Why the default is not right.
  package var reason: String
}
