import Fixtures
import Scenarios

/// What a case needs and an implementation does not declare.
package enum Undeclared: Sendable, Hashable {
  /// A class.
  case scheduler(SchedulerType)
  /// Something to observe.
  case channel(Channel)
  /// A feature.
  case feature(Feature)
  /// A family of schedules, with its convention where the case has one.
  case family(String)
  /// The range of a precision.
  case range(NumberRange)

  /// What kind of thing it is, as reports have it.
  package var kind: String {
    switch self {
    case .scheduler: "scheduler"
    case .channel: "channel"
    case .feature: "feature"
    case .family: "family"
    case .range: "range"
    }
  }

  /// Its name: `LambdaLR`, `reload`.
  package var name: String {
    switch self {
    case .scheduler(let type): type.rawValue
    case .channel(let channel): channel.rawValue
    case .feature(let feature): feature.rawValue
    case .family(let name): name
    case .range(let range): range.rawValue
    }
  }

  package init?(kind: String, name: String) {
    switch kind {
    case "scheduler": self.init(SchedulerType(rawValue: name).map(Undeclared.scheduler))
    case "channel": self.init(Channel(rawValue: name).map(Undeclared.channel))
    case "feature": self.init(Feature(rawValue: name).map(Undeclared.feature))
    case "family": self = .family(name)
    case "range": self.init(NumberRange(rawValue: name).map(Undeclared.range))
    default: return nil
    }
  }

  private init?(_ other: Undeclared?) {
    guard let other else { return nil }
    self = other
  }
}

/// What an implementation says that it has. What is nil is not declared, and everything is asked.
package struct Declaration: Sendable, Equatable {
  /// The classes.
  package var schedulers: [SchedulerType]?
  /// The features.
  package var features: [Feature]?
  /// What it can observe.
  package var channels: [Channel]?

  /// Nothing is declared.
  package init() {}

  /// What an adapter declares.
  package init(_ handshake: Handshake) {
    schedulers = handshake.schedulers
    features = handshake.features
    channels = handshake.channels
  }

  /// `2 of 16 schedulers`, `3 of 11 features`: what is not all there is.
  package var texts: [String] {
    var texts: [String] = []
    if let schedulers, Set(schedulers).count < SchedulerType.allCases.count {
      texts.append("\(Set(schedulers).count) of \(SchedulerType.allCases.count) schedulers")
    }
    if let features, Set(features).count < Feature.allCases.count {
      texts.append("\(Set(features).count) of \(Feature.allCases.count) features")
    }
    return texts
  }
}
