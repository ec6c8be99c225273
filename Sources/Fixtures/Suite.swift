import Scenarios

/// A fixture file: the cases of one scheduler or theme.
public struct Suite: Sendable {
  /// The version of the format.
  package static let schema = 1

  /// The file it was read from.
  package var path: String
  /// The JSON schema that the file names for editors; nil where it names none.
  package var schemaFile: String?
  /// The scheduler's or theme's name.
  public var name: String
  /// What the suite is about.
  package var description: String
  /// The family of schedules whose cases these are; nil for other cases.
  package var family: ScheduleFamily?
  /// What the expected values were recorded from; nil until they are.
  package var provenance: Provenance?
  /// The cases, in order.
  public var cases: [FixtureCase]
  /// The ids of cases in the file that a filter has passed over.
  package var passedOver: [String] = []

  /// A suite.
  package init(path: String, name: String, description: String, provenance: Provenance?, cases: [FixtureCase])
  {
    self.path = path
    self.name = name
    self.description = description
    self.provenance = provenance
    self.cases = cases
  }
}

/// What expected values were recorded from.
package struct Provenance: Sendable, Equatable {
  /// The implementation's name.
  package var implementation: String
  /// Its version.
  package var version: String
  /// The Python it ran in.
  package var python: String?
  /// The operating system and processor.
  package var platform: String?
  /// The C library whose `cos`, `pow` and `log` it used.
  package var libm: String?

  /// What expected values were recorded from.
  package init(
    implementation: String,
    version: String,
    python: String? = nil,
    platform: String? = nil,
    libm: String? = nil
  ) {
    self.implementation = implementation
    self.version = version
    self.python = python
    self.platform = platform
    self.libm = libm
  }
}
