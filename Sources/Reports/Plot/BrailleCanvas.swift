/// A drawing in Braille: two by four dots a character.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var cells: [UInt32]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt32](repeating: 0, count: columns * rows)
  }

  /// The dots of a character; 0 where it is empty.
  func dots(_ column: Int, _ row: Int) -> UInt32 { cells[row * columns + column] }

  /// Draws a line; places go from 0 at the left and at the bottom to 1.
  mutating func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
    let (width, height) = (Double(columns * 2 - 1), Double(rows * 4 - 1))
    let (x0, y0) = (start.x * width, (1 - start.y) * height)
    let (x1, y1) = (end.x * width, (1 - end.y) * height)
    let count = Int(max((x1 - x0).magnitude, (y1 - y0).magnitude).rounded(.up))
    for index in 0...max(count, 1) {
      let share = Double(index) / Double(max(count, 1))
      dot(Int((x0 + (x1 - x0) * share).rounded()), Int((y0 + (y1 - y0) * share).rounded()))
    }
  }

  private mutating func dot(_ x: Int, _ y: Int) {
    guard 0..<columns * 2 ~= x, 0..<rows * 4 ~= y else { return }
    let bit: UInt32 = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]][y % 4][x % 2]
    cells[y / 4 * columns + x / 2] |= bit
  }
}
