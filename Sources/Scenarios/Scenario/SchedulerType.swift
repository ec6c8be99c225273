import LRSchedulers

/// The scheduler classes, by PyTorch's names.
public enum SchedulerType: String, Sendable, CaseIterable {
  case lambda = "LambdaLR"
  case multiplicative = "MultiplicativeLR"
  case step = "StepLR"
  case multiStep = "MultiStepLR"
  case constant = "ConstantLR"
  case linear = "LinearLR"
  case exponential = "ExponentialLR"
  case polynomial = "PolynomialLR"
  case cosineAnnealing = "CosineAnnealingLR"
  case warmRestarts = "CosineAnnealingWarmRestarts"
  case cyclic = "CyclicLR"
  case oneCycle = "OneCycleLR"
  case plateau = "ReduceLROnPlateau"
  case chained = "ChainedScheduler"
  case sequential = "SequentialLR"
  case swa = "SWALR"

  /// The slug that suites and files are named by: `cosine-annealing-lr`.
  package var slug: String {
    var slug = ""
    var previousIsLower = false
    let letters = Array(rawValue)
    for (index, letter) in letters.enumerated() {
      let startsWord =
        letter.isUppercase
        && (previousIsLower || (index + 1 < letters.count && letters[index + 1].isLowercase))
      if startsWord, index > 0 { slug += "-" }
      slug += letter.lowercased()
      previousIsLower = letter.isLowercase
    }
    return slug
  }
}

extension SchedulerType {
  /// The arguments of PyTorch's constructor, the optimizer aside, in its order.
  ///
  /// `lrconform list --classes` prints them; what the Python tools and the schemas say of them is checked against that,
  /// and that against PyTorch's own signatures.
  package var parameters: [Parameter] { Self.parameters[self] ?? [] }

  // They are asked for several times for each scheduler of a suite, and made once.
  private static let parameters = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.madeParameters) })

  private var madeParameters: [Parameter] {
    switch self {
    case .lambda, .multiplicative:
      [.required("lr_lambda", .functions), .lastEpoch]
    case .step:
      [.required("step_size", .integer), .float("gamma", 0.1), .lastEpoch]
    case .multiStep:
      [.required("milestones", .milestones), .float("gamma", 0.1), .lastEpoch]
    case .constant:
      [.float("factor", .float(1.0 / 3)), .integer("total_iters", 5), .lastEpoch]
    case .linear:
      [
        .float("start_factor", .float(1.0 / 3)), .float("end_factor", 1.0), .integer("total_iters", 5),
        .lastEpoch,
      ]
    case .exponential:
      [.required("gamma", .float), .lastEpoch]
    case .polynomial:
      [.integer("total_iters", 5), .float("power", 1.0), .lastEpoch]
    case .cosineAnnealing:
      [.required("T_max", .integer), .float("eta_min", 0.0), .lastEpoch]
    case .warmRestarts:
      [.required("T_0", .integer), .integer("T_mult", 1), .float("eta_min", 0.0), .lastEpoch]
    case .cyclic:
      [
        .required("base_lr", .perGroup), .required("max_lr", .perGroup), .integer("step_size_up", 2000),
        .optional("step_size_down", .optionalInteger),
        .word("mode", of: ["triangular", "triangular2", "exp_range"]), .float("gamma", 1.0),
        .optional("scale_fn", .optionalFunction), .word("scale_mode", of: ["cycle", "iterations"]),
        .flag("cycle_momentum", true),
        .perGroup("base_momentum", 0.8), .perGroup("max_momentum", 0.9), .lastEpoch,
      ]
    case .oneCycle:
      [
        .required("max_lr", .perGroup), .optional("total_steps", .optionalInteger),
        .optional("epochs", .optionalInteger), .optional("steps_per_epoch", .optionalInteger),
        .float("pct_start", 0.3), .word("anneal_strategy", of: ["cos", "linear"]),
        .flag("cycle_momentum", true),
        .perGroup("base_momentum", 0.85), .perGroup("max_momentum", 0.95), .float("div_factor", 25.0),
        .float("final_div_factor", 1e4), .flag("three_phase", false), .lastEpoch,
      ]
    case .plateau:
      [
        .word("mode", of: ["min", "max"]), .float("factor", 0.1), .integer("patience", 10),
        .float("threshold", 1e-4),
        .word("threshold_mode", of: ["rel", "abs"]), .integer("cooldown", 0), .perGroup("min_lr", 0),
        .float("eps", 1e-8),
      ]
    case .chained:
      [.required("schedulers", .schedulers)]
    case .sequential:
      [.required("schedulers", .schedulers), .required("milestones", .milestones), .lastEpoch]
    case .swa:
      [
        .required("swa_lr", .perGroup), .integer("anneal_epochs", 10),
        .word("anneal_strategy", of: ["cos", "linear"]),
        .lastEpoch,
      ]
    }
  }
}

extension SchedulerType {
  /// Whether it is made of other schedulers.
  package var isComposite: Bool { self == .chained || self == .sequential }
}
