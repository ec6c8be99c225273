import Fixtures
import LRSchedulers
import Scenarios
import Testing

// By `inspect.signature` in PyTorch 2.13.0, the optimizer left out.
private let signatures = """
  LambdaLR: lr_lambda, last_epoch=-1
  MultiplicativeLR: lr_lambda, last_epoch=-1
  StepLR: step_size, gamma=0.1, last_epoch=-1
  MultiStepLR: milestones, gamma=0.1, last_epoch=-1
  ConstantLR: factor=0.3333333333333333, total_iters=5, last_epoch=-1
  LinearLR: start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, last_epoch=-1
  ExponentialLR: gamma, last_epoch=-1
  PolynomialLR: total_iters=5, power=1.0, last_epoch=-1
  CosineAnnealingLR: T_max, eta_min=0.0, last_epoch=-1
  CosineAnnealingWarmRestarts: T_0, T_mult=1, eta_min=0.0, last_epoch=-1
  CyclicLR: base_lr, max_lr, step_size_up=2000, step_size_down=None, mode=triangular, gamma=1.0, \
  scale_fn=None, scale_mode=cycle, cycle_momentum=True, base_momentum=0.8, \
  max_momentum=0.9, last_epoch=-1
  OneCycleLR: max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, \
  anneal_strategy=cos, cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, \
  div_factor=25.0, final_div_factor=10000.0, three_phase=False, last_epoch=-1
  ReduceLROnPlateau: mode=min, factor=0.1, patience=10, threshold=0.0001, threshold_mode=rel, cooldown=0, \
  min_lr=0, eps=1e-08
  ChainedScheduler: schedulers
  SequentialLR: schedulers, milestones, last_epoch=-1
  SWALR: swa_lr, anneal_epochs=10, anneal_strategy=cos, last_epoch=-1
  """

@Suite struct ParameterTests {
  @Test(arguments: zip(SchedulerType.allCases, signatures.split(separator: "\n").map(String.init)))
  func parametersAreThoseOfPyTorch(type: SchedulerType, signature: String) throws {
    let parameters = try type.parameters.map { parameter in
      guard let value = parameter.defaultValue else { return parameter.name }
      return "\(parameter.name)=\(try text(value))"
    }
    #expect("\(type.rawValue): \(parameters.joined(separator: ", "))" == signature)
  }

  @Test func thereIsASignatureForEachClass() {
    #expect(signatures.split(separator: "\n").count == SchedulerType.allCases.count)
  }

  private func text(_ value: ArgumentValue) throws -> String {
    switch value {
    case .null: return "None"
    case .flag(let flag): return flag ? "True" : "False"
    case .text(let text): return text
    case .number(.integer(let integer)): return "\(integer)"
    case .number(let number): return "\(try number.double())"
    default:
      Issue.record("no default of a simple kind")
      return ""
    }
  }
}
