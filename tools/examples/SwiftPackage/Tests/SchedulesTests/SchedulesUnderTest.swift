import LRConformance
import Schedules

/// What the suite needs to know of this package: how its schedules are built, stepped and observed.
struct SchedulesUnderTest: SchedulersUnderTest {
  static let schedulers: [SchedulerType] = [.step, .cosineAnnealing]
  static let features: [Feature] = [.groups]

  private var optimizer: Optimizer
  private var schedule: any Schedule

  init(_ setup: Setup) throws {
    optimizer = Optimizer(rates: setup.groups.map(\.lr))
    let spec = try setup.onlyScheduler()
    switch spec.type {
    case .step:
      schedule = StepLR(&optimizer, stepSize: try spec.int("step_size"), gamma: try spec.double("gamma"))
    case .cosineAnnealing:
      schedule = CosineAnnealingLR(
        &optimizer,
        period: try spec.int("T_max"),
        minimum: try spec.double("eta_min")
      )
    default:
      throw Unsupported("no \(spec.type.rawValue)")
    }
  }

  mutating func step(_ scheduler: Int) { schedule.step(&optimizer) }

  var lr: [Double] { optimizer.rates }
}
