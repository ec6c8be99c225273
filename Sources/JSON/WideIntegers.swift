/// Integer tokens that json-c would change: it clamps those beyond 64 bits and drops the sign of `-0`.
enum WideIntegers {
  /// A copy of the text with `e0` after every such token, which makes json-c read it as a double.
  /// Nil when the copy would be longer than json-c takes.
  static func rewritten(_ text: UnsafeRawBufferPointer, endingAt ends: [UInt32]) -> [UInt8]? {
    let length = text.count + 2 * ends.count
    guard length <= JSONLimits.largestText else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(length)
    var start = 0
    for end in ends {
      result.append(contentsOf: text[start..<Int(end)])
      result.append(ASCII.e)
      result.append(ASCII.zero)
      start = Int(end)
    }
    result.append(contentsOf: text[start...])
    return result
  }
}
