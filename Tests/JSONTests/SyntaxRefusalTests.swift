import JSON
import Testing

@Suite("Text that is not strictly JSON is refused with line and column")
struct SyntaxRefusalTests {
  @Test(
    "Documents that are no single value",
    arguments: [
      ("", "1:1: empty input: a value is expected"),
      (" \n  ", "2:3: empty input: a value is expected"),
      ("1 2", "1:3: unexpected \"2\" after the end of the value"),
      ("{}\n]", "2:1: unexpected \"]\" after the end of the value"),
      ("{} // end", "1:4: unexpected \"/\" after the end of the value"),
      ("1\u{0}", "1:2: unexpected the control character U+0000 after the end of the value"),
      ("\u{FEFF}1", "1:1: byte order mark: the text must begin with the value"),
      ("[1,\n 2", "2:3: unexpected end of input in the array opened at line 1"),
      ("[\n {\"a\"", "2:6: unexpected end of input in the object opened at line 2"),
      ("{\"a\":", "1:6: unexpected end of input in the object opened at line 1"),
      ("{\"a\":1,", "1:8: unexpected end of input in the object opened at line 1"),
      ("{", "1:2: unexpected end of input in the object opened at line 1"),
      ("[", "1:2: unexpected end of input in the array opened at line 1"),
    ]
  )
  func document(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test(
    "Arrays and objects out of shape",
    arguments: [
      ("[1, 2,]", "1:6: trailing comma"),
      ("{\"a\": 1 , }", "1:9: trailing comma"),
      ("[,]", "1:2: expected a value, found \",\""),
      ("[1,,2]", "1:4: expected a value, found \",\""),
      ("[1 2]", "1:4: expected \",\" or \"]\", found \"2\""),
      ("[1}", "1:3: expected \",\" or \"]\", found \"}\""),
      ("{\"a\":1]", "1:7: expected \",\" or \"}\", found \"]\""),
      ("{\"a\" 1}", "1:6: expected \":\" after the key, found \"1\""),
      ("{a: 1}", "1:2: expected a key in double quotes, found \"a\""),
      ("{1: 1}", "1:2: expected a key in double quotes, found \"1\""),
      ("{,}", "1:2: expected a key in double quotes, found \",\""),
      ("{\"a\":}", "1:6: expected a value, found \"}\""),
      ("[1, /* two */ 2]", "1:5: expected a value; comments are not allowed"),
      ("[1 // one\n]", "1:4: expected \",\" or \"]\"; comments are not allowed"),
      ("[\u{A0}1]", "1:2: expected a value, found the character U+00A0"),
      ("[\u{C}1]", "1:2: expected a value, found the control character U+000C"),
      ("[\"é\", é]", "1:7: expected a value, found the character U+00E9"),
    ]
  )
  func shape(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test(
    "Words that are no values",
    arguments: [
      ("[NaN]", "1:2: expected a value, found \"NaN\"; write it as a string"),
      ("[Infinity]", "1:2: expected a value, found \"Infinity\"; write it as a string"),
      ("[-Infinity]", "1:3: expected a digit after the minus sign, found \"I\""),
      ("[nan]", "1:2: expected a value, found \"nan\""),
      ("[True]", "1:2: expected a value, found \"True\""),
      ("nul", "1:1: expected a value, found \"nul\""),
      ("[truex]", "1:6: expected \",\" or \"]\", found \"x\""),
      ("['a']", "1:2: expected a value; strings take double quotes"),
    ]
  )
  func word(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test(
    "Numbers out of the grammar or the range",
    arguments: [
      ("[01]", "1:2: a number must not have leading zeros"),
      ("[-012.5]", "1:3: a number must not have leading zeros"),
      ("[00]", "1:2: a number must not have leading zeros"),
      ("[+1]", "1:2: expected a value, found \"+\""),
      ("[.5]", "1:2: expected a value, found \".\""),
      ("[5.]", "1:4: expected a digit after the decimal point, found \"]\""),
      ("[1.e5]", "1:4: expected a digit after the decimal point, found \"e\""),
      ("[1e]", "1:4: expected a digit after the exponent's mark, found \"]\""),
      ("[1E+]", "1:5: expected a digit after the exponent's mark, found \"]\""),
      ("[-]", "1:3: expected a digit after the minus sign, found \"]\""),
      ("-", "1:2: unexpected end of input in a number"),
      ("1.", "1:3: unexpected end of input in a number"),
      ("1e-", "1:4: unexpected end of input in a number"),
      ("[0x10]", "1:3: expected \",\" or \"]\", found \"x\""),
      ("[1_000]", "1:3: expected \",\" or \"]\", found \"_\""),
      ("[1.5.2]", "1:5: expected \",\" or \"]\", found \".\""),
      ("[1,\n  1e999]", "2:3: number out of range: \"1e999\""),
      ("[-1e309]", "1:2: number out of range: \"-1e309\""),
      ("[1.7976931348623159e308]", "1:2: number out of range: \"1.7976931348623159e308\""),
      ("[0.0001e313]", "1:2: number out of range: \"0.0001e313\""),
      ("[1e99999999999999999999999]", "1:2: number out of range: \"1e99999999999999999999999\""),
    ]
  )
  func number(text: String, expected: String) {
    #expect(refusal(text) == expected)
  }

  @Test(
    "A number of too many digits for a double is out of range, unless it is an integer",
    arguments: [309, 310, 400]
  )
  func longNumber(count: Int) {
    let digits = String(repeating: "9", count: count)
    let shown = String(repeating: "9", count: 60)
    #expect(refusal("[\(digits).0]") == "1:2: number out of range: \"\(shown)…\"")
    #expect(refusal("[-\(digits)e0]") == "1:2: number out of range: \"-\(shown.dropLast())…\"")
    #expect(refusal("[\(digits), -\(digits)]") == nil)
  }

  @Test("An integer has as many digits as Python reads")
  func longestInteger() {
    let longest = String(repeating: "7", count: 4300)
    #expect(refusal("[-\(longest)]") == nil)
    #expect(refusal("[\n-\(longest)7]") == "2:1: an integer of 4301 digits; at most 4300 are read")
  }

  @Test("The largest integers that are doubles are read")
  func largestDouble() throws {
    let largest = "17976931348623157" + String(repeating: "0", count: 292)
    #expect(try JSONNode(parsing: largest).double() == .greatestFiniteMagnitude)
    #expect(try JSONNode(parsing: "-1" + String(repeating: "0", count: 308)).double() == -1e308)
  }
}
