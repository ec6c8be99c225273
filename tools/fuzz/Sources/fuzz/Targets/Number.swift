@testable import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number by itself and in a string: what is read is the number that the C library reads, and is written as a text
/// that gives it again.
func fuzzNumber(_ bytes: [UInt8]) {
  let quote = [UInt8(ascii: "\"")]
  for text in [bytes, quote + bytes + quote] {
    guard let node = try? JSONNode(parsing: text) else { continue }
    expectNumbers(node)
    guard let double = try? node.double() else { continue }
    if node.kind != .string {
      let source = String(decoding: bytes, as: UTF8.self)
      expect(double.isFinite && double == strtod(source, nil), "\(source) is \(double)")
    }
    let written = JSONValue.double(double).compact()
    let again = expectNoError("what is written is not read") { try JSONNode(parsing: written).double() }
    expect(again.bitPattern == double.bitPattern, "\(double) is written as another")
  }
}
