/// What is done with the answers of a subject.
package struct PlayReceiver<Judged: Sendable>: Sendable {
  /// Called once, with who answers, before anything else.
  package let started: @Sendable (Handshake) -> Void
  /// Makes something of the answer to the scenario of an index. Answers come in any order, from several threads at
  /// once.
  package let judge: @Sendable (Int, PlayAnswer, Handshake) -> Judged
  /// Takes what was made, in the order of the scenarios, one at a time; false ends the run.
  package let judged: @Sendable (Int, Judged) -> Bool
  /// Called where an adapter's program ended after an answer and was started again for the next scenario.
  package let startedAgain: @Sendable () -> Void
  /// Called where an adapter that has answered before cannot be started again: the remaining scenarios are not played. Without it
  /// that is a failure of the whole run.
  package let gaveUp: (@Sendable (RunFailure) -> Void)?

  /// A receiver.
  package init(
    started: @Sendable @escaping (Handshake) -> Void,
    judge: @Sendable @escaping (Int, PlayAnswer, Handshake) -> Judged,
    judged: @Sendable @escaping (Int, Judged) -> Bool,
    startedAgain: @Sendable @escaping () -> Void = {},
    gaveUp: (@Sendable (RunFailure) -> Void)? = nil
  ) {
    self.started = started
    self.judge = judge
    self.judged = judged
    self.startedAgain = startedAgain
    self.gaveUp = gaveUp
  }
}
