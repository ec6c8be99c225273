/// A fixture file: the cases of one scheduler or theme.
public struct Suite: Sendable {
  /// The version of the format.
  public static let schema = 1

  /// The file it was read from.
  public var path: String
  /// The scheduler's or theme's name.
  public var name: String
  /// What the suite is about.
  public var description: String
  /// What the expected values were recorded from; nil until they are.
  public var provenance: Provenance?
  /// The cases, in order.
  public var cases: [FixtureCase]
  /// The ids of cases in the file that a filter has passed over.
  public var passedOver: [String] = []

  /// A suite.
  public init(path: String, name: String, description: String, provenance: Provenance?, cases: [FixtureCase])
  {
    self.path = path
    self.name = name
    self.description = description
    self.provenance = provenance
    self.cases = cases
  }
}

/// What expected values were recorded from.
public struct Provenance: Sendable, Equatable {
  /// The implementation's name.
  public var implementation: String
  /// Its version.
  public var version: String
  /// The Python it ran in.
  public var python: String?
  /// The operating system and processor.
  public var platform: String?
  /// The C library whose `cos`, `pow` and `log` it used.
  public var libm: String?

  /// What expected values were recorded from.
  public init(
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
