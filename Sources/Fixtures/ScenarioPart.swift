import Scenarios

extension Scenario {
  /// Whether another scenario shows all that this one does: it does the same, and perhaps goes on and observes more.
  package func isPart(of other: Scenario) -> Bool {
    guard Set(observe).isSubset(of: other.observe),
      // It changes what is observed: `get_lr` has side effects.
      observe.contains(.getLR) == other.observe.contains(.getLR),
      program.count <= other.program.count
    else { return false }
    var part = other
    part.explicitObserve = observe
    part.program = Array(other.program.prefix(program.count))
    if case .step(let own)? = program.last?.action, case .step(let others)? = part.program.last?.action,
      own <= others
    {
      part.program[program.count - 1].action = .step(own)
    }
    // Unlike `==`, the fingerprint tells 1 from 1.0, as PyTorch does.
    return Fingerprint(self) == Fingerprint(part)
  }
}
