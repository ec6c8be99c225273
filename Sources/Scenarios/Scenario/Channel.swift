/// What can be observed: after construction, after each step, and where the program asks for it.
public enum Channel: Sendable, Hashable {
  /// Each group's learning rate.
  case lr
  /// Each group's momentum or first beta.
  case momentum
  /// Each scheduler's `last_epoch`.
  case lastEpoch
  /// `get_last_lr()` of the last scheduler.
  case lastLR
  /// `get_lr()` of the last scheduler, called outside a step, with its side effects.
  case getLR
  /// Each group's second beta.
  case beta2
  /// Each group's `initial_lr`.
  case initialLR
  /// A number in the last scheduler's `state_dict`, by its key: `state.best`.
  case state(String)

  /// What a column is of.
  package enum Breadth {
    case group, scheduler, single
  }

  package var breadth: Breadth {
    switch self {
    case .lr, .momentum, .lastLR, .getLR, .beta2, .initialLR: .group
    case .lastEpoch: .scheduler
    case .state: .single
    }
  }

  /// Whether a column is a parameter group's.
  package var isPerGroup: Bool { breadth == .group }

  /// How many columns there are.
  package func columns(groups: Int, schedulers: Int) -> Int {
    switch breadth {
    case .group: groups
    case .scheduler: schedulers
    case .single: 1
    }
  }

  /// Whether its values are counted, and whole ones written as integers.
  package var isCounted: Bool {
    switch self {
    case .lastEpoch, .state: true
    case .lr, .momentum, .lastLR, .getLR, .beta2, .initialLR: false
    }
  }
}

extension Channel: RawRepresentable, CaseIterable {
  /// The names of all but `state`, of which there is one for each key.
  private enum Name: String, CaseIterable {
    case lr, momentum
    case lastEpoch = "last_epoch"
    case lastLR = "last_lr"
    case getLR = "get_lr"
    case beta2
    case initialLR = "initial_lr"
  }

  private init(_ name: Name) {
    switch name {
    case .lr: self = .lr
    case .momentum: self = .momentum
    case .lastEpoch: self = .lastEpoch
    case .lastLR: self = .lastLR
    case .getLR: self = .getLR
    case .beta2: self = .beta2
    case .initialLR: self = .initialLR
    }
  }

  /// The channels that have a name of their own; of `state` there is one for each key.
  public static var allCases: [Channel] { Name.allCases.map { Channel($0) } }

  private static let statePrefix = "state."
  private static let longestKey = 64

  /// The channel of a name; nil for any other text. A key of `state` is of letters, digits and underscores.
  public init?(rawValue: String) {
    if let name = Name(rawValue: rawValue) {
      self.init(name)
      return
    }
    guard rawValue.hasPrefix(Self.statePrefix) else { return nil }
    let key = rawValue.dropFirst(Self.statePrefix.count)
    guard (1...Self.longestKey).contains(key.utf8.count),
      key.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || isLetterOrDigit($0) })
    else { return nil }
    self = .state(String(key))
  }

  /// The name: `lr`, `state.best`.
  public var rawValue: String {
    switch self {
    case .lr: Name.lr.rawValue
    case .momentum: Name.momentum.rawValue
    case .lastEpoch: Name.lastEpoch.rawValue
    case .lastLR: Name.lastLR.rawValue
    case .getLR: Name.getLR.rawValue
    case .beta2: Name.beta2.rawValue
    case .initialLR: Name.initialLR.rawValue
    case .state(let key): Self.statePrefix + key
    }
  }
}

extension Channel {
  /// Where it stands among others: in the order of their declaration, those of `state` by their keys.
  package var order: (Int, String) { (Self.allCases.firstIndex(of: self) ?? Self.allCases.count, rawValue) }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
