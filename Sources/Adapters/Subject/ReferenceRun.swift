import ConformanceSupport
import ReferencePlay
import Synchronization

/// Scenarios played by the reference, on all processors at once: they are independent of each other.
struct ReferenceRun {
  /// So many are played at once, at most: what waits for the answer to an earlier one is held.
  private static let tasksAtOnce = 4096

  private let tasks: PlayTasks
  private let player = ReferencePlayer()

  init(_ tasks: PlayTasks) { self.tasks = tasks }

  func run<Judged>(_ receiver: PlayReceiver<Judged>) -> Handshake {
    let handshake = Oracle.handshake
    receiver.started(handshake)
    let answers = Mutex(AnswerOrder<Judged>(count: tasks.count))
    // False where there is no such task, or no more are wanted.
    @Sendable func play(_ index: Int) -> Bool {
      guard !answers.withLock(\.hasEnded), let task = tasks.task(index, handshake) else { return false }
      let judged = receiver.judge(index, .reply(.outcome(player.play(task.scenario))), handshake)
      return answers.withLock { $0.take(index, judged, handOn: receiver.judged) }
    }
    let atOnce = tasks.isConversation ? 1 : Self.tasksAtOnce
    var first = 0
    while first < tasks.count {
      let start = first
      let goesOn = Parallel.map(min(atOnce, tasks.count - first)) { play(start + $0) }
      if goesOn.contains(false) { break }
      first += goesOn.count
    }
    return handshake
  }
}
