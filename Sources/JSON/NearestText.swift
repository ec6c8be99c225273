/// Finds the word that a misspelt one was meant to be.
package enum NearestText {
  /// The candidate within two edits of the text that needs the fewest, the first of equals; nil if there is none
  /// or if the text is so short that two edits would rewrite it.
  ///
  /// Neither case nor dashes and underscores count: `step_lr` is `StepLR`.
  package static func nearest(to text: String, among candidates: [String]) -> String? {
    let text = folded(text)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let folded = folded(candidate)
      guard let distance = distance(text, folded), distance < folded.count,
        distance < best?.distance ?? Int.max,
        digits(in: text) == digits(in: folded)
      else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// What a message says of it: ` (did you mean "StepLR"?)`, or nothing.
  package static func hint(for text: String, among candidates: [String]) -> String {
    nearest(to: text, among: candidates).map { " (did you mean \(BoundedText.quoted($0))?)" } ?? ""
  }

  /// Keys come from the input, and the work grows with the square of the length.
  private static let longest = 64
  private static let mostEdits = 2

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.prefix(longest + 1).compactMap { byte in
      if byte == ASCII.underscore || byte == ASCII.minus { return nil }
      return 0x41...0x5A ~= byte ? byte | ASCII.lowerCaseBit : byte
    }
  }

  /// Another number is no slip: `float16` is not meant to be `float64`, as `float46` may be.
  private static func digits(in word: [UInt8]) -> [UInt8] { word.filter(ASCII.isDigit).sorted() }

  /// The insertions, deletions, replacements and swaps of neighbours between two words; nil when too many.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    guard left.count <= longest, right.count <= longest, abs(left.count - right.count) <= mostEdits else {
      return nil
    }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, leftByte) in left.enumerated() {
      var current = [row + 1]
      for (column, rightByte) in right.enumerated() {
        var edits = min(last[column + 1] + 1, current[column] + 1)
        edits = min(edits, last[column] + (leftByte == rightByte ? 0 : 1))
        if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= mostEdits ? last[right.count] : nil
  }
}
