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
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let relation = Relation.allCases.first(where: { part.hasPrefix($0.rawValue) }),
        let version = Version(String(part.dropFirst(relation.rawValue.count)))
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
  public init?(_ text: String) {
    var numbers: [Int] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard 1...9 ~= part.utf8.count, part.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(part)
      else { return nil }
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
