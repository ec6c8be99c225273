/// Names that stand in files and on command lines: words of lower-case letters and digits, with one dash between them.
package enum Slug {
  /// Whether a text is one.
  @inlinable package static func matches(_ text: some Sequence<UInt8>) -> Bool {
    let dash = UInt8(ascii: "-")
    var previous = dash
    for byte in text {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case dash where previous != dash: break
      default: return false
      }
      previous = byte
    }
    return previous != dash
  }
}
