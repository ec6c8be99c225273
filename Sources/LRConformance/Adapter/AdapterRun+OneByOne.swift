/// The next case is asked when the one before has been answered.
extension AdapterRun {
  /// Asks until a fault or the end of the tasks.
  ///
  /// - Parameters:
  ///   - doubt: What another process left to be told: what is asked first tells it. Afterwards, what this one leaves.
  ///   - answers: What is not yet reported.
  /// - Returns: Whether there was no fault.
  func askOneByOne(
    _ process: inout AdapterProcess,
    _ handshake: Handshake,
    _ doubt: inout Doubt?,
    _ answers: inout UnconfirmedAnswers
  ) -> Bool {
    var turn = nextTurn(&process, handshake, &doubt)
    var isAsked = false
    while let current = turn {
      // The next case is put into words while the program works on this one, and asked as soon as a line has come.
      var following: Turn?
      do throws(AdapterFault) {
        if !isAsked { try askFirst(current, &process) }
        if let confirmed = answers.takeConfirmed() { report(confirmed) }
        if !tasks.isConversation { following = nextTurn(&process, handshake) }
        let reply = try exchange(current, following, &process)
        if let known = doubt.take() {
          report((known.before.index, .fault(.answeredTwice, errorText: known.said)))
        }
        isAsked = following != nil
        if tasks.isConversation {
          report((current.index, .reply(reply)))
          turn = nextTurn(&process, handshake)
        } else {
          answers.add((current.index, .reply(reply)))
          turn = following
        }
      } catch {
        if let following { putBack([following]) }
        blame(current, error, isInDoubt: error.isAnswerToTheRequestBefore, &process, &doubt, &answers)
        return false
      }
    }
    return true
  }

  /// Asks when nothing else has been asked; what is there already is one answer too many.
  private func askFirst(_ turn: Turn, _ process: inout AdapterProcess) throws(AdapterFault) {
    if try process.hasUnaskedLine() { throw .answeredTwice }
    process.ask([turn.question])
  }

  /// Waits for an answer, asks what is next, and reads the answer.
  private func exchange(
    _ current: Turn,
    _ following: Turn?,
    _ process: inout AdapterProcess
  ) throws(AdapterFault) -> Reply {
    let line = try process.line()
    let isOnly = try !process.hasUnaskedLine()
    if isOnly, let following { process.ask([following.question]) }
    let reply = try process.answer(line, to: current.question)
    if !isOnly { throw .answeredTwice }
    return reply
  }
}
