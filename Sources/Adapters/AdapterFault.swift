/// What an adapter did wrong. Only the case that was running is affected.
public enum AdapterFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The program could not be started.
  case notStarted(String)
  /// The system starts no more processes or opens no more files.
  case noRoom(String)
  /// No answer within the time.
  case timedOut(seconds: Double)
  /// It closed its output, or ended.
  case closed
  /// It stopped reading.
  case inputClosed
  /// A line that is no reply.
  case garbage(String)
  /// A line of standard output that is not even an object: something that the program, or a library of it, prints.
  case printed(String)
  /// A line longer than is read.
  case tooLong(bytes: Int)
  /// The reply to another request than the last.
  case outOfTurn(expected: Int, found: Int)
  /// A second reply to the request before: that one's fault.
  case answeredTwice
  /// No reply in a recording.
  case notRecorded
  /// Schedulers of this process that do not offer what their test declares.
  case harness(String)
  /// A fault that was recorded.
  case recorded(String)

  /// What happened, in a few words.
  public var description: String {
    switch self {
    case .notStarted(let problem): "the adapter did not start: \(problem)"
    case .noRoom(let problem): "the adapter did not start: \(problem)"
    case .timedOut(let seconds): "no answer within \(seconds.plainSeconds) s"
    case .closed: "the adapter ended without an answer"
    case .inputClosed: "the adapter closed its input"
    case .garbage(let problem): "no reply of the protocol: \(problem)"
    case .printed(let text): "\(Self.mendOfPrinting) (found: \(text))"
    case .tooLong(let bytes): "a line of more than \(bytes) bytes"
    case .outOfTurn(let expected, let found): "the reply to request \(found) where \(expected) was asked"
    case .answeredTwice: "more than one answer"
    case .notRecorded: "no reply in the recording"
    case .harness(let problem): problem
    case .recorded(let description): description
    }
  }

  /// Whether it is a line that says it answers the request before the last.
  var isAnswerToTheRequestBefore: Bool {
    if case .outOfTurn(let expected, let found) = self { found == expected - 1 } else { false }
  }

  private static let mendOfPrinting =
    "a line on stdout that is no reply: stdout is the protocol; print to stderr"

  /// What happened, without what differs from case to case.
  package var group: String {
    if case .printed = self { Self.mendOfPrinting } else { description }
  }

  /// Whether the program ended, or will answer no more.
  var isEnd: Bool { self == .closed || self == .inputClosed }

  /// Where to look next, where the message itself does not say it.
  package var hint: String {
    switch self {
    case .notStarted, .noRoom: ""
    default: " (`lrconform smoke -- …` shows what works)"
    }
  }

  /// Whether another start would end in the same way.
  var isFinal: Bool {
    switch self {
    case .notStarted, .noRoom, .timedOut: true
    default: false
    }
  }
}

extension AdapterFault {
  /// A line that cannot be read as a reply.
  ///
  /// - Parameter problem: What is wrong with it.
  package init(line: [UInt8], _ problem: String) {
    self = Self.isPrinted(line) ? .printed(Self.preview(line)) : .garbage(problem)
  }

  /// Whether a line has not even the beginning of a JSON object: `{"` or `{}`.
  static func isPrinted(_ line: [UInt8]) -> Bool {
    let visible = line.lazy.filter { $0 > UInt8(ascii: " ") }.prefix(2)
    guard visible.first == UInt8(ascii: "{") else { return true }
    return !visible.dropFirst().allSatisfy { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "}") }
  }

  /// A line that nobody asked for: a second answer, or something printed behind the first.
  package init(unasked line: [UInt8]) {
    self = Self.isPrinted(line) ? .printed(Self.preview(line)) : .answeredTwice
  }

  private static func preview(_ line: [UInt8]) -> String {
    let text = String(decoding: line.prefix(240), as: UTF8.self)
    if text.allSatisfy(\.isWhitespace) { return "an empty line" }
    return "\"\(text.prefix(60))\(line.count > 240 || text.count > 60 ? "…" : "")\""
  }
}
