import JSON
import Testing

@Suite("Long arrays of numbers")
struct LongColumnTests {
  /// An array's text, and that of the same with an empty array after the last element, which json-c gets as it is.
  private func texts(_ elements: [String]) -> (column: String, plain: String) {
    let body = elements.joined(separator: ", ")
    return ("[\(body)]", "[\(body), []]")
  }

  /// Expects that nothing tells an array from the one that json-c gets as it is.
  private func expectSame(_ elements: [String], null: Double = -0.5) throws {
    let (text, plainText) = texts(elements)
    let column = try JSONNode(parsing: text, source: "F.json")
    let plain = try JSONNode(parsing: plainText, source: "F.json").elements().dropLast()
    #expect(column.kind == .array)
    #expect(!column.isNull)
    #expect(try column.count() == elements.count)
    #expect(try column.elements().map(\.kind) == plain.map(\.kind))
    #expect(try column.elements().map(\.path.description) == plain.map(\.path.description))
    #expect(JSONValue(column) == .array(plain.map { JSONValue($0) }))
    #expect(try column.elements().map { JSONValue($0) } == plain.map { JSONValue($0) })
    let expected = try plain.map { try $0.isNull ? null : $0.double() }
    let doubles = try column.doubles(null: null)
    #expect(doubles.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test("Arrays around the length from which json-c does not get them", arguments: [1, 2, 3, 4, 5, 17, 1024])
  func lengths(count: Int) throws {
    try expectSame((0..<count).map { "\($0).25" })
    try expectSame((0..<count).map { "\($0)" })
    try expectSame(Array(repeating: "null", count: count))
  }

  @Test("Nulls, spelled numbers, integers beyond 64 bits and -0 among the numbers")
  func kinds() throws {
    let some = [
      "0.1", "null", #""NaN""#, #""Infinity""#, #""-Infinity""#, #""0x1.999999999999ap-4""#, #""-0X1P+3""#,
      "-0",
      "-0.0", "18446744073709551616", "-99999999999999999999", "9223372036854775807", "-9223372036854775808",
      "9007199254740993", "5e-324", "1.7976931348623157E+308", "100000000000000000000000", "7",
    ]
    for count in [18, 1024, 20_000] {
      try expectSame((0..<count).map { some[$0 % some.count] })
      try expectSame((0..<count).map { some[$0 * $0 % some.count] })
    }
    for count in 1...5 {
      for start in some.indices { try expectSame(Array((some + some)[start..<start + count])) }
    }
    try expectSame(Array(repeating: "-0", count: 30_000))
    try expectSame(Array(repeating: "18446744073709551616", count: 5000))
  }

  @Test("Random doubles, spaced at random", arguments: 0..<4)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for count in [1024, 1500, 20_000] {
      let spaces = ["", " ", "\n", "\t\r\n  "]
      let values = (0..<count).map { _ in Double(bitPattern: generator.next()) }
      let elements = values.map { value in
        let text = JSONValue.double(value).compact()
        return spaces[Int.random(in: 0..<4, using: &generator)] + text
          + spaces[Int.random(in: 0..<4, using: &generator)]
      }
      try expectSame(elements)
      let node = try JSONNode(parsing: texts(elements).column)
      let expected = values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
      #expect(try node.doubles().map(\.bitPattern) == expected)
    }
  }

  @Test("Decimal fractions of any length are the nearest doubles", arguments: 0..<4)
  func decimals(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var elements = ["9999999999999999999.0", "1844674407370955161.6", "0.9999999999999999999", "0.0", "-0.0"]
    // Halfway between two doubles, and next to it.
    elements += ["9007199254740993.0", "9007199254740993.1", "9007199254740992.9", "-4503599627370497.5"]
    for _ in 0..<5000 {
      let digits = generator.next() >> UInt64.random(in: 0..<64, using: &generator)
      let zeros = String(repeating: "0", count: Int.random(in: 0...10, using: &generator))
      let whole = Int.random(in: 0...20, using: &generator)
      let text = whole < 2 ? "0.\(zeros)\(digits)" : "\(digits)"
      let point = text.index(text.startIndex, offsetBy: whole, limitedBy: text.endIndex) ?? text.endIndex
      let isPlain = whole < 2 || point == text.endIndex
      elements.append(isPlain ? text : "-\(text[..<point]).\(text[point...])")
    }
    try expectSame(elements)
    let doubles = try JSONNode(parsing: texts(elements).column).doubles()
    #expect(doubles.map(\.bitPattern) == elements.map { Double($0)?.bitPattern })
  }

