import ConformanceSupport
import JSON
import Scenarios
import Subprocess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// How to start an adapter and how long to wait for it.
package struct AdapterCommand: Sendable {
  /// The program and its arguments.
  package var words: [String]
  /// Seconds for the reply to `start`; some frameworks take long to load.
  package var startTimeout = 120.0
  /// Seconds for the reply to a case.
  package var caseTimeout = 30.0
  /// Seconds to end after `stop`.
  package var stopTimeout = 5.0
  /// The most requests that wait on its input while it works on one; with 0 each is sent when the one before has been
  /// answered.
  package var requestsAhead = 32
  /// The longest line that is read, bytes.
  package var maximumLine = Files.maximumBytes
  /// Seconds for the reply to `start` after which `notice` is told that it has not come.
  package var noticeAfter = 5.0
  /// Called at most once in a run, with a message for the adapter's author while the run waits.
  package var notice: (@Sendable (String) -> Void)?

  /// A command line; the first word is a path, or is looked up.
  package init(_ words: [String]) { self.words = words }
}

/// One run of an adapter's program.
struct AdapterProcess: ~Copyable {
  private let command: AdapterCommand
  private var channel: AdapterChannel
  private let group: pid_t
  private let family: ProcessFamily
  private var sequence = 0

  /// Runs the program and lets a closure talk to it; in the end the program and all that it started are gone.
  ///
  /// Must be called on a `WorkerThread`, whose thread it blocks.
  static func run<Result: Sendable>(
    _ command: AdapterCommand,
    _ body: @Sendable (inout AdapterProcess) -> Result
  ) async throws(AdapterFault) -> Result {
    guard let program = command.words.first else { throw .notStarted("no command") }
    if let problem = AdapterProgram(program).problem { throw .notStarted(problem) }
    let (input, output, errors) = try pipes()
    do {
      let mark = ProcessFamily.newMark()
      var options = PlatformOptions()
      options.processGroupID = 0
      return try await Subprocess.run(
        program.contains("/") ? .path(FilePath(program)) : .name(program),
        arguments: Arguments(Array(command.words.dropFirst())),
        environment: .inherit.updating([.init(stringLiteral: ProcessFamily.variable): mark]),
        platformOptions: options,
        input: .fileDescriptor(FileDescriptor(rawValue: input.read), closeAfterSpawningProcess: true),
        output: .fileDescriptor(FileDescriptor(rawValue: output.write), closeAfterSpawningProcess: true),
        error: .fileDescriptor(FileDescriptor(rawValue: errors.write), closeAfterSpawningProcess: true)
      ) { execution in
        let group = execution.processIdentifier.value
        ProcessGroups.register(group)
        defer { ProcessGroups.unregister(group) }
        var process = AdapterProcess(
          command: command,
          channel: AdapterChannel(
            input: input.write,
            output: output.read,
            errors: errors.read,
            maximumLine: command.maximumLine
          ),
          group: group,
          family: ProcessFamily(leaders: [group], mark: mark)
        )
        let result = body(&process)
        process.end()
        return result
      }.takeClosureResult()
    } catch {
      for descriptor in [input.write, output.read, errors.read] { close(descriptor) }
      throw Self.fault(error, program)
    }
  }

  private typealias Pipe = (read: Int32, write: Int32)

  /// Pipes for the three standard descriptors; all or none.
  private static func pipes() throws(AdapterFault) -> (Pipe, Pipe, Pipe) {
    var made: [Pipe] = []
    do throws(FileError) {
      for _ in 0..<3 { made.append(try closingPipe()) }
    } catch {
      for pipe in made {
        close(pipe.read)
        close(pipe.write)
      }
      throw .noRoom(error.problem)
    }
    return (made[0], made[1], made[2])
  }

  private static func fault(_ error: any Error, _ program: String) -> AdapterFault {
    switch (error as? SubprocessError)?.underlyingError?.rawValue {
    case EMFILE, ENFILE: .noRoom("too many files are open (ulimit -n)")
    case EAGAIN, ENOMEM:
      .noRoom("the system starts no more processes (ulimit -u, or the limit of a container)")
    case ENOEXEC: .notStarted(AdapterProgram(program).withoutInterpreter)
    default: .notStarted("\(error)")
    }
  }

