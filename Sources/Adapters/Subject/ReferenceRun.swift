import ConformanceSupport
import ReferencePlay
import Scenarios

/// Scenarios played by the reference, on all processors at once: they are independent of each other.
struct ReferenceRun {
  /// So many observations are made, at least, before answers are handed on: enough to be shared out, few enough to be
  /// held.
  private static let observationsAtOnce = 1 << 16

  private let tasks: PlayTasks
  private let player = ReferencePlayer()

  init(_ tasks: PlayTasks) { self.tasks = tasks }

  func run<Judged>(_ receiver: PlayReceiver<Judged>) -> Handshake {
    let handshake = Oracle.handshake
    receiver.started(handshake)
    var first = 0
    while first < tasks.count {
      let start = first
      let scenarios = scenarios(from: start, handshake)
      let judged = Parallel.map(scenarios.count) { place in
        receiver.judge(start + place, .reply(.outcome(player.play(scenarios[place]))), handshake)
      }
      for place in judged.indices where !receiver.judged(start + place, judged[place]) { return handshake }
      // There are no more tasks where none was made.
      if scenarios.isEmpty { break }
      first += scenarios.count
    }
    return handshake
  }

  /// The next scenarios, which are played at once.
  private func scenarios(from first: Int, _ handshake: Handshake) -> [Scenario] {
    var scenarios: [Scenario] = []
    var observations = 0
    for index in first..<tasks.count {
      guard let task = tasks.task(index, handshake) else { break }
      scenarios.append(task.scenario)
      observations += task.scenario.observationCount
      if tasks.isConversation || observations >= Self.observationsAtOnce { break }
    }
    return scenarios
  }
}
