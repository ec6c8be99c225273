import ConformanceSupport
import Synchronization

/// Scenarios played by an adapter: several processes take them from one list; a fault affects the scenario that was
/// running and the process.
final class AdapterRun<Judged: Sendable>: Sendable {
  /// After so many failed starts in a row the adapter is given up.
  static var failedStartsBeforeGivingUp: Int { 3 }

  private struct State {
    var next = 0
    // Cases that were sent to a process before it was known that it had failed the case before them.
    var again: [Int] = []
    var sendsAhead: Bool
    var answers: AnswerOrder<Judged>
    var failedStarts = 0
    // How many threads are starting processes.
    var workers = 0
    var failure: RunFailure?
    var handshake: Handshake?
    var stopped = false
    // Whether it was told that the first line is late.
    var hasToldOfLateStart = false
  }

  let command: AdapterCommand
  let tasks: PlayTasks
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
    self.jobs = max(1, min(jobs, tasks.count, SystemLimits.adapterProcesses))
    self.receiver = receiver
    let sendsAhead = command.requestsAhead > 0 && !tasks.isConversation
    state = Mutex(State(sendsAhead: sendsAhead, answers: AnswerOrder(count: tasks.count)))
  }

  func run() async throws(RunFailure) -> Handshake {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<jobs {
        let thread = WorkerThread()
        guard thread.start() else {
          // The processes that run go on with the work.
          if number == 0 { noteFailedStart(.noRoom("no thread can be started (ulimit -u)"), errorText: "") }
          break
        }
        state.withLock { $0.workers += 1 }
        group.addTask(executorPreference: thread) {
          await self.work()
          thread.finish()
        }
      }
    }
    let (failure, handshake) = state.withLock { ($0.failure, $0.handshake) }
    if let failure {
      guard let handshake, let gaveUp = receiver.gaveUp else { throw failure }
      gaveUp(failure)
      return handshake
    }
    guard let handshake else {
      throw .adapterBroken(.notStarted("it was never asked"), errorText: "")
    }
    return handshake
  }

  /// Starts processes until there is nothing left to do.
  private func work() async {
    var doubt: Doubt?
    while doubt == nil ? !isDone : !isStopped {
      do {
        doubt = try await AdapterProcess.run(command) { [doubt] process in self.serve(&process, doubt) }
      } catch {
        // The system allows no more processes: those that run go on with the work.
        if case .noRoom = error, doubt == nil, leaveToOthers() { return }
        noteFailedStart(error, errorText: "")
      }
    }
    if let before = doubt?.before { report(before) }
  }

  /// Whether other processes run; if so, this one is no longer counted.
  private func leaveToOthers() -> Bool {
    state.withLock { state in
      if state.workers <= 1 { return false }
      state.workers -= 1
      return true
    }
  }

  private var isStopped: Bool { state.withLock { $0.stopped } }

  /// Whether no further answers are needed.
  var isOver: Bool { state.withLock { $0.answers.hasEnded } }

  /// How many requests may wait on a process's input; nil where each is to be sent after the answer to the one before.
  /// The first fault asks for that: what a case costs is then told with nothing else under way. Toward the end they
  /// are fewer, so that each process has something to do.
  var requestsAhead: Int? {
    state.withLock { state in
      state.sendsAhead ? min(command.requestsAhead, (tasks.count - state.next) / (2 * jobs)) : nil
    }
  }

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
      handshake = try process.start(isLate: tellOfLateStart)
    } catch {
      noteFailedStart(error, errorText: process.lastWords())
      return doubt
    }
    greet(handshake)
    var doubt = doubt
    var answers = UnconfirmedAnswers()
    let isAlive =
      askAhead(&process, handshake, &doubt, &answers) && askOneByOne(&process, handshake, &doubt, &answers)
    if isAlive, let line = process.stop(), let last = answers.last {
      answers.last = (last.index, .fault(AdapterFault(unasked: line), errorText: process.errorText))
    }
    answers.takeAll().forEach(report)
    return doubt
  }

  /// Tells whose fault it was.
  ///
  /// - Parameters:
  ///   - current: The case that was asked.
  ///   - isInDoubt: Whether it may be the fault of the case before, where there is one: that is left to be told. What
  ///     another process has been asked first thing is in no doubt.
  func blame(
    _ current: Turn,
    _ fault: AdapterFault,
    isInDoubt: Bool,
    _ process: inout AdapterProcess,
    _ doubt: inout Doubt?,
    _ answers: inout UnconfirmedAnswers
  ) {
    let said = process.lastWords()
    if let before = doubt.take()?.before { report(before) }
    if isInDoubt, answers.hasAny {
      // The one before the last has been the only one to its case.
      if let confirmed = answers.takeConfirmed() { report(confirmed) }
      doubt = Doubt(asked: current.index, before: answers.last.take(), fault: fault, said: said)
    } else {
      answers.takeAll().forEach(report)
      report((current.index, .fault(fault, errorText: said)))
    }
  }

  /// Takes a doubt as told: another process has answered the later case.
  func settle(_ doubt: Doubt) {
    if let before = doubt.settled { report(before) }
    if doubt.fault.isEnd { receiver.startedAgain() }
  }

  /// The case of a doubt, or the next one.
  func nextTurn(_ process: inout AdapterProcess, _ handshake: Handshake, _ doubt: inout Doubt?) -> Turn? {
    if let asked = doubt?.asked {
      if let turn = turn(of: asked, &process, handshake) { return turn }
      if let before = doubt.take()?.before { report(before) }
    }
    return nextTurn(&process, handshake)
  }

  /// The next case to ask; those that are skipped are reported on the way.
  func nextTurn(_ process: inout AdapterProcess, _ handshake: Handshake) -> Turn? {
    while let index = takeTask() {
      if let turn = turn(of: index, &process, handshake) { return turn }
    }
    return nil
  }

  /// A case to ask; nil where there are no more, and where it is skipped, which is reported.
  private func turn(of index: Int, _ process: inout AdapterProcess, _ handshake: Handshake) -> Turn? {
    guard let task = tasks.task(index, handshake) else {
      stop()
      return nil
    }
    if let reason = task.requirements.reasonToSkip(handshake) {
      report((index, .reply(.skipped(reason))))
      return nil
    }
    return Turn(index: index, question: process.question(id: task.id, task.scenario))
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
      // What cannot be run, or hung, does so again.
      if fault.isFinal || state.failedStarts >= Self.failedStartsBeforeGivingUp {
        state.failure = state.failure ?? .adapterBroken(fault, errorText: errorText)
        state.stopped = true
      }
    }
  }

  private func tellOfLateStart(hasHalfALine: Bool) {
    let isFirst = state.withLock { state in
      defer { state.hasToldOfLateStart = true }
      return !state.hasToldOfLateStart
    }
    if isFirst { command.notice?(AdapterNotice.lateStart(command, hasHalfALine: hasHalfALine)) }
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

  /// Cases that were asked, or about to be, when a fault came: they are asked again, in their order.
  func putBack(_ turns: some BidirectionalCollection<Turn>) {
    state.withLock { $0.again += turns.reversed().map(\.index) }
  }

  func stopSendingAhead() {
    state.withLock { $0.sendsAhead = false }
  }

  func report(_ answered: Answered) {
    guard let handshake = state.withLock({ $0.handshake }) else { return }
    // Processes are not held up by each other's verdicts.
    let judged = receiver.judge(answered.index, answered.answer, handshake)
    state.withLock { state in
      // A run that is stopped still hands on what has been answered.
      if !state.answers.take(answered.index, judged, handOn: receiver.judged) { state.stopped = true }
    }
  }
}
