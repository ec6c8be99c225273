import Foundation

/// The precision that the port computes in.
protocol PortNumber: BinaryFloatingPoint, Sendable {
  static func cosine(_ x: Self) -> Self
  static func power(_ x: Self, _ y: Self) -> Self
}

extension Double: PortNumber {
  static func cosine(_ x: Double) -> Double { Foundation.cos(x) }
  static func power(_ x: Double, _ y: Double) -> Double { Foundation.pow(x, y) }
  static func logarithm(_ x: Double) -> Double { Foundation.log(x) }
}

extension Float: PortNumber {
  static func cosine(_ x: Float) -> Float { Foundation.cosf(x) }
  static func power(_ x: Float, _ y: Float) -> Float { Foundation.powf(x, y) }
}

/// Python's `%`.
func remainder<Real: PortNumber>(_ a: Real, _ b: Real) -> Real { a - b * (a / b).rounded(.down) }
