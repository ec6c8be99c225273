/// Names that stand in files and on command lines: words of lower-case letters and digits, with one dash between them.
package enum Slug {
  /// Whether a text is one.
  package static func matches(_ text: some Collection<UInt8>) -> Bool {
    // A string's bytes are mostly in one piece; elsewhere each is a call.
    text.withContiguousStorageIfAvailable(areSlug) ?? Array(text).withUnsafeBufferPointer(areSlug)
  }

  private static func areSlug(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
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
