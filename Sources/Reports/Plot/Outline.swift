/// The line of a series: its points joined, jumps drawn upright, with no more points than a picture shows.
struct Outline {
  /// A point of the line.
  struct Point: Equatable {
    var step: Int
    var value: Double
  }

  /// The line, broken where a value cannot be drawn.
  private(set) var pieces: [[Point]] = []

  /// - Parameter columns: How many columns the picture has.
  /// - Parameter isShown: Whether a value can be drawn.
  init(_ values: [Double], columns: Int, last: Int, isShown: (Double) -> Bool) {
    // Up to a few points a column a picture can show.
    if last <= columns * 4 {
      joinAll(values, isShown)
    } else {
      thin(values, columns, last, isShown)
    }
  }

  private mutating func joinAll(_ values: [Double], _ isShown: (Double) -> Bool) {
    var piece: [Point] = []
    for (step, value) in values.enumerated() {
      guard isShown(value) else {
        end(&piece)
        continue
      }
      if let before = piece.last, Self.isJump(values, to: step) {
        piece.append(Point(step: step, value: before.value))
      }
      piece.append(Point(step: step, value: value))
    }
    end(&piece)
  }

  /// Keeps the first, the lowest, the highest and the last value of each column, so that no spike is lost.
  private mutating func thin(_ values: [Double], _ columns: Int, _ last: Int, _ isShown: (Double) -> Bool) {
    var piece: [Point] = []
    var start = 0
    while start < values.count {
      let column = start * columns / (last + 1)
      var next = start
      var kept: (first: Int, lowest: Int, highest: Int, last: Int)?
      while next < values.count, next * columns / (last + 1) == column {
        if isShown(values[next]) {
          var so = kept ?? (next, next, next, next)
          if values[next] < values[so.lowest] { so.lowest = next }
          if values[next] > values[so.highest] { so.highest = next }
          so.last = next
          kept = so
        }
        next += 1
      }
      if !isShown(values[start]) { end(&piece) }
      if let kept {
        for step in Set([kept.first, kept.lowest, kept.highest, kept.last]).sorted() {
          piece.append(Point(step: step, value: values[step]))
        }
      }
      if !isShown(values[next - 1]) { end(&piece) }
      start = next
    }
    end(&piece)
  }

  private mutating func end(_ piece: inout [Point]) {
    if !piece.isEmpty { pieces.append(piece) }
    piece = []
  }

  /// Whether the value changes at a step and hardly before and after it, as where a StepLR decays.
  private static func isJump(_ values: [Double], to step: Int) -> Bool {
    func change(_ step: Int) -> Double {
      guard values.indices ~= step - 1, values.indices ~= step else { return 0 }
      return (values[step] - values[step - 1]).magnitude
    }
    return values.count > 2 && change(step) > 8 * max(change(step - 1), change(step + 1))
  }
}
