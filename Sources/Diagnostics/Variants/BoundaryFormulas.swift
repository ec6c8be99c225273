import LRSchedulers
import ReferencePlay
import Scenarios

/// Boundaries that are off by one in a way that no argument expresses: the comparison with the epoch is.
enum BoundaryFormulas {
  static func predictions(_ diagnosed: DiagnosedCase) -> [Prediction] {
    let types = diagnosed.scenario.schedulerTypes
    var result: [Prediction] = []
    for offset: Number in [1, -1] {
      let when = offset == 1 ? "late" : "early"
      if types.contains(.step) {
        result.append(diagnosed.prediction("each decay of StepLR comes one epoch \(when)", decays(offset)))
      }
      for type in [SchedulerType.linear, .polynomial] where types.contains(type) {
        result.append(
          diagnosed.prediction(
            "the last change of \(type.rawValue) comes one epoch \(when)",
            ramp(type, offset)
          )
        )
      }
    }
    return result
  }

  private static func number(_ name: String, of spec: SchedulerSpec) -> Number? {
    if case .number(let value) = spec.value(of: name) { value } else { nil }
  }

  private static func decays(_ offset: Number) -> PlayVariation {
    PlayVariation(build: { (spec, _, optimizer) throws(PythonError) in
      guard spec.type == .step, let size = number("step_size", of: spec),
        let gamma = number("gamma", of: spec)
      else { return nil }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        let elapsed = try input.epoch - offset
        if try elapsed <= 0 { return input.current }
        return try elapsed.modulo(size) == 0 ? input.current * gamma : input.current
      }
    })
  }

  private static func ramp(_ type: SchedulerType, _ offset: Number) -> PlayVariation {
    PlayVariation(build: { (spec, _, optimizer) throws(PythonError) in
      guard spec.type == type, let total = number("total_iters", of: spec) else { return nil }
      if type == .linear {
        guard let start = number("start_factor", of: spec), let end = number("end_factor", of: spec) else {
          return nil
        }
        return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
          if input.epoch == 0 { return try input.current * start }
          if try input.epoch > total + offset { return input.current }
          let change = try end - start
          return try input.current * (1 + change / (total * start + (input.epoch - 1) * change))
        }
      }
      guard let power = number("power", of: spec) else { return nil }
      return try FormulaScheduler(&optimizer) { (input) throws(PythonError) in
        let isOver = try input.epoch > total + offset
        if input.epoch == 0 || isOver { return input.current }
        let ratio = try (1 - input.epoch / total) / (1 - (input.epoch - 1) / total)
        return try input.current * ratio.power(power)
      }
    })
  }
}
