import CLoops
import LRSchedulers

extension Schedule {
  /// The longest play: the arguments below are chosen so that none reaches the end of its schedule sooner, or
  /// numbers so small that the processor slows down.
  public static let longest = 100_000

  /// Every class, with the arguments of `pytorch.py`.
  public static func all() throws(PythonError) -> [Schedule] {
    try decays() + interpolations() + cosines() + cycles() + functions() + composites() + plateau()
  }

  private static func optimizer() -> Optimizer {
    Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
  }

  private static func lr(_ optimizer: Optimizer) -> Double { (try? optimizer.groups[0].lr.double()) ?? .nan }

  private static func decays() throws(PythonError) -> [Schedule] {
    var stepped = optimizer()
    let step = try StepLR(&stepped, stepSize: 30, gamma: 0.999)
    var milestoned = optimizer()
    let multiStep = try MultiStepLR(&milestoned, milestones: Milestones.list, gamma: 0.9)
    var exponent = optimizer()
    let exponential = try ExponentialLR(&exponent, gamma: 0.9999)
    return [
      Schedule(
        "StepLR",
        stepped,
        step,
        state: { step_lr(lr: lr($0), epoch: 0, step_size: 30, gamma: 0.999) },
        run: { run_step_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "MultiStepLR",
        milestoned,
        multiStep,
        state: { multi_step_lr(lr: lr($0), epoch: 0, next: Milestones.pointer, gamma: 0.9) },
        run: { run_multi_step_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "ExponentialLR",
        exponent,
        exponential,
        state: { exponential_lr(lr: lr($0), gamma: 0.9999) },
        run: { run_exponential_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func interpolations() throws(PythonError) -> [Schedule] {
    var constantly = optimizer()
    let constant = try ConstantLR(&constantly, factor: 0.5, totalIters: 50)
    var linearly = optimizer()
    let linear = try LinearLR(&linearly, startFactor: 0.25, endFactor: 1.0, totalIters: 200_000)
    var polynomially = optimizer()
    let polynomial = try PolynomialLR(&polynomially, totalIters: 200_000, power: 0.9)
    return [
      Schedule(
        "ConstantLR",
        constantly,
        constant,
        state: { constant_lr(lr: lr($0), epoch: 0, factor: 0.5, total_iters: 50) },
        run: { run_constant_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "LinearLR",
        linearly,
        linear,
        state: { linear_lr(lr: lr($0), epoch: 0, start_factor: 0.25, end_factor: 1, total_iters: 200_000) },
        run: { run_linear_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "PolynomialLR",
        polynomially,
        polynomial,
        state: { polynomial_lr(lr: lr($0), epoch: 0, total_iters: 200_000, power: 0.9) },
        run: { run_polynomial_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func cosines() throws(PythonError) -> [Schedule] {
    var annealed = optimizer()
    let annealing = try CosineAnnealingLR(&annealed, tMax: 1000, etaMin: 0.001)
    var restarted = optimizer()
    let restarts = try CosineAnnealingWarmRestarts(&restarted, t0: 1000, tMult: 2, etaMin: 0.001)
    var averaged = optimizer()
    let swa = try SWALR(&averaged, swaLR: 0.01, annealEpochs: 200_000)
    return [
      Schedule(
        "SWALR",
        averaged,
        swa,
        state: { swalr(lr: lr($0), step: 0, swa_lr: 0.01, anneal_epochs: 200_000) },
        run: { run_swalr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "CosineAnnealingLR",
        annealed,
        annealing,
        state: { cosine_annealing_lr(lr: lr($0), base_lr: 0.1, epoch: 0, t_max: 1000, eta_min: 0.001) },
        run: { run_cosine_annealing_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "CosineAnnealingWarmRestarts",
        restarted,
        restarts,
        state: {
          cosine_annealing_warm_restarts(
            lr: lr($0),
            base_lr: 0.1,
            t_cur: 0,
            t_i: 1000,
            t_mult: 2,
            eta_min: 0.001
          )
        },
        run: { run_cosine_annealing_warm_restarts($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func cycles() throws(PythonError) -> [Schedule] {
    var cycled = optimizer()
    let cyclic = try CyclicLR(&cycled, baseLR: 0.001, maxLR: 0.1, stepSizeUp: 2000)
    var once = optimizer()
    let oneCycle = try OneCycleLR(&once, maxLR: 0.1, totalSteps: 200_000)
    return [
      Schedule(
        "CyclicLR",
        cycled,
        cyclic,
        state: {
          cyclic_lr(
            lr: lr($0),
            momentum: 0.9,
            epoch: 0,
            base_lr: 0.001,
            max_lr: 0.1,
            total_size: 4000,
            step_ratio: 0.5,
            base_momentum: 0.8,
            max_momentum: 0.9
          )
        },
        run: { run_cyclic_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "OneCycleLR",
        once,
        oneCycle,
        state: {
          one_cycle_lr(
            lr: lr($0),
            momentum: 0.95,
            epoch: 0,
            first_end: 0.3 * 200_000 - 1,
            second_end: 200_000 - 1,
            initial_lr: 0.1 / 25,
            max_lr: 0.1,
            min_lr: 0.1 / 25 / 1e4,
            base_momentum: 0.85,
            max_momentum: 0.95
          )
        },
        run: { run_one_cycle_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func functions() throws(PythonError) -> [Schedule] {
    var scaled = optimizer()
    let lambda = try LambdaLR(
      &scaled,
      lrLambda: .all(
        ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.9999).power(epoch) }
      )
    )
    var multiplied = optimizer()
    let multiplicative = try MultiplicativeLR(&multiplied, lrLambda: .all(ScheduleFunction { _ in 0.9999 }))
    return [
      Schedule(
        "LambdaLR",
        scaled,
        lambda,
        state: { lambda_lr(lr: lr($0), base_lr: 0.1, epoch: 0, lambda: power_lambda) },
        run: { run_lambda_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "MultiplicativeLR",
        multiplied,
        multiplicative,
        state: { multiplicative_lr(lr: lr($0), epoch: 0, lambda: constant_lambda) },
        run: { run_multiplicative_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func composites() throws(PythonError) -> [Schedule] {
    var followed = optimizer()
    let first = try ConstantLR(&followed, factor: 0.5, totalIters: 50)
    let second = try ExponentialLR(&followed, gamma: 0.9999)
    let sequential = try SequentialLR(&followed, schedulers: [first, second], milestones: [100])
    var linked = optimizer()
    let constant = try ConstantLR(&linked, factor: 0.5, totalIters: 50)
    let exponential = try ExponentialLR(&linked, gamma: 0.9999)
    let chained = try ChainedScheduler(&linked, schedulers: [constant, exponential])
    return [
      Schedule(
        "SequentialLR",
        followed,
        sequential,
        state: {
          sequential_lr(
            lr: lr($0),
            base_lr: 0.1,
            epoch: 0,
            milestone: 100,
            constant_epoch: 0,
            factor: 0.5,
            total_iters: 50,
            gamma: 0.9999
          )
        },
        run: { run_sequential_lr($0, $1, $2) },
        lr: { $0.lr }
      ),
      Schedule(
        "ChainedScheduler",
        linked,
        chained,
        state: { chained_scheduler(lr: lr($0), epoch: 0, factor: 0.5, total_iters: 50, gamma: 0.9999) },
        run: { run_chained_scheduler($0, $1, $2) },
        lr: { $0.lr }
      ),
    ]
  }

  private static func plateau() throws(PythonError) -> [Schedule] {
    var reduced = optimizer()
    let plateau = try ReduceLROnPlateau(&reduced, factor: 0.999)
    // Falls slowly, with long stretches that bring nothing new.
    let metrics = (0..<longest).map { (step: Int) -> Double in
      let trend = 1.0 / Double(1 + step / 40)
      return trend + Double(step % 7)
    }
    return [
      Schedule(
        "ReduceLROnPlateau",
        reduced,
        plateau,
        metrics: metrics,
        state: {
          reduce_lr_on_plateau(
            lr: lr($0),
            metrics: $1,
            best: .infinity,
            bad_epochs: 0,
            cooldown_counter: 0,
            factor: 0.999,
            patience: 10,
            threshold: 1e-4,
            cooldown: 0,
            min_lr: 0,
            eps: 1e-8
          )
        },
        run: { run_reduce_lr_on_plateau($0, $1, $2) },
        lr: { $0.lr }
      )
    ]
  }
}

/// MultiStepLR's milestones, also as C wants them.
enum Milestones {
  static let list = Array(stride(from: 1500, to: Schedule.longest, by: 1500))

  nonisolated(unsafe) static let pointer: UnsafePointer<Int64> = {
    let memory = UnsafeMutablePointer<Int64>.allocate(capacity: list.count + 1)
    for (index, milestone) in (list + [-1]).enumerated() { memory[index] = Int64(milestone) }
    return UnsafePointer(memory)
  }()
}
