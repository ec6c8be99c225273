/// Versions of PyTorch, as `<2.9` or `>=1.4,<1.5`: conditions that all must hold.
package struct VersionRange: Sendable, Equatable {
  private enum Relation {
    case atMost, atLeast, below, above, exactly

    init?(readingFrom text: inout Substring.UTF8View) {
      let equals = UInt8(ascii: "=")
      switch text.popFirst() {
      case UInt8(ascii: "<"): self = text.takeFirst(equals) ? .atMost : .below
      case UInt8(ascii: ">"): self = text.takeFirst(equals) ? .atLeast : .above
      case equals where text.takeFirst(equals): self = .exactly
      default: return nil
      }
    }
  }

  private let conditions: [(relation: Relation, version: Version)]

  /// Reads a range; nil where it is malformed.
  package init?(_ text: String) {
    var conditions: [(Relation, Version)] = []
    var rest = text.utf8[...]
    repeat {
      guard let relation = Relation(readingFrom: &rest), let version = Version(readingFrom: &rest) else {
        return nil
      }
      conditions.append((relation, version))
    } while rest.takeFirst(UInt8(ascii: ","))
    guard rest.isEmpty else { return nil }
    self.conditions = conditions
  }

  /// Whether a version is among them.
  package func contains(_ version: Version) -> Bool {
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

  /// The versions that it names.
  package var bounds: [Version] { conditions.map(\.version) }

  /// Whether two ranges are written alike.
  package static func == (a: VersionRange, b: VersionRange) -> Bool {
    a.conditions.elementsEqual(b.conditions) { $0.relation == $1.relation && $0.version == $1.version }
  }
}

/// A version: numbers between points, missing ones zero.
public struct Version: Sendable, Comparable, CustomStringConvertible {
  private let numbers: [Int]

  /// Reads a version; nil where it is malformed.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    self.init(readingFrom: &rest)
    guard rest.isEmpty else { return nil }
  }

  fileprivate init?(readingFrom text: inout Substring.UTF8View) {
    var numbers: [Int] = []
    repeat {
      var number = 0
      var digits = 0
      while let byte = text.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte, digits < 10 {
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        text.removeFirst()
      }
      guard 1...9 ~= digits else { return nil }
      numbers.append(number)
    } while text.takeFirst(UInt8(ascii: "."))
    while numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
  }

  /// The numbers between points, two at least: `2.0`, `2.13`. Zeros at the end of what was read are left out.
  public var description: String {
    let shown = numbers + Array(repeating: 0, count: max(0, 2 - numbers.count))
    return shown.map { "\($0)" }.joined(separator: ".")
  }

  /// By the first number that differs.
  public static func < (a: Version, b: Version) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}

extension Substring.UTF8View {
  /// Takes the first byte where it is this one; whether it was.
  fileprivate mutating func takeFirst(_ byte: UInt8) -> Bool {
    guard first == byte else { return false }
    removeFirst()
    return true
  }
}
