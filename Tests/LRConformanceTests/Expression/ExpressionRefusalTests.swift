import Fixtures
import Scenarios
import Testing

@Suite struct ExpressionRefusalTests {
  private func refusal(_ source: String) -> String? {
    do throws(ExpressionError) {
      _ = try Expression(source)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    arguments: [
      ("", "expected a number, a name or '(', found the end at column 1"),
      ("   ", "expected a number, a name or '(', found the end at column 4"),
      ("1 +", "expected a number, a name or '(', found the end at column 4"),
      ("1 2", "expected an operator, found '2' at column 3"),
      ("1 \n\u{202e}2", #"expected an operator, found '\u{a}\u{202e}2' at column 3"#),
      ("(1", "expected ')', found the end at column 3"),
      ("1)", "expected an operator, found ')' at column 2"),
      ("1 if 2", "expected 'else', found the end at column 7"),
      ("1 if 2 else", "expected a number, a name or '(', found the end at column 12"),
      ("y", "the unknown name 'y' at column 1"),
      ("1 + epochs", "the unknown name 'epochs' at column 5"),
      ("__import__", "the unknown name '__import__' at column 1"),
      ("cos", "expected '(', found the end at column 4"),
      ("cos 1", "expected '(', found '1' at column 5"),
      ("cos()", "expected a number, a name or '(', found ')' at column 5"),
      ("1 + cos(1, 2)", "cos with 2 arguments at column 5"),
      ("min(1)", "min with 1 arguments at column 1"),
      ("log(1, 2, 3)", "log with 3 arguments at column 1"),
      ("max(1, 2", "expected ')', found the end at column 9"),
      ("max(1,, 2)", "expected a number, a name or '(', found ', 2)' at column 7"),
      ("007", "the malformed number '007' at column 1"),
      ("1e", "the malformed number '1e' at column 1"),
      ("max(,)", "expected a number, a name or '(', found ',)' at column 5"),
      ("max(1, 2,,)", "expected a number, a name or '(', found ',)' at column 10"),
      ("(1,)", "expected ')', found ',)' at column 3"),
      (
        "00000000000000000000009223372036854775808",
        "the malformed number '00000000000000000000009223372036854775808' at column 1"
      ),
      ("1 = 2", "expected an operator, found '= 2' at column 3"),
      ("1 <> 2", "expected a number, a name or '(', found '> 2' at column 4"),
      ("not x", "the unknown name 'not' at column 1"),
      ("x and x", "expected an operator, found 'and x' at column 3"),
      ("x.real", "expected an operator, found '.real' at column 2"),
      ("x[0]", "expected an operator, found '[0]' at column 2"),
      ("x\n", #"expected an operator, found '\u{a}' at column 2"#),
      ("lambda x: x", "the unknown name 'lambda' at column 1"),
      ("1j", "expected an operator, found 'j' at column 2"),
      ("0x10", "expected an operator, found 'x10' at column 2"),
      ("1_000", "expected an operator, found '_000' at column 2"),
      ("\"a\"", "expected a number, a name or '(', found '\"a\"' at column 1"),
      ("5 ½", "expected an operator, found '½' at column 3"),
    ]
  )
  func isRefusedWithItsColumn(source: String, message: String) {
    #expect(refusal(source) == message)
  }

  @Test(arguments: [".", ".e5", "1 + ."])
  func pointWithoutADigitIsNoNumber(source: String) {
    let message = refusal(source)
    #expect(message?.hasPrefix("the malformed number") == true)
  }

  @Test func lengthAtTheLimitIsReadAndOneMoreIsRefused() {
    let longest = "1" + String(repeating: " ", count: 16_383)
    #expect(refusal(longest) == nil)
    #expect(refusal(longest + " ") == "an expression of more than 16384 bytes at column 16385")
  }

  @Test(arguments: ["(", "-", "+", "cos(", "2**", "1 if 1 else "])
  func depthIsLimited(opening: String) {
    let deep = String(repeating: opening, count: 1000 / opening.utf8.count)
    #expect(refusal(deep)?.hasPrefix("nested deeper than 50 at column ") == true)
  }

  @Test func flatExpressionMayBeLong() throws {
    let sum = Array(repeating: "1", count: 250).joined(separator: " + ")
    #expect(try Expression(sum)(0) == 250)
  }
}
