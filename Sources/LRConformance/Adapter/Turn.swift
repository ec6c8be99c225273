/// A case and its question.
struct Turn: Sendable {
  var index: Int
  var question: AdapterProcess.Question
}

/// A case and what was answered.
typealias Answered = (index: Int, answer: PlayAnswer)

/// A line that is no answer to the case that was asked: a second answer to the one before, or a wrong one to this.
/// Which of the two is told by asking the later case of another process.
struct Doubt: Sendable {
  /// The case that was asked when the line came.
  var asked: Int
  /// The case before, and its answer.
  var before: Answered
  /// The end of standard error.
  var said: String
}

/// Answers of a process that have not been reported.
struct UnconfirmedAnswers {
  /// The last one. It is held until the next shows that it was the only one to its case.
  var last: Answered?
  /// The one before, which was the only one. It is reported, and so judged, while the program works on the next case.
  private var confirmed: Answered?

  /// Adds an answer. Those that were confirmed must have been taken.
  mutating func add(_ answered: Answered) {
    confirmed = last
    last = answered
  }

  mutating func takeConfirmed() -> Answered? { confirmed.take() }

  /// All of them, in order.
  mutating func takeAll() -> [Answered] { [confirmed.take(), last.take()].compactMap(\.self) }
}
