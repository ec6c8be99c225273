import JSON
import Testing

@Suite("The canonical layout")
struct CanonicalTests {
  @Test("What fits is on one line, the rest has one member per line")
  func layout() {
    let value: JSONValue = [
      "format": "lr/1",
      "optimizer": ["lr": 0.05, "momentum": 0.9],
      "milestones": [30, 80],
      "note": .string(String(repeating: "x", count: 80)),
      "groups": [
        ["name": .string(String(repeating: "y", count: 60))],
        ["name": .string(String(repeating: "z", count: 60))],
      ],
      "empty": [[], [:]],
    ]
    #expect(
      value.canonical() == """
        {
          "format": "lr/1",
          "optimizer": {"lr": 0.05, "momentum": 0.9},
          "milestones": [30, 80],
          "note": "\(String(repeating: "x", count: 80))",
          "groups": [
            {"name": "\(String(repeating: "y", count: 60))"},
            {"name": "\(String(repeating: "z", count: 60))"}
          ],
          "empty": [[], {}]
        }

        """
    )
    #expect(value.canonicalBytes() == Array(value.canonical().utf8))
  }

  @Test("A line is full at the width, with its key, its indentation and a comma, counted in characters")
  func width() {
    let value: JSONValue = ["é": ["ü", "😀"], "b": 1]
    let inline = "{\"é\": [\"ü\", \"😀\"], \"b\": 1}\n"
    let members = "{\n  \"é\": [\"ü\", \"😀\"],\n  \"b\": 1\n}\n"
    let broken = "{\n  \"é\": [\n    \"ü\",\n    \"😀\"\n  ],\n  \"b\": 1\n}\n"
    #expect(value.canonical(width: 26) == inline)
    #expect(value.canonical(width: 25) == members)
    #expect(value.canonical(width: 18) == members)
    #expect(value.canonical(width: 17) == broken)
  }

  @Test("Widths that hold nothing are no trap", arguments: [Int.min, -1, 0, 1, Int.max])
  func extremeWidth(width: Int) throws {
    let value: JSONValue = [[], [:], ["a", [1, 2]], "text"]
    let text = value.canonical(width: width)
    #expect(JSONValue(try JSONNode(parsing: text)) == value)
  }

  @Test("Up to 16 numbers are on one line whatever its length, more are ten on each line")
  func columns() {
    let long = -1.0 / 3
    let sixteen = JSONValue.doubles(Array(repeating: long, count: 16)).canonical()
    #expect(sixteen == "[" + Array(repeating: "\(long)", count: 16).joined(separator: ", ") + "]\n")
    let value: JSONValue = ["lr": .array((0..<21).map { .integer($0) }), "n": [nil, 1, "Infinity"]]
    #expect(
      value.canonical() == """
        {
          "lr": [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
            10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
            20
          ],
          "n": [null, 1, "Infinity"]
        }

        """
    )
  }

  @Test("A bulk column is laid out like the array it is")
  func bulkColumn() {
    for count in [0, 1, 16, 17, 20, 101] {
      let values = (0..<count).map { $0 % 7 == 3 ? Double.nan : Double($0) / 8 }
      let single = JSONValue.array(values.map { $0.isNaN ? .null : .double($0) })
      #expect(JSONValue.doubles(values, null: .nan).canonical() == single.canonical())
      let nested: JSONValue = ["a": [.doubles(values), 1]]
      #expect(
        nested.canonical()
          == JSONValue.object([JSONMember("a", [.array(values.map { .double($0) }), 1])]).canonical()
      )
    }
  }

  @Test("Seventeen numbers are wrapped even in an object that would fit")
  func wrappedInside() {
    let value: JSONValue = ["a": .array(Array(repeating: 1, count: 17))]
    #expect(
      value.canonical()
        == "{\n  \"a\": [\n    1, 1, 1, 1, 1, 1, 1, 1, 1, 1,\n    1, 1, 1, 1, 1, 1, 1\n  ]\n}\n"
    )
  }

  @Test("Writing what was read gives the same bytes", arguments: 0..<50)
  func idempotence(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = randomValue(depth: 5, using: &generator)
    for width in [100, 40] {
      let once = value.canonical(width: width)
      #expect(JSONValue(try JSONNode(parsing: once)).canonical(width: width) == once)
      #expect(JSONValue(try JSONNode(parsing: once)).compact() == value.compact())
    }
  }

  private func randomValue(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: depth > 0 ? 0..<12 : 0..<6, using: &generator) {
    case 0: return nil
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
    case 3: return .double(Double(bitPattern: generator.next()))
    case 4:
      return ["", "NaN", "0x1p0", "é\n\"", .string(String(repeating: "w", count: 90))][
        Int.random(in: 0..<5, using: &generator)
      ]
    case 5:
      let count = Int.random(in: 0..<30, using: &generator)
      return .doubles((0..<count).map { _ in Double(bitPattern: generator.next()) }, null: 0.5)
    case 6...8:
      return .array(
        (0..<Int.random(in: 0..<20, using: &generator)).map { _ in
          randomValue(depth: depth - 1, using: &generator)
        }
      )
    default:
      let count = Int.random(in: 0..<8, using: &generator)
      return .object(
        (0..<count).map { JSONMember("key \($0)", randomValue(depth: depth - 1, using: &generator)) }
      )
    }
  }
}