  private init(
    command: AdapterCommand,
    channel: consuming AdapterChannel,
    group: pid_t,
    family: ProcessFamily
  ) {
    self.command = command
    self.channel = channel
    self.group = group
    self.family = family
  }

  /// The end of standard error.
  var errorText: String { channel.errorText }

  /// Asks the adapter who it is.
  ///
  /// - Parameter isLate: Called when the answer does not come soon; whether half a line of it is there.
  mutating func start(isLate: (_ hasHalfALine: Bool) -> Void) throws(AdapterFault) -> Handshake {
    channel.send([Request.start.compactBytes()])
    let line = try firstLine(isLate)
    channel.forgetWords()
    do {
      return try Handshake(JSONNode(parsing: line, source: "reply to start"))
    } catch {
      throw AdapterFault(line: line, "\(error)")
    }
  }

  private mutating func firstLine(_ isLate: (Bool) -> Void) throws(AdapterFault) -> [UInt8] {
    let total = command.startTimeout
    let soon = min(command.noticeAfter, total)
    do throws(AdapterFault) {
      return try channel.receive(timeout: soon)
    } catch {
      guard case .timedOut = error else { throw error }
    }
    if soon < total {
      isLate(channel.hasHalfALine)
      do throws(AdapterFault) {
        return try channel.receive(timeout: total - soon)
      } catch {
        guard case .timedOut = error else { throw error }
      }
    }
    throw .timedOut(seconds: total)
  }

  /// A case in the protocol's words.
  struct Question {
    fileprivate let sequence: Int
    fileprivate let line: [UInt8]

    var byteCount: Int { line.count }
  }

  /// Puts a case in the protocol's words; it is to be asked after those that were made before.
  mutating func question(id: String, _ scenario: Scenario) -> Question {
    sequence += 1
    return Question(
      sequence: sequence,
      line: Request.run(sequence: sequence, id: id, scenario).compactBytes()
    )
  }

  /// Gives the adapter cases.
  mutating func ask(_ questions: [Question]) { channel.send(questions.map(\.line)) }

  /// Waits for a line.
  mutating func line() throws(AdapterFault) -> [UInt8] {
    try channel.receive(timeout: command.caseTimeout)
  }

  /// A line that nobody has asked for, if there is one.
  mutating func unaskedLine() throws(AdapterFault) -> [UInt8]? { try channel.unaskedLine() }

  /// Takes what was said on standard error while it worked on the last answer.
  mutating func takeWords() -> String { channel.takeWords() }

  /// Reads a line as the answer to a case.
  func answer(_ line: [UInt8], to question: Question) throws(AdapterFault) -> Reply {
    let answer: (sequence: Int, reply: Reply)
    do {
      answer = try Reply.read(JSONNode(parsing: line, source: "reply"))
    } catch {
      throw AdapterFault(line: line, "\(error)")
    }
    guard answer.sequence == question.sequence else {
      throw .outOfTurn(expected: question.sequence, found: answer.sequence)
    }
    return answer.reply
  }

  /// Asks the adapter to end and waits a while.
  ///
  /// - Returns: The line that it still gave though nobody had asked for it.
  mutating func stop() -> [UInt8]? {
    channel.send([Request.stop.compactBytes()])
    let deadline = ContinuousClock.now.advanced(by: .seconds(command.stopTimeout))
    // Its output ends when the program does.
    let line = try? channel.receive(timeout: command.stopTimeout)
    var pause: UInt32 = 200
    while line == nil, !hasEnded, ContinuousClock.now < deadline {
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    return line
  }

  // Without reaping it: that is for whoever started it.
  private var hasEnded: Bool {
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(group), &information, WEXITED | WNOHANG | WNOWAIT)
    #if canImport(Darwin)
      return result != 0 || information.si_pid != 0
    #else
      return result != 0 || information.si_signo != 0
    #endif
  }

  /// Kills whatever is left of the program and of what it started. The leader is not yet reaped, so that the group's
  /// number still means them.
  private mutating func end() {
    family.kill()
  }

  /// After a fault: what it still says on standard error.
  mutating func lastWords() -> String {
    channel.drainErrors(milliseconds: 100)
    ProcessGroups.waitForInterruption()
    let words = channel.takeWords()
    return words.isEmpty ? errorText : words
  }
}
