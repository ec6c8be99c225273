import Synchronization

/// Scenarios played by an adapter: several processes take them from one list; a fault costs the scenario that was
/// running and the process.
final class AdapterRun<Judged: Sendable>: Sendable {
  /// After so many failed starts in a row the adapter is given up.
  static var failedStartsBeforeGivingUp: Int { 3 }

  private struct State {
    var next = 0
    // Cases that a process was asked when it turned out that it had failed the one before.
    var again: [Int] = []
    var answers: AnswerOrder<Judged>
    var failedStarts = 0
    var failure: RunFailure?
    var handshake: Handshake?
    var stopped = false
  }

  private let command: AdapterCommand
  private let tasks: PlayTasks
  private let jobs: Int
  private let receiver: PlayReceiver<Judged>
  private let state: Mutex<State>

  init(
    _ command: AdapterCommand,
    _ tasks: PlayTasks,
    jobs: Int,
    _ receiver: PlayReceiver<Judged>
  ) {
    self.command = command
    self.tasks = tasks
    self.jobs = jobs
    self.receiver = receiver
    state = Mutex(State(answers: AnswerOrder(count: tasks.count)))
  }

  func run() async throws(RunFailure) -> Handshake {
    let jobs = max(1, min(jobs, max(1, tasks.count)))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<jobs {
        let thread = WorkerThread()
        thread.start()
        group.addTask(executorPreference: thread) {
          await self.work()
          thread.finish()
        }
      }
    }
    let (failure, handshake) = state.withLock { ($0.failure, $0.handshake) }
    if let failure { throw failure }
    guard let handshake else {
      throw .adapterBroken(.notStarted("it was never asked"), errorText: "")
    }
    return handshake
  }

  /// A late line that says it answers the request before: a second answer to that one, or a wrong one to this.
  /// Which of the two is told by asking the later case of another process.
  private struct Doubt: Sendable {
    /// The case that was asked when the line came.
    var asked: Int
    /// The case before, and its answer.
    var before: (index: Int, answer: PlayAnswer)
    /// The end of standard error.
    var said: String
  }

  /// Starts processes until there is nothing left to do.
  private func work() async {
    var doubt: Doubt?
    while doubt == nil ? !isDone : !isStopped {
      do {
        doubt = try await AdapterProcess.run(command) { [doubt] process in self.serve(&process, doubt) }
      } catch {
        noteFailedStart(error, errorText: "")
      }
    }
  }

  private var isStopped: Bool { state.withLock { $0.stopped } }

  private var isDone: Bool {
    state.withLock { state in
      state.stopped || (state.next >= tasks.count && state.again.isEmpty && state.handshake != nil)
    }
  }

  /// Talks to one process until a fault or the end of the tasks.
  ///
  /// - Parameter doubt: What another process left to be told.
  /// - Returns: What this one leaves.
  private func serve(_ process: inout AdapterProcess, _ doubt: Doubt?) -> Doubt? {
    let handshake: Handshake
    do {
      handshake = try process.start()
    } catch {
      noteFailedStart(error, errorText: process.lastWords())
      return doubt
    }
    greet(handshake)
    var doubt = doubt
    // An answer is held until the next one shows that it was the only one.
    var held: (index: Int, answer: PlayAnswer)?
    // An answer that was the only one is judged while the program works on the next case.
    var confirmed: (index: Int, answer: PlayAnswer)?
    defer { if let confirmed { report(confirmed.index, confirmed.answer) } }
    var turn = nextTurn(&process, handshake, &doubt)
    var isAsked = false
    while let current = turn {
      // The next case is put into words while the program works on this one, and asked as soon as a line has come.
      var following: Turn?
      do throws(AdapterFault) {
        if !isAsked { try askFirst(current, &process) }
        if let answered = confirmed.take() { report(answered.index, answered.answer) }
        if !tasks.isConversation {
          var none: Doubt?
          following = nextTurn(&process, handshake, &none)
        }
        let reply = try exchange(current, following, &process)
        if let known = doubt { report(known.before.index, .fault(.answeredTwice, errorText: known.said)) }
        doubt = nil
        isAsked = following != nil
        if tasks.isConversation {
          report(current.index, .reply(reply))
          turn = nextTurn(&process, handshake, &doubt)
        } else {
          confirmed = held
          held = (current.index, .reply(reply))
          turn = following
        }
      } catch {
        let said = process.lastWords()
        if let following { putBack(following.index) }
        if let known = doubt { report(known.before.index, known.before.answer) }
        if let held {
          if error.isAnswerToTheRequestBefore { return Doubt(asked: current.index, before: held, said: said) }
          report(held.index, held.answer)
        }
        report(current.index, .fault(error, errorText: said))
        return nil
      }
    }
    let answeredTwice = process.stop()
    if let held {
      report(
        held.index,
        answeredTwice ? .fault(.answeredTwice, errorText: process.errorText) : held.answer
      )
    }
    return nil
  }

  /// A case and its question.
  private struct Turn {
    var index: Int
    var question: AdapterProcess.Question
  }

  /// The next case to ask; those that are skipped are reported on the way.
  private func nextTurn(
    _ process: inout AdapterProcess,
    _ handshake: Handshake,
    _ doubt: inout Doubt?
  ) -> Turn? {
    while let index = doubt?.asked ?? takeTask() {
      guard let task = tasks.task(index, handshake) else {
        stop()
        return nil
      }
      guard let reason = task.requirements.reasonToSkip(handshake) else {
        return Turn(index: index, question: process.question(id: task.id, task.scenario))
      }
      report(index, .reply(.skipped(reason)))
      if let known = doubt { report(known.before.index, known.before.answer) }
      doubt = nil
    }
    return nil
  }

  /// Asks when nothing else has been asked; what is there already is one answer too many.
  private func askFirst(_ turn: Turn, _ process: inout AdapterProcess) throws(AdapterFault) {
    if try process.hasUnaskedLine() { throw .answeredTwice }
    process.ask(turn.question)
  }

  /// Waits for an answer, asks what is next, and reads the answer.
  private func exchange(
    _ current: Turn,
    _ following: Turn?,
    _ process: inout AdapterProcess
  ) throws(AdapterFault) -> Reply {
    let line = try process.line()
    let isOnly = try !process.hasUnaskedLine()
    if isOnly, let following { process.ask(following.question) }
    let reply = try process.answer(line, to: current.question)
    if !isOnly { throw .answeredTwice }
    return reply
  }

  // Under the lock: whoever answers next must find that the run has started.
  private func greet(_ handshake: Handshake) {
    state.withLock { state in
      state.failedStarts = 0
      if state.handshake == nil {
        state.handshake = handshake
        receiver.started(handshake)
      }
    }
  }

  private func noteFailedStart(_ fault: AdapterFault, errorText: String) {
    state.withLock { state in
      state.failedStarts += 1
      if state.failedStarts >= Self.failedStartsBeforeGivingUp {
        state.failure = state.failure ?? .adapterBroken(fault, errorText: errorText)
        state.stopped = true
      }
    }
  }

  private func takeTask() -> Int? {
    state.withLock { state in
      if state.stopped { return nil }
      if let index = state.again.popLast() { return index }
      guard state.next < tasks.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private func stop() {
    state.withLock { $0.stopped = true }
  }

  private func putBack(_ index: Int) {
    state.withLock { $0.again.append(index) }
  }

  private func report(_ index: Int, _ answer: PlayAnswer) {
    guard let handshake = state.withLock({ $0.handshake }) else { return }
    // Processes are not held up by each other's verdicts.
    let judged = receiver.judge(index, answer, handshake)
    state.withLock { state in
      // A run that is stopped still hands on what has been answered.
      if !state.answers.take(index, judged, handOn: receiver.judged) { state.stopped = true }
    }
  }
}

extension AdapterFault {
  fileprivate var isAnswerToTheRequestBefore: Bool {
    if case .outOfTurn(let expected, let found) = self { found == expected - 1 } else { false }
  }
}
