import CJSONC

/// The integers that json-c would not keep: those beyond 64 bits, and `-0`, whose sign a double keeps.
///
/// ``Rewriting`` puts a mark behind their digits, which makes json-c read them as doubles. json-c keeps the text of
/// a double, so that mark and digits can be read again.
enum WideInteger {
  /// The most digits of an integer: as many as Python reads.
  static let mostDigits = 4300

  /// An exponent that changes no value. A number that a document writes with this very exponent gets a zero more, so
  /// that the mark stands behind integers alone.
  static let mark: [UInt8] = Array("e+000".utf8)

  /// Whether the token that ends at `end` has the mark as its exponent.
  static func isMarked<Text: RandomAccessCollection<UInt8>>(_ text: Text, endingAt end: Int) -> Bool
  where Text.Index == Int {
    end - mark.count >= text.startIndex && text[end - mark.count..<end].elementsEqual(mark)
  }

  /// The digits of the integer that a node of the type double stands for, with a minus where it has one; nil where the
  /// node is a double.
  static func digits(at node: OpaquePointer?) -> String? {
    guard let data = json_object_get_userdata(node) else { return nil }
    let characters = data.assumingMemoryBound(to: UInt8.self)
    var length = 0
    while characters[length] != 0 { length += 1 }
    let token = UnsafeBufferPointer(start: characters, count: length)
    guard isMarked(token, endingAt: length) else { return nil }
    return String(decoding: token.dropLast(mark.count), as: UTF8.self)
  }

  /// The number that a node of the type double stands for.
  static func number(at node: OpaquePointer?) -> JSONNumber {
    guard let digits = digits(at: node) else { return .double(json_object_get_double(node)) }
    return digits == "-0" ? .integer(0) : .wideInteger(digits)
  }
}
