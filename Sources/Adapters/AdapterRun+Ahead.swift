/// Requests wait on the program's input before it has answered those before, so that it never waits for the runner
/// and neither side is woken for every line.
extension AdapterRun {
  /// So many bytes of requests wait at most, but for the first.
  private static var bytesAhead: Int { 1 << 18 }

  /// Asks until a fault, the end of the tasks, or another process's fault.
  ///
  /// - Parameters:
  ///   - doubt: What this process leaves to be told.
  ///   - answers: What is not yet reported.
  /// - Returns: Whether there was no fault.
  func askAhead(
    _ process: inout AdapterProcess,
    _ handshake: Handshake,
    _ doubt: inout Doubt?,
    _ answers: inout UnconfirmedAnswers
  ) -> Bool {
    var asked: [Turn] = []
    while true {
      // Half of them at once: each time costs both sides a call of the system.
      if asked.count <= command.requestsAhead / 2 { askMore(&asked, &process, handshake) }
      guard let current = asked.first else { return true }
      if let confirmed = answers.takeConfirmed() { report(confirmed) }
      if isOver { return false }
      do throws(AdapterFault) {
        let reply = try process.answer(process.line(), to: current.question)
        let said = process.takeWords()
        // What it says from now on is told with the case that it is about.
        if !said.isEmpty { stopSendingAhead() }
        answers.add((current.index, .reply(reply, errorText: said)))
        asked.removeFirst()
      } catch {
        stopSendingAhead()
        putBack(asked.dropFirst())
        // What is no reply may be more of the answer before: nothing shows when that ended.
        let isInDoubt = error.isAnswerToTheRequestBefore || error.isNoReply || error.isEnd
        blame(current, error, isInDoubt: isInDoubt, &process, &doubt, &answers)
        return false
      }
    }
  }

  private func askMore(_ asked: inout [Turn], _ process: inout AdapterProcess, _ handshake: Handshake) {
    guard let limit = requestsAhead else { return }
    let answered = asked.count
    var bytes = asked.reduce(0) { $0 + $1.question.byteCount }
    while asked.count <= limit, asked.isEmpty || bytes < Self.bytesAhead,
      let turn = nextTurn(&process, handshake)
    {
      bytes += turn.question.byteCount
      asked.append(turn)
    }
    process.ask(asked[answered...].map(\.question))
  }
}

extension AdapterFault {
  fileprivate var isNoReply: Bool {
    switch self {
    case .garbage, .printed: true
    default: false
    }
  }
}
