/// Finds the word that a misspelt one was meant to be.
enum NearestText {
  /// The candidate within two edits of the text that needs the fewest, the first of equals; nil if there is none
  /// or if the text is so short that two edits would rewrite it.
  static func nearest(to text: String, among candidates: [String]) -> String? {
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      guard let distance = distance(Array(text.utf8.prefix(longest + 1)), Array(candidate.utf8)),
        distance < candidate.utf8.count, distance < best?.distance ?? Int.max
      else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// Keys come from the input, and the work grows with the square of the length.
  private static let longest = 64
  private static let mostEdits = 2

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