  @Test("An element that is no number is named with its place, whatever it is")
  func wrongElements() throws {
    let wrong = [
      ("true", "true"), (#""abc""#, #"the string "abc""#), (#""0x1""#, #"the string "0x1""#),
      (#""a,b""#, #"the string "a,b""#), (#""NaN]""#, #"the string "NaN]""#),
      ("{}", "an object of 0 members"),
      ("[1, 2]", "an array of 2 elements"), (#""""#, #"the string """#),
      (#""\u0031\n""#, #"the string "1\n""#), (#""\#(String(repeating: "7", count: 50))""#, nil),
    ]
    for (place, count) in [(0, 4), (3, 4), (0, 5000), (1, 5000), (1024, 5000), (4999, 5000)] {
      for (text, shown) in wrong {
        var elements = Array(repeating: "0.5", count: count)
        elements[place] = text
        let node = try JSONNode(parsing: #"{"lr": [\#(texts(elements).column)]}"#, source: "F.json")
        let column = try node.member("lr").elements()[0]
        let found = shown ?? "the string \"\(String(repeating: "7", count: 50))\""
        let start = "F.json: lr[0][\(place)]: expected"
        #expect(message(of: try column.doubles()) == "\(start) a number, found \(found)")
        #expect(message(of: try column.doubles(null: 0)) == "\(start) a number or null, found \(found)")
        #expect(message(of: try column.elements()[place].integer()) == "\(start) an integer, found \(found)")
      }
      var elements = Array(repeating: "1", count: count)
      elements[place] = "null"
      let node = try JSONNode(parsing: texts(elements).column)
      #expect(message(of: try node.doubles()) == "[\(place)]: expected a number, found null")
      #expect(try node.doubles(null: 2)[place] == 2)
    }
  }

  @Test("A spelling with escapes is a number as any other")
  func escapes() throws {
    let elements = Array(repeating: #""\u004eaN""#, count: 1500)
    try expectSame(elements)
    #expect(try JSONNode(parsing: texts(elements).column).doubles().allSatisfy(\.isNaN))
  }

  @Test("Long arrays at any place of a document, next to short ones and to what looks like their stand-ins")
  func places() throws {
    let first = (0..<1100).map { "\($0).5" }
    let second = (0..<3000).map { "-\($0)" }
    let text = """
      {"a": -0, "lr": [\(texts(first).column), [1e308, 0], ["Infinity", 1], \(texts(second).column), []],
       "b": {"c": [[\(texts(second).column)]], "d": [18446744073709551616, 1]}, "lr2": \(texts(first).column)}
      """
    let node = try JSONNode(parsing: text)
    let columns = try node.member("lr").elements()
    #expect(try columns.map { try $0.count() } == [1100, 2, 2, 3000, 0])
    #expect(try columns[0].doubles() == (0..<1100).map { Double($0) + 0.5 })
    #expect(try columns[1].doubles() == [1e308, 0])
    #expect(try columns[2].doubles() == [.infinity, 1])
    #expect(try columns[3].doubles() == (0..<3000).map { -Double($0) })
    #expect(try columns[3].doubles()[0].sign == .minus)
    #expect(try columns[4].doubles().isEmpty)
    #expect(try node.member("b").member("c").elements()[0].elements()[0].elements()[2999].integer() == -2999)
    #expect(try node.member("b").member("d").doubles() == [18_446_744_073_709_551_616, 1])
    #expect(try node.member("a").double().sign == .minus)
    #expect(try node.member("lr2").doubles() == columns[0].doubles())
    #expect(
      message(of: try columns[3].string()) == "lr[3]: expected a string, found an array of 3000 elements"
    )
    let value = JSONValue(node)
    #expect(JSONValue(try JSONNode(parsing: value.canonical())) == value)
    #expect(JSONValue(try JSONNode(parsing: value.compact())) == value)
  }

  @Test("A long array may be the whole document, with space around it")
  func alone() throws {
    let node = try JSONNode(
      parsing: " \n[\(Array(repeating: " 1.5 ", count: 2000).joined(separator: ","))] \n"
    )
    #expect(try node.doubles() == Array(repeating: 1.5, count: 2000))
  }

  @Test("A node outlives the bytes that it was parsed from")
  func lifetime() throws {
    let expected = (0..<5000).map { Double($0) / 3 }
    let text = #"{"lr":[\#(JSONValue.doubles(expected).compact())]}"#
    func fromBytes() throws -> JSONNode {
      var bytes = Array(text.utf8)
      let node = try JSONNode(parsing: bytes).member("lr").elements()[0]
      for index in bytes.indices { bytes[index] = 0x20 }
      return node
    }
    func fromString() throws -> JSONNode {
      try JSONNode(parsing: String(decoding: text.utf8, as: UTF8.self)).member("lr").elements()[0]
    }
    let nodes = [try fromBytes(), try fromString()]
    for node in nodes {
      #expect(try node.doubles() == expected)
      #expect(try node.doubles() == expected, "a second time")
    }
    let last = try fromBytes().elements()[4999]
    #expect(try last.double() == expected[4999])
    #expect(last.path.description == "lr[0][4999]")
  }

  @Test("What is no JSON is refused after an array, long or not", arguments: [1, 3, 4, 5, 1024])
  func neighbours(count: Int) {
    let array = texts(Array(repeating: "1", count: count)).column
    for next in ["5", "0", "e5", ".5", "-1", "+1", "[1]", "{}", "null", "x", "\"a\"", ":", "/"] {
      for (start, end, expected) in [("[", "]", ",\" or \"]"), (#"{"a": "#, "}", ",\" or \"}")] {
        let found = next == "/" ? "; comments are not allowed" : ", found \"\(next.prefix(1))\""
        let place = "1:\(start.count + array.count + 1)"
        #expect(refusal(start + array + next + end) == "\(place): expected \"\(expected)\"\(found)")
      }
    }
    #expect(refusal("{\(array): 1}") == #"1:2: expected a key in double quotes, found "[""#)
    #expect(refusal("\(array)5") == "1:\(array.count + 1): unexpected \"5\" after the end of the value")
  }

  @Test("What is no JSON is refused at its place within a long array")
  func refusals() {
    let start = "[" + String(repeating: "1,", count: 2000)
    #expect(refusal(start + "]") == "1:4001: trailing comma")
    #expect(refusal(start) == "1:4002: unexpected end of input in the array opened at line 1")
    #expect(refusal(start + "1") == "1:4003: unexpected end of input in the array opened at line 1")
    #expect(refusal(start + "1}") == #"1:4003: expected "," or "]", found "}""#)
    #expect(refusal(start + "01]") == "1:4002: a number must not have leading zeros")
    #expect(refusal(start + "1e999]") == #"1:4002: number out of range: "1e999""#)
    #expect(refusal(start + "nul]") == #"1:4002: expected a value, found "nul""#)
    #expect(refusal(start + #""NaN]"#) == "1:4007: unexpected end of input in the string begun at line 1")
    #expect(refusal(start + "1] 2") == #"1:4005: unexpected "2" after the end of the value"#)
    #expect(refusal(start + "1,,1]") == #"1:4004: expected a value, found ",""#)
    #expect(refusal(#"{"a":\#(start)1],"a":1}"#) == #"1:4010: duplicate key "a", first used at line 1"#)
  }

  @Test("The number of values and the depth are limited within long arrays as elsewhere")
  func limits() throws {
    let text = texts(Array(repeating: "1", count: 2000)).column
    #expect(refusal(text, limits: JSONLimits(maximumValues: 2001)) == nil)
    #expect(refusal(text, limits: JSONLimits(maximumValues: 2000)) == "1:5999: more than 2000 values")
    #expect(refusal(text, limits: JSONLimits(maximumValues: 0)) == "1:1: more than 0 values")
    #expect(refusal(text, limits: JSONLimits(maximumDepth: 0)) == "1:1: nested more than 0 deep")
    let nested = "[\(text)]"
    #expect(refusal(nested, limits: JSONLimits(maximumDepth: 1)) == "1:2: nested more than 1 deep")
    #expect(try JSONNode(parsing: nested, limits: JSONLimits(maximumDepth: 2)).elements()[0].count() == 2000)
  }

  @Test("Damaged long arrays are read as plain ones are, or refused alike", arguments: 0..<4)
  func mutation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for count in [5, 1030] { try expectSameDamaged(count, &generator) }
  }

  private func expectSameDamaged(_ count: Int, _ generator: inout SeededGenerator) throws {
    let original = Array((0..<count).map { $0 % 7 == 0 ? "null" : "\($0).5" }.joined(separator: ",").utf8)
    let grammar = Array("[]{}\",:\\/-+.eE0123456789tfnu \n'".utf8)
    for _ in 0..<100 {
      var body = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<body.count, using: &generator)
        body[index] = grammar[Int.random(in: 0..<grammar.count, using: &generator)]
      }
      // Of the same length, so that what is refused at the end is refused at the same place.
      let column = Array("[".utf8) + body + Array(",1   ]".utf8)
      let plain = Array("[".utf8) + body + Array(",1,[]]".utf8)
      let refused = (refusal(column), refusal(plain))
      #expect(refused.0 == refused.1)
      guard refused.0 == nil else { continue }
      let node = try JSONNode(parsing: column)
      let elements = try JSONNode(parsing: plain).elements().dropLast()
      let copy = JSONValue(node)
      #expect(copy == .array(elements.map { JSONValue($0) }))
      #expect(try node.count() == elements.count)
      let wrong = elements.first { (try? $0.double()) == nil && !$0.isNull }
      var expected: String?
      if let wrong { expected = message(of: try wrong.double()) }
      let found = message(of: try node.doubles(null: 0))
      #expect(found == expected?.replacing("expected a number,", with: "expected a number or null,"))
    }
  }

  @Test("A long array is read from many tasks at once")
  func concurrentReading() async throws {
    let values = (0..<6000).map { Double($0) / 7 }
    let node = try JSONNode(parsing: JSONValue.doubles(values).compact())
    let all = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let last = try node.elements()[5999].double()
          return try node.doubles() == values && last == values[5999]
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(all == Array(repeating: true, count: 8))
  }
}
