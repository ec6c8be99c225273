/// A case and its question.
struct Turn: Sendable {
  var index: Int
  var question: AdapterProcess.Question
}

/// A case and what was answered.
typealias Answered = (index: Int, answer: PlayAnswer)

/// A fault that belongs either to the case that was asked or to the one that was answered before it. Another process
/// decides: it is asked the later case first.
struct Doubt: Sendable {
  /// The case that was asked when the fault came.
  var asked: Int
  /// The case before, and its answer; nil where that was handed on at once.
  var before: Answered?
  /// What came.
  var fault: AdapterFault
  /// The end of standard error.
  var said: String

  /// What becomes of the case before when the later one is answered by another process. That the program ended after
  /// an answer takes nothing from the answer; a line too many does.
  var settled: Answered? {
    guard let before, !fault.isEnd else { return before }
    let reason: AdapterFault = if case .printed = fault { fault } else { .answeredTwice }
    return (before.index, .fault(reason, errorText: said))
  }
}

/// Answers of a process that have not been reported.
struct UnconfirmedAnswers {
  /// The last one. It is held until the next shows that it was the only one to its case.
  var last: Answered?
  /// The one before, which was the only one. It is reported, and so judged, while the program works on the next case.
  private var confirmed: Answered?
  /// Whether the process has answered at all.
  private(set) var hasAny = false

  /// Adds an answer. Those that were confirmed must have been taken.
  mutating func add(_ answered: Answered) {
    confirmed = last
    last = answered
    hasAny = true
  }

  /// Notes an answer that is handed on at once.
  mutating func noteHandedOn() { hasAny = true }

  mutating func takeConfirmed() -> Answered? { confirmed.take() }

  /// All of them, in order.
  mutating func takeAll() -> [Answered] { [confirmed.take(), last.take()].compactMap(\.self) }
}
