/// Versions of PyTorch, as `<2.9` or `>=1.4,<1.5`: conditions that all must hold.
public struct VersionRange: Sendable, Equatable {
  private enum Relation: String, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"
    case exactly = "=="
  }

  private let conditions: [(relation: Relation, version: Version)]

  /// Reads a range; nil where it is malformed.
  public init?(_ text: String) {
    var conditions: [(Relation, Version)] = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let relation = Relation.allCases.first(where: { part.starts(with: $0.rawValue.utf8) }),
        let version = Version(part.dropFirst(relation.rawValue.utf8.count))
      else { return nil }
      conditions.append((relation, version))
    }
    self.conditions = conditions
  }

  /// Whether a version is among them.
  public func contains(_ version: Version) -> Bool {
    conditions.allSatisfy { condition in
      switch condition.relation {
      case .atMost: version <= condition.version
      case .atLeast: version >= condition.version
      case .below: version < condition.version
      case .above: version > condition.version
      case .exactly: version == condition.version
      }
    }
  }

  /// Whether two ranges are written alike.
  public static func == (a: VersionRange, b: VersionRange) -> Bool {
    a.conditions.elementsEqual(b.conditions) { $0.relation == $1.relation && $0.version == $1.version }
  }
}

/// A version: numbers between points, missing ones zero.
public struct Version: Sendable, Comparable {
  private let numbers: [Int]

  /// Reads a version; nil where it is malformed.
  public init?(_ text: String) { self.init(text.utf8[...]) }

  fileprivate init?(_ text: Substring.UTF8View) {
    var numbers: [Int] = []
    for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard 1...9 ~= part.count else { return nil }
      var number = 0
      for byte in part {
        guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
      }
      numbers.append(number)
    }
    while numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
  }

  /// By the first number that differs.
  public static func < (a: Version, b: Version) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}
