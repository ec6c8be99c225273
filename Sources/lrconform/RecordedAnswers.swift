import Adapters
import Fixtures
import Synchronization

extension AdapterOptions {
  /// What the adapter answers to all of some cases, and what it is.
  ///
  /// - Throws: `Failure` where a case has no answer; nothing may be written then.
  func record(_ cases: [FixtureCase]) async throws -> ([PlayAnswer], Provenance) {
    let tasks = cases.map { PlayTask(id: $0.id, scenario: $0.scenario, expectsError: false) }
    let answers = Mutex<[PlayAnswer]>([])
    let handshake: Handshake
    do {
      handshake = try await subject.play(PlayTasks(tasks), started: { _ in }) { _, answer in
        answers.withLock { $0.append(answer) }
        // Nothing is written after a fault: what would be asked further is asked in vain.
        if case .fault = answer { return false }
        return true
      }
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    let recorded = answers.withLock { $0 }
    if case .fault(let fault, let said) = recorded.last {
      let words = said.split(separator: "\n").last.map { "; it said: \($0)" } ?? ""
      throw Failure(
        .adapterBroken,
        "nothing is written: \(cases[recorded.count - 1].id): \(fault)\(words)"
      )
    }
    guard recorded.count == cases.count else {
      throw Failure(.adapterBroken, "nothing is written: \(recorded.count) answers for \(cases.count) cases")
    }
    return (recorded, handshake.provenance)
  }
}
