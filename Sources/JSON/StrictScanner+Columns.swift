extension StrictScanner {
  /// Reads the elements of an array as long as they are numbers, nulls or words: what traces are made of. The first
  /// of them is at `index`.
  ///
  /// - Returns: True at the end of the array's last element, with `index` where that ends; false where an element is
  ///   anything else, with `index` where it begins, and at the end of the text.
  @inline(__always)
  mutating func scanColumn(
    from index: inout Int,
    ofArrayAt bracket: Int,
    count: inout Int
  ) throws(SyntaxFault) -> Bool {
    let firstCount = count
    let firstWideInteger = wideIntegers.count
    while index < end, count < maximumValues {
      let elementEnd: Int
      switch text[index] {
      case ASCII.minus, ASCII.zero...ASCII.nine:
        elementEnd = try scanNumber(from: index)
      case ASCII.n where has("null", at: index):
        elementEnd = index + 4
      case ASCII.quote:
        guard let wordEnd = scanWord(from: index) else { return false }
        elementEnd = wordEnd
      default:
        return false
      }
      count += 1
      let next = skipSpace(from: elementEnd)
      guard next < end, text[next] == ASCII.comma else {
        index = elementEnd
        if next < end, text[next] == ASCII.closeBracket, count - firstCount >= LongColumn.fewest {
          noteColumn(bracket..<next + 1, count: count - firstCount, firstWideInteger: firstWideInteger)
        }
        return true
      }
      index = skipSpace(from: next + 1)
      if index < end, text[index] == ASCII.closeBracket {
        throw SyntaxFault(offset: next, message: "trailing comma")
      }
    }
    return false
  }

  /// Where a short string of letters, digits, signs and points ends, as those that spell numbers are. Nil for any
  /// other string, which is left to the reader of strings.
  @inline(__always)
  private func scanWord(from start: Int) -> Int? {
    // A hexadecimal float takes up to 25 bytes with its quotes.
    let limit = min(start + 40, end)
    var index = start + 1
    while index < limit {
      switch text[index] {
      case ASCII.quote: return index + 1
      case ASCII.plus, ASCII.minus, ASCII.dot, ASCII.zero...ASCII.nine: break
      case let byte where ASCII.isLetter(byte): break
      default: return nil
      }
      index += 1
    }
    return nil
  }

  private mutating func noteColumn(_ range: Range<Int>, count: Int, firstWideInteger: Int) {
    let ends = Array(wideIntegers[firstWideInteger...])
    wideIntegers.removeLast(ends.count)
    columns.append(LongColumn.Found(range: range, count: count, wideIntegers: ends))
  }
}
