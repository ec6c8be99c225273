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
        let answer = try exchange(current, following, &process)
        if let known = doubt.take() { settle(known) }
        isAsked = following != nil
        if tasks.isConversation {
          answers.noteHandedOn()
          report((current.index, answer))
          turn = nextTurn(&process, handshake)
        } else {
          answers.add((current.index, answer))
          turn = following
        }
      } catch {
        if let following { putBack([following]) }
        let isInDoubt = error.isAnswerToTheRequestBefore || error.isEnd
        blame(current, error, isInDoubt: isInDoubt, &process, &doubt, &answers)
        return false
      }
    }
    return true
  }

  /// Asks when nothing else has been asked; what is there already is one answer too many.
  private func askFirst(_ turn: Turn, _ process: inout AdapterProcess) throws(AdapterFault) {
    if let line = try process.unaskedLine() { throw AdapterFault(unasked: line) }
    process.ask([turn.question])
  }

  /// Waits for an answer, asks what is next, and reads the answer.
  private func exchange(
    _ current: Turn,
    _ following: Turn?,
    _ process: inout AdapterProcess
  ) throws(AdapterFault) -> PlayAnswer {
    let line = try process.line()
    let unasked = try process.unaskedLine()
    if unasked == nil, let following { process.ask([following.question]) }
    let reply = try process.answer(line, to: current.question)
    if let unasked { throw AdapterFault(unasked: unasked) }
    return .reply(reply, errorText: process.takeWords())
  }
}
