/// What an adapter did wrong; it costs the case that was running.
public enum AdapterFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The program could not be started.
  case notStarted(String)
  /// No answer within the time.
  case timedOut(seconds: Double)
  /// It closed its output, or ended.
  case closed
  /// It stopped reading.
  case inputClosed
  /// A line that is no reply.
  case garbage(String)
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
    case .timedOut(let seconds): "no answer within \(Self.format(seconds)) s"
    case .closed: "the adapter ended without an answer"
    case .inputClosed: "the adapter closed its input"
    case .garbage(let problem): "no reply of the protocol: \(problem)"
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

  private static func format(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
