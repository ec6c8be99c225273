/// Finds the word that a misspelt one was meant to be.
package enum NearestText {
  /// Keys come from the input, and the work grows with the square of the length.
  private static let longest = 64

  /// The candidate within two edits of the text that needs the fewest, the first of equals; nil if there is none
  /// or if the text is so short that two edits would rewrite it. Neither case nor dashes and underscores count:
  /// `step_lr` is `StepLR`. Another number is no slip: `float16` is not meant to be `float64`, as `float46` may be.
  package static func nearest(to text: String, among candidates: [String]) -> String? {
    let text = folded(text)
    let near = candidates.compactMap { candidate -> (candidate: String, edits: Int)? in
      let other = folded(candidate)
      let hasDigits = text.filter(ASCII.isDigit).sorted() == other.filter(ASCII.isDigit).sorted()
      guard hasDigits, let edits = edits(text, other), edits < other.count else { return nil }
      return (candidate, edits)
    }
    return near.min { $0.edits < $1.edits }?.candidate
  }

  /// What a message says of it: ` (did you mean "StepLR"?)`, or nothing.
  package static func hint(for text: String, among candidates: [String]) -> String {
    nearest(to: text, among: candidates).map { " (did you mean \(BoundedText.quoted($0))?)" } ?? ""
  }

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.prefix(longest + 1).filter { $0 != UInt8(ascii: "_") && $0 != ASCII.minus }
      .map { ASCII.isLetter($0) ? ASCII.lowercased($0) : $0 }
  }

  /// The insertions, deletions, replacements and swaps of neighbours between two words; nil when too many.
  private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    if max(left.count, right.count) > longest || abs(left.count - right.count) > 2 { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, leftByte) in left.enumerated() {
      var current = [row + 1]
      for (column, rightByte) in right.enumerated() {
        var edits = min(last[column + 1], current[column]) + 1
        edits = min(edits, last[column] + (leftByte == rightByte ? 0 : 1))
        if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= 2 ? last[right.count] : nil
  }
}
