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

/// What an argument holds.
package enum ParameterKind: Sendable, Equatable {
  case number
  /// A number or `null`.
  case optionalNumber
  /// One number, or a list of one for each group.
  case perGroup
  case flag
  case text
  /// A function or `null`.
  case optionalFunction
  /// A function, or a list of one for each group; a number stands for an object that is no function.
  case functions
  /// A list of numbers, none of them NaN.
  case milestones
  /// A list of schedulers.
  case schedulers
}

/// A keyword argument of a scheduler's constructor.
package struct Parameter: Sendable, Equatable {
  /// PyTorch's name.
  package let name: String
  /// What it holds.
  package let kind: ParameterKind
  /// PyTorch's default; nil where the argument is required.
  package let defaultValue: ArgumentValue?
}

extension SchedulerType {
  /// The arguments of PyTorch's constructor, the optimizer aside, in its order.
  package var parameters: [Parameter] {
    switch self {
    case .lambda, .multiplicative:
      [.required("lr_lambda", .functions), .lastEpoch]
    case .step:
      [.required("step_size", .number), .number("gamma", 0.1), .lastEpoch]
    case .multiStep:
      [.required("milestones", .milestones), .number("gamma", 0.1), .lastEpoch]
    case .constant:
      [.number("factor", .float(1.0 / 3)), .number("total_iters", 5), .lastEpoch]
    case .linear:
      [
        .number("start_factor", .float(1.0 / 3)), .number("end_factor", 1.0), .number("total_iters", 5),
        .lastEpoch,
      ]
    case .exponential:
      [.required("gamma", .number), .lastEpoch]
    case .polynomial:
      [.number("total_iters", 5), .number("power", 1.0), .lastEpoch]
    case .cosineAnnealing:
      [.required("T_max", .number), .number("eta_min", 0.0), .lastEpoch]
    case .warmRestarts:
      [.required("T_0", .number), .number("T_mult", 1), .number("eta_min", 0.0), .lastEpoch]
    case .cyclic:
      [
        .required("base_lr", .perGroup), .required("max_lr", .perGroup), .number("step_size_up", 2000),
        .optional("step_size_down", .optionalNumber), .text("mode", "triangular"), .number("gamma", 1.0),
        .optional("scale_fn", .optionalFunction), .text("scale_mode", "cycle"), .flag("cycle_momentum", true),
        .perGroup("base_momentum", 0.8), .perGroup("max_momentum", 0.9), .lastEpoch,
      ]
    case .oneCycle:
      [
        .required("max_lr", .perGroup), .optional("total_steps", .optionalNumber),
        .optional("epochs", .optionalNumber), .optional("steps_per_epoch", .optionalNumber),
        .number("pct_start", 0.3), .text("anneal_strategy", "cos"), .flag("cycle_momentum", true),
        .perGroup("base_momentum", 0.85), .perGroup("max_momentum", 0.95), .number("div_factor", 25.0),
        .number("final_div_factor", 1e4), .flag("three_phase", false), .lastEpoch,
      ]
    case .plateau:
      [
        .text("mode", "min"), .number("factor", 0.1), .number("patience", 10), .number("threshold", 1e-4),
        .text("threshold_mode", "rel"), .number("cooldown", 0), .perGroup("min_lr", 0), .number("eps", 1e-8),
      ]
    case .chained:
      [.required("schedulers", .schedulers)]
    case .sequential:
      [.required("schedulers", .schedulers), .required("milestones", .milestones), .lastEpoch]
    case .swa:
      [
        .required("swa_lr", .perGroup), .number("anneal_epochs", 10), .text("anneal_strategy", "cos"),
        .lastEpoch,
      ]
    }
  }
}

extension Parameter {
  fileprivate static let lastEpoch = Parameter.number("last_epoch", -1)

  fileprivate static func required(_ name: String, _ kind: ParameterKind) -> Parameter {
    Parameter(name: name, kind: kind, defaultValue: nil)
  }

  fileprivate static func optional(_ name: String, _ kind: ParameterKind) -> Parameter {
    Parameter(name: name, kind: kind, defaultValue: .null)
  }

  fileprivate static func number(_ name: String, _ value: Number) -> Parameter {
    Parameter(name: name, kind: .number, defaultValue: .number(value))
  }

  fileprivate static func perGroup(_ name: String, _ value: Number) -> Parameter {
    Parameter(name: name, kind: .perGroup, defaultValue: .number(value))
  }

  fileprivate static func text(_ name: String, _ value: String) -> Parameter {
    Parameter(name: name, kind: .text, defaultValue: .text(value))
  }

  fileprivate static func flag(_ name: String, _ value: Bool) -> Parameter {
    Parameter(name: name, kind: .flag, defaultValue: .flag(value))
  }
}

extension SchedulerType {
  /// Whether it is made of other schedulers.
  package var isComposite: Bool { self == .chained || self == .sequential }
}
