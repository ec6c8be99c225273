import Fixtures
import Scenarios

/// What plays scenarios.
public struct Subject: Sendable {
  /// The ways to play.
  package enum Kind: Sendable {
    /// The reference implementation, in this process.
    case reference
    /// A program that speaks the protocol; several processes of it at once.
    case adapter(AdapterCommand, jobs: Int)
    /// A file of replies, as `record` writes it or another program does.
    case recording(String)
    /// A function of this process that is asked like an adapter, in the order of the scenarios.
    case inProcess(Handshake, @Sendable (Scenario) -> PlayAnswer)
  }

  /// Who plays, and how.
  package let kind: Kind

  /// The reference implementation, in this process.
  public static let reference = Subject(kind: .reference)

  /// A program that speaks the protocol.
  ///
  /// - Parameters:
  ///   - words: The program and its arguments.
  ///   - jobs: How many processes of it run at once.
  public static func adapter(_ words: [String], jobs: Int = 1) -> Subject {
    .adapter(AdapterCommand(words), jobs: jobs)
  }

  /// A program that speaks the protocol, with its limits.
  package static func adapter(_ command: AdapterCommand, jobs: Int) -> Subject {
    Subject(kind: .adapter(command, jobs: jobs))
  }

  /// A file of replies, as `lrconform record` writes it.
  public static func recording(_ path: String) -> Subject { Subject(kind: .recording(path)) }

  /// A function of this process that is asked like an adapter, in the order of the scenarios.
  package static func inProcess(
    _ handshake: Handshake,
    _ answer: @Sendable @escaping (Scenario) -> PlayAnswer
  ) -> Subject {
    Subject(kind: .inProcess(handshake, answer))
  }
}

/// A scenario to be played.
package struct PlayTask: Sendable {
  /// What it is called in requests.
  package var id: String
  /// What is to be done.
  package var scenario: Scenario
  /// Whether an error is expected to end it.
  package var expectsError: Bool
  // What is expected, whose numbers need what they need too; nil where nothing is.
  private let expected: Outcome?

  /// A scenario to be played.
  package init(id: String, scenario: Scenario, expectsError: Bool, expected: Outcome? = nil) {
    self.id = id
    self.scenario = scenario
    self.expectsError = expectsError
    self.expected = expected
  }

  /// What it needs of an implementation.
  package var requirements: Requirements {
    Requirements(scenario, expectsError: expectsError, range: NumberRange(scenario, expected))
  }
}

extension RunCase {
  /// The case as something to play.
  package var task: PlayTask {
    PlayTask(
      id: fixture.id,
      scenario: fixture.scenario,
      expectsError: expected.error != nil,
      expected: expected
    )
  }
}

/// Scenarios to be played, made when they are asked for.
package struct PlayTasks: Sendable {
  /// How many there are at most.
  package let count: Int
  /// Whether each answer is handed on before the next task is made. Otherwise an answer waits until the next one
  /// shows that it was the only one.
  package let isConversation: Bool
  /// The task at an index, for whoever has answered `start`; nil where there are no more.
  package let task: @Sendable (Int, Handshake) -> PlayTask?

  /// Tasks that are made on demand; the same index must always give the same task.
  package init(
    count: Int,
    isConversation: Bool = false,
    task: @Sendable @escaping (Int, Handshake) -> PlayTask?
  ) {
    self.count = count
    self.isConversation = isConversation
    self.task = task
  }

  /// Tasks that are there.
  package init(_ tasks: [PlayTask]) {
    self.init(count: tasks.count) { index, _ in tasks[index] }
  }
}

/// What a subject did with a scenario.
package enum PlayAnswer: Sendable {
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
  /// The same with one process.
  package var alone: Subject {
    if case .adapter(let command, _) = kind { .adapter(command, jobs: 1) } else { self }
  }

  /// Plays scenarios.
  ///
  /// - Parameters:
  ///   - started: Called once, with who answers.
  ///   - answered: Called for each scenario, in their order, one at a time; false ends the run.
  /// - Returns: Who answered.
  package func play(
    _ tasks: PlayTasks,
    started: @Sendable @escaping (Handshake) -> Void,
    answered: @Sendable @escaping (Int, PlayAnswer) -> Bool
  ) async throws(RunFailure) -> Handshake {
    try await play(tasks, PlayReceiver(started: started, judge: { _, answer, _ in answer }, judged: answered))
  }

  /// Plays scenarios, and makes something of each answer while others are made.
  ///
  /// - Returns: Who answered.
  package func play<Judged>(
    _ tasks: PlayTasks,
    _ receiver: PlayReceiver<Judged>
  ) async throws(RunFailure) -> Handshake {
    switch kind {
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
