import Adapters
import Diagnostics
import ReferencePlay
import Scenarios
import Verdicts

/// Makes findings simple: asks for simpler and simpler scenarios and keeps those that still go wrong in the same
/// way. Driven from outside: `next` says what is to be played, `note` takes what came of it.
struct Shrinker: Sendable {
  /// Scenarios that are tried for one finding at most.
  static let attemptsForOne = 3000

  private(set) var findings: [FuzzFinding]
  private let judge: Judge
  private var current = 0
  private var candidates: [Scenario] = []
  private var position = 0
  private var attempts = 0
  private var isPrepared = false

  init(_ findings: [FuzzFinding], _ judge: Judge) {
    self.findings = findings
    self.judge = judge
  }

  /// The next scenario to be played; nil when no finding can be made smaller.
  mutating func next() -> Scenario? {
    while current < findings.count {
      if !isPrepared {
        candidates = findings[current].scenario.reductions()
        position = 0
        isPrepared = true
      }
      if position < candidates.count, attempts < Self.attemptsForOne {
        attempts += 1
        return candidates[position]
      }
      current += 1
      attempts = 0
      isPrepared = false
    }
    return nil
  }

  /// What came of the scenario that `next` gave last.
  mutating func note(_ answer: PlayAnswer, _ handshake: Handshake) {
    guard current < findings.count, position < candidates.count else { return }
    let old = findings[current]
    let scenario = candidates[position]
    let expected = ReferencePlayer().play(scenario)
    let tried = FuzzFinding(old.index, scenario, expected: expected, answer, handshake, by: judge)
    if var found = tried, isSame(found, old, handshake) {
      found.count = old.count
      found.diagnosis = old.diagnosis
      found.causes = old.causes
      if !old.causes.isEmpty { found.key = old.key }
      findings[current] = found
      isPrepared = false
    } else {
      position += 1
    }
  }

  // The same cause explains it; without one, the same kind of divergence in the classes that are left. What must be
  // accepted is not made into what must be refused, and not the reverse.
  private func isSame(_ found: FuzzFinding, _ old: FuzzFinding, _ handshake: Handshake) -> Bool {
    if (found.expected.error == nil) != (old.expected.error == nil) { return false }
    if !old.causes.isEmpty, let outcome = found.actual {
      let played = judge.played(found.scenario, expected: found.expected, outcome, handshake)
      if case .explains(let explanation) = played.judge(played.outcome(with: old.causes)) {
        return explanation.informative > 0
      }
      return false
    }
    return found.key.split(separator: " ").first == old.key.split(separator: " ").first
  }
}
