/// What plays scenarios.
public enum Subject: Sendable {
  /// The reference implementation, in this process.
  case reference
  /// A program that speaks the protocol; several processes of it at once.
  case adapter(AdapterCommand, jobs: Int)
  /// A file of replies, as `record` writes it or another program does.
  case recording(String)
  /// A function of this process that is asked like an adapter, in the order of the scenarios.
  case inProcess(Handshake, @Sendable (Scenario) -> PlayAnswer)
}

/// A scenario to be played.
public struct PlayTask: Sendable {
  /// What it is called in requests.
  public var id: String
  /// What is to be done.
  public var scenario: Scenario
  /// Whether an error is expected to end it.
  public var expectsError: Bool

  /// A scenario to be played.
  public init(id: String, scenario: Scenario, expectsError: Bool) {
    self.id = id
    self.scenario = scenario
    self.expectsError = expectsError
  }

  /// What it needs of an implementation.
  public var requirements: Requirements { Requirements(scenario, expectsError: expectsError) }
}

/// Scenarios to be played, made when they are asked for.
public struct PlayTasks: Sendable {
  /// How many there are at most.
  public let count: Int
  /// Whether each answer is handed on before the next task is made. Otherwise an answer waits until the next one
  /// shows that it was the only one.
  let isConversation: Bool
  /// The task at an index, for whoever has answered `start`; nil where there are no more.
  let task: @Sendable (Int, Handshake) -> PlayTask?

  /// Tasks that are made on demand; the same index must always give the same task.
  public init(
    count: Int,
    isConversation: Bool = false,
    task: @Sendable @escaping (Int, Handshake) -> PlayTask?
  ) {
    self.count = count
    self.isConversation = isConversation
    self.task = task
  }

  /// Tasks that are there.
  public init(_ tasks: [PlayTask]) {
    self.init(count: tasks.count) { index, _ in tasks[index] }
  }
}

/// What a subject did with a scenario.
public enum PlayAnswer: Sendable {
  /// It answered, and what it said on standard error meanwhile.
  case reply(Reply, errorText: String = "")
  /// It failed, and the end of what it said on standard error.
  case fault(AdapterFault, errorText: String)
}

/// Why scenarios could not be played at all.
public enum RunFailure: Error, Sendable, CustomStringConvertible {
  /// The adapter failed again and again before it had said who it is.
  case adapterBroken(AdapterFault, errorText: String)
  /// A recording cannot be read.
  case recordingBroken(String)

  /// What happened, and what the adapter said.
  public var description: String {
    switch self {
    case .adapterBroken(let fault, let errorText):
      "\(fault)\(fault.hint)" + Self.quote(errorText)
    case .recordingBroken(let problem): problem
    }
  }

  /// One line goes on; several, as of a traceback, begin at a line of their own.
  private static func quote(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    if lines.isEmpty { return "" }
    return "; it said:" + (lines.count == 1 ? " " : "\n") + lines.joined(separator: "\n")
  }
}

extension Subject {
  /// Plays scenarios.
  ///
  /// - Parameters:
  ///   - started: Called once, with who answers.
  ///   - answered: Called for each scenario, in their order, one at a time; false ends the run.
  /// - Returns: Who answered.
  public func play(
    _ tasks: PlayTasks,
    started: @Sendable @escaping (Handshake) -> Void,
    answered: @Sendable @escaping (Int, PlayAnswer) -> Bool
  ) async throws(RunFailure) -> Handshake {
    try await play(tasks, PlayReceiver(started: started, judge: { _, answer, _ in answer }, judged: answered))
  }

  /// Plays scenarios, and makes something of each answer while others are made.
  ///
  /// - Returns: Who answered.
  public func play<Judged>(
    _ tasks: PlayTasks,
    _ receiver: PlayReceiver<Judged>
  ) async throws(RunFailure) -> Handshake {
    switch self {
    case .reference:
      return ReferenceRun(tasks).run(receiver)
    case .adapter(let command, let jobs):
      return try await AdapterRun(command, tasks, jobs: jobs, receiver).run()
    case .recording(let path):
      let list = (0..<tasks.count).compactMap { tasks.task($0, Oracle.handshake) }
      return try Recording.play(path, list, receiver)
    case .inProcess(let handshake, let answer):
      return Self.play(tasks, handshake, receiver, answer)
    }
  }

  private static func play<Judged>(
    _ tasks: PlayTasks,
    _ handshake: Handshake,
    _ receiver: PlayReceiver<Judged>,
    _ answer: (Scenario) -> PlayAnswer
  ) -> Handshake {
    receiver.started(handshake)
    for index in 0..<tasks.count {
      guard let task = tasks.task(index, handshake) else { break }
      let declined = task.requirements.reasonToSkip(handshake).map { PlayAnswer.reply(.skipped($0)) }
      let judged = receiver.judge(index, declined ?? answer(task.scenario), handshake)
      if !receiver.judged(index, judged) { break }
    }
    return handshake
  }
}

extension Subject {
  /// The same with one process.
  var alone: Subject {
    if case .adapter(let command, _) = self { .adapter(command, jobs: 1) } else { self }
  }
}
