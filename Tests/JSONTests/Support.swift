import JSON

/// The text of the error that a document is refused with, or nil when it is read.
func refusal(_ text: String, limits: JSONLimits = .standard) -> String? {
  refusal(Array(text.utf8), limits: limits)
}

func refusal(_ bytes: [UInt8], limits: JSONLimits = .standard) -> String? {
  message(of: try JSONNode(parsing: bytes, limits: limits))
}

/// The text of the error that reading throws, or nil when it throws none.
func message<Value>(of reading: @autoclosure () throws(JSONError) -> Value) -> String? {
  do throws(JSONError) {
    _ = try reading()
    return nil
  } catch {
    return error.description
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// A document with every kind of value, of escape and of character length.
let sample = """
  {
    "format": "lr/1", "empty": {}, "none": [], "nothing": null, "yes": true, "no": false,
    "text": "quote \\" slash \\/ back \\\\ tab \\t é € 😀 \\u00e9 \\ud83d\\ude00 \\u0000",
    "numbers": [0, -0, 1, -17, 0.1, 5e-324, 1.7976931348623157E+308, 9223372036854775808, -0.0],
    "nested": [[{"a b": [[1], [2, 3]]}], "NaN", "0x1.8p+1"]
  }
  """
