/// Scenarios played by the reference, on all processors at once: they have nothing to do with each other.
struct ReferenceRun {
  /// So many observations are made, at least, before answers are handed on: enough to be shared out, few enough to be
  /// held.
  private static let observationsAtOnce = 1 << 16

  private let tasks: PlayTasks
  private let player = ReferencePlayer()

  init(_ tasks: PlayTasks) { self.tasks = tasks }

  func run(_ started: (Handshake) -> Void, _ answered: (Int, PlayAnswer) -> Bool) -> Handshake {
    let handshake = Oracle.handshake
    started(handshake)
    var first = 0
    while first < tasks.count {
      let scenarios = scenarios(from: first, handshake)
      let outcomes = Parallel.map(scenarios.count) { player.play(scenarios[$0]) }
      for (index, outcome) in outcomes.enumerated() {
        if !answered(first + index, .reply(.outcome(outcome))) { return handshake }
      }
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
