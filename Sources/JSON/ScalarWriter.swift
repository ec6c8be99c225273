/// The spelling of values that hold no others.
enum ScalarWriter {
  static func append(_ value: Bool, to output: inout [UInt8]) {
    output.append(contentsOf: (value ? "true" : "false").utf8)
  }

  static func append(_ value: Int, to output: inout [UInt8]) {
    output.append(contentsOf: value.description.utf8)
  }

  /// Swift's description is the shortest that round-trips and always has a point or an exponent.
  static func append(_ value: Double, to output: inout [UInt8]) {
    if let spelling = SpelledNumber.spelling(of: value) {
      StringEscapes.append(spelling, to: &output)
    } else {
      output.append(contentsOf: value.description.utf8)
    }
  }

  /// A double of a column, where the bits of `null` mean that there is none.
  static func append(_ value: Double, null: Double?, to output: inout [UInt8]) {
    if let null, value.bitPattern == null.bitPattern {
      appendNull(to: &output)
    } else {
      append(value, to: &output)
    }
  }

  static func appendNull(to output: inout [UInt8]) {
    output.append(contentsOf: "null".utf8)
  }
}
