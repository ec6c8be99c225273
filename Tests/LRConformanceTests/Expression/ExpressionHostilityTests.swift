import Fixtures
import LRSchedulers
import Scenarios
import Testing

@Suite struct ExpressionHostilityTests {
  private static let pieces = [
    "x", "epoch", "pi", "0", "1", "2.5", "1e9", ".5", "(", ")", "+", "-", "*", "/", "//", "%", "**", "<",
    "<=", "==", "!=", ">", "if", "else", "min(", "max(", "cos(", "log(", "floor(", ",", " ", "é", "\u{0}",
    "9",
  ]

  @Test(arguments: 0..<8)
  func randomTokensAreReadOrRefusedAtAColumnWithinThem(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var read = 0
    for _ in 0..<2000 {
      let count = Int.random(in: 1...12, using: &generator)
      let source = (0..<count).map { _ in
        Self.pieces.randomElement(using: &generator) ?? ""
      }.joined(separator: " ")
      do throws(ExpressionError) {
        let expression = try Expression(source)
        #expect(expression.source == source)
        read += 1
        for argument in [0, -1, 7, 0.5, .float(.nan), .float(.infinity)] as [Number] {
          _ = try? expression(argument)
        }
      } catch {
        #expect(1...(source.utf8.count + 1) ~= error.column, "\(source): \(error)")
      }
    }
    #expect(read > 20)
  }

  @Test(arguments: 8..<12)
  func randomBytesAreReadOrRefused(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<2000 {
      let count = Int.random(in: 0...40, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let source = String(decoding: bytes, as: UTF8.self)
      do throws(ExpressionError) {
        #expect(try Expression(source).source == source)
      } catch {
        #expect(1...(source.utf8.count + 1) ~= error.column)
      }
    }
  }

  @Test(arguments: ["9**9**9", "9**9**9**9", "9**9**9 if x else 0"])
  func towerOfPowersRunsOutOfMemoryAndNotOfPatience(source: String) throws {
    let expression = try Expression(source)
    do throws(PythonError) {
      _ = try expression(1)
      Issue.record("a value")
    } catch {
      #expect(error.kind == .memoryError)
    }
  }
}
