/// Brings answers that come in any order into that of their tasks.
struct AnswerOrder<Answer: Sendable>: Sendable {
  // Those that wait for an earlier one. What is handed on is let go: memory does not grow with the run.
  private var waiting: [Int: Answer] = [:]
  private var next = 0
  /// Whether a receiver has wanted no more.
  private(set) var hasEnded = false
  private let count: Int

  init(count: Int) { self.count = count }

  /// Takes an answer and hands on all that are next.
  ///
  /// - Returns: False once a receiver has wanted no more.
  mutating func take(
    _ index: Int,
    _ answer: Answer,
    handOn: (Int, Answer) -> Bool
  ) -> Bool {
    waiting[index] = answer
    while !hasEnded, next < count, let answer = waiting.removeValue(forKey: next) {
      next += 1
      if !handOn(next - 1, answer) { hasEnded = true }
    }
    return !hasEnded
  }

  /// Whether a task has had its answer.
  func has(_ index: Int) -> Bool { index < next || waiting[index] != nil }
}
