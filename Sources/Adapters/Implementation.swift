import ConformanceSupport
import Fixtures
import JSON
import Scenarios

/// Who answers: what an adapter says of the implementation behind it.
public struct Implementation: Sendable, Equatable {
  /// Its name: `pytorch`.
  public var name: String
  /// Its version.
  public var version: String
  /// The language it is used from.
  package var language: String?
  /// Its home page.
  package var homepage: String?
  /// Where its bugs are reported.
  package var issues: String?

  /// An implementation.
  public init(
    name: String,
    version: String,
    language: String? = nil,
    homepage: String? = nil,
    issues: String? = nil
  ) {
    self.name = name
    self.version = version
    self.language = language
    self.homepage = homepage
    self.issues = issues
  }
}

/// What an implementation may lack and an adapter then does not declare.
public enum Feature: String, Sendable, CaseIterable {
  /// Momentum, or the first beta, can be observed.
  case momentum
  /// `step(epoch)`.
  case closedForm = "closed-form"
  /// `step(epoch)` of CosineAnnealingWarmRestarts, fractions included.
  case fractionalEpoch = "fractional-epoch"
  /// `last_epoch` other than -1.
  case resume
  /// State can be saved and loaded.
  case reload
  /// Learning rates can be changed from outside.
  case setLR = "set-lr"
  /// Parameter groups can be added after construction.
  case addGroup = "add-group"
  /// `get_lr()` outside a step.
  case getLR = "get-lr"
  /// Wrong arguments are refused.
  case errors
  /// More than one parameter group.
  case groups
  /// Functions as arguments.
  case functions
  /// A group's learning rate may be a PyTorch Tensor.
  case tensorLR = "tensor-lr"
  /// The operation `observe`.
  case observe
  /// The operation `save`.
  case save
  /// `reload` as an object: its order, other arguments and groups, through JSON.
  case reloadOptions = "reload-options"
  /// The operation `add_scheduler`.
  case addScheduler = "add-scheduler"
  /// Functions that are tables.
  case tables
  /// The channel `beta2`.
  case beta2
  /// The channel `initial_lr`.
  case initialLR = "initial-lr"
  /// The channels `state.KEY`.
  case state
}

/// An adapter's reply to `start`.
public struct Handshake: Sendable, Equatable {
  /// The version of the protocol.
  package static let protocolVersion = 1

  /// Who answers.
  public var implementation: Implementation
  /// What it computes with.
  package var precision: DeclaredPrecision
  /// The classes that it has; nil declares nothing, and everything is asked.
  package var schedulers: [SchedulerType]?
  /// The features that it has; nil declares nothing, and everything is asked.
  package var features: [Feature]?
  /// What it can observe; nil declares nothing, and everything is asked. A case is asked and judged without the
  /// channels that are not declared, as long as one is left.
  package var channels: [Channel]?
  /// The families of schedules that it plays itself, `warmup-cosine` or, with a convention, `warmup-cosine/rises-again`.
  package var families: [String]?
  /// The surroundings that a recording names.
  package var environment: Provenance?

  /// All of its parts.
  package init(
    implementation: Implementation,
    precision: Precision,
    schedulers: [SchedulerType]? = nil,
    features: [Feature]? = nil,
    channels: [Channel]? = nil,
    families: [String]? = nil,
    environment: Provenance? = nil
  ) {
    self.implementation = implementation
    self.precision = DeclaredPrecision(precision)
    self.schedulers = schedulers
    self.features = features
    self.channels = channels
    self.families = families
    self.environment = environment
  }
}

extension Handshake {
  /// Reads the reply to `start`.
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(
      otherThan: [
        "protocol", "implementation", "precision", "schedulers", "features", "channels", "families",
        "environment",
      ]
    )
    let version = try node.member("protocol")
    guard try version.integer() == Handshake.protocolVersion else {
      throw version.error("expected the protocol \(Handshake.protocolVersion)")
    }
    implementation = try Implementation(node.member("implementation"))
    precision = try DeclaredPrecision(node.member("precision"))
    func list<Element>(
      _ key: String,
      _ read: (JSONNode) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element]? {
      guard let member = try node.optionalMember(key) else { return nil }
      var list: [Element] = []
      for element in try member.elements() { list.append(try read(element)) }
      return list
    }
    schedulers = try list("schedulers") { (name) throws(JSONError) in try SchedulerType(named: name) }
    features = try list("features") { (name) throws(JSONError) in try Feature(named: name) }
    channels = try list("channels") { (name) throws(JSONError) in try Channel(named: name) }
    families = try list("families") { (name) throws(JSONError) in try name.string(atMost: TextLimits.name) }
    environment = nil
    if let surroundings = try node.optionalMember("environment") {
      try surroundings.refuseKeys(otherThan: ["python", "platform", "libm"])
      environment = Provenance(
        implementation: implementation.name,
        version: implementation.version,
        python: try surroundings.optionalMember("python")?.string(atMost: TextLimits.name),
        platform: try surroundings.optionalMember("platform")?.string(atMost: TextLimits.name),
        libm: try surroundings.optionalMember("libm")?.string(atMost: TextLimits.name)
      )
    }
  }

  /// The reply as JSON.
  package var json: JSONValue {
    var members = [
      JSONMember("protocol", .integer(Handshake.protocolVersion)),
      JSONMember("implementation", implementation.json),
      JSONMember("precision", precision.json),
    ]
    if let schedulers {
      members.append(JSONMember("schedulers", .array(schedulers.map { .string($0.rawValue) })))
    }
    if let features { members.append(JSONMember("features", .array(features.map { .string($0.rawValue) }))) }
    if let channels { members.append(JSONMember("channels", .array(channels.map { .string($0.rawValue) }))) }
    if let families { members.append(JSONMember("families", .array(families.map { .string($0) }))) }
    return .object(members)
  }

  /// What the expected values are said to be recorded from.
  package var provenance: Provenance {
    environment ?? Provenance(implementation: implementation.name, version: implementation.version)
  }
}

extension Implementation {
  package init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["name", "version", "language", "homepage", "issues"])
    name = try node.member("name").string(atMost: TextLimits.name)
    version = try node.member("version").string(atMost: TextLimits.name)
    language = try node.optionalMember("language")?.string(atMost: TextLimits.name)
    homepage = try node.optionalMember("homepage")?.string(atMost: TextLimits.name)
    issues = try node.optionalMember("issues")?.string(atMost: TextLimits.name)
  }

  /// The implementation as JSON.
  package var json: JSONValue {
    let texts = [
      ("name", name), ("version", version), ("language", language), ("homepage", homepage),
      ("issues", issues),
    ]
    return .object(texts.compactMap { key, text in text.map { JSONMember(key, .string($0)) } })
  }
}
