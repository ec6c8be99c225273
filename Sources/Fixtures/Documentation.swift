import ConformanceSupport
import JSON

/// The sentences of PyTorch's documentation of its schedulers, as digests of their words: which of them have a claim.
///
/// `tools/docs/sentences` takes them from the installed PyTorch. The words themselves stay there; only the first few
/// of each sentence are kept, so that it can be found.
package struct Documentation: Sendable {
  /// The version of the format.
  package static let schema = 1
  /// The file of a suite, from its folder.
  package static let fileName = "sentences/pytorch.json"

  /// A sentence.
  package struct Sentence: Sendable {
    /// The class, or the class and method, whose docstring has it.
    package var place: String
    /// The first words.
    package var start: String
    /// Why it states nothing that a schedule could break; nil where it does.
    package var nothing: String?
    /// A digest of each word.
    var words: [Substring]

    /// The class.
    package var type: Substring { place.prefix { $0 != "." } }
  }

  /// The PyTorch that they are from.
  package var version: String
  /// The sentences, in the order of the documentation.
  package var sentences: [Sentence]

  /// Reads the file of a suite.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(folder: String) throws(FixtureError) {
    let path = "\(folder)/\(Self.fileName)"
    do {
      try self.init(JSONNode(file: path, Files.read(path)))
    } catch let error as JSONError {
      throw FixtureError(error)
    } catch {
      throw FixtureError(path: path, problem: "\(error)")
    }
  }

  private init(_ node: JSONNode) throws(JSONError) {
    try node.refuseKeys(otherThan: ["schema", "version", "sentences"])
    let schema = try node.member("schema")
    if try schema.integer() != Self.schema { throw schema.error("expected the schema \(Self.schema)") }
    version = try node.member("version").string()
    sentences = []
    for element in try node.member("sentences").elements() {
      try element.refuseKeys(otherThan: ["place", "start", "words", "nothing"])
      sentences.append(
        Sentence(
          place: try element.member("place").string(),
          start: try element.member("start").string(),
          nothing: try element.optionalMember("nothing")?.string(),
          words: try element.member("words").string().split(separator: " ")
        )
      )
    }
  }

  /// Whether each sentence has a claim, in order.
  package func isClaimed(by claims: [Claim]) -> [Bool] {
    let quotes = claims.map { claim in
      (source: claim.source, pieces: Self.pieces(of: claim.text).map(Self.digests))
    }
    return sentences.map { sentence in
      quotes.contains { quote in
        quote.source.contains(sentence.type) && !quote.pieces.isEmpty
          && quote.pieces.allSatisfy { !$0.isEmpty && sentence.words.hasRun($0) }
      }
    }
  }

  /// The parts of a quotation between its ellipses.
  private static func pieces(of text: String) -> [Substring] {
    text.replacing("...", with: "…").split(separator: "…").filter { !digests($0).isEmpty }
  }

  /// FNV-1a of 32 bits of each word, without the signs around it.
  static func digests(_ text: some StringProtocol) -> [Substring] {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.compactMap { word in
      let bytes = Array(word.utf8)
      guard let first = bytes.firstIndex(where: isLetterOrDigit),
        let last = bytes.lastIndex(where: isLetterOrDigit)
      else { return nil }
      var hash: UInt32 = 0x811c_9dc5
      for byte in bytes[first...last] { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
      let digits = String(hash, radix: 16)
      return Substring(String(repeating: "0", count: 8 - digits.utf8.count) + digits)
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension Array where Element: Equatable {
  /// Whether some elements in a row are these.
  fileprivate func hasRun(_ run: [Element]) -> Bool {
    guard !run.isEmpty, run.count <= count else { return false }
    return (0...(count - run.count)).contains { self[$0..<($0 + run.count)].elementsEqual(run) }
  }
}
