/// The options of one parameter group that schedulers read and write; PyTorch's `optimizer.param_groups[i]`.
public struct ParameterGroup: Sendable, Equatable {
  /// The learning rate in use: a number, or a PyTorch Tensor.
  public var lr: Number
  /// SGD's momentum factor.
  public var momentum: Number?
  /// Adam's coefficients; momentum cycles in the first.
  public var betas: Betas?
  /// The learning rate that the first scheduler found here, its base lr.
  public var initialLR: Number?
  /// OneCycleLR's upper learning rate.
  public var maxLR: Number?
  /// OneCycleLR's final learning rate.
  public var minLR: Number?
  /// The upper momentum of CyclicLR and OneCycleLR.
  public var maxMomentum: Number?
  /// The lower momentum of CyclicLR and OneCycleLR.
  public var baseMomentum: Number?
  /// The learning rate that SWALR anneals to.
  public var swaLR: Number?
  /// Whether the lr is the very Tensor that `initial_lr` is.
  private var sharesInitialLR = false

  /// A group with a learning rate; what is left out gets the optimizer's default, or stays absent.
  public init(
    lr: any PythonNumber,
    momentum: (any PythonNumber)? = nil,
    betas: Betas? = nil,
    initialLR: (any PythonNumber)? = nil,
    maxLR: (any PythonNumber)? = nil,
    minLR: (any PythonNumber)? = nil,
    maxMomentum: (any PythonNumber)? = nil,
    baseMomentum: (any PythonNumber)? = nil,
    swaLR: (any PythonNumber)? = nil
  ) {
    self.lr = lr.number
    self.momentum = momentum?.number
    self.betas = betas
    self.initialLR = initialLR?.number
    self.maxLR = maxLR?.number
    self.minLR = minLR?.number
    self.maxMomentum = maxMomentum?.number
    self.baseMomentum = baseMomentum?.number
    self.swaLR = swaLR?.number
  }
}

/// Adam's pair of coefficients.
public struct Betas: Sendable, Equatable {
  /// The coefficient of the running average, which plays the momentum's part.
  public var first: Number
  /// The coefficient of the running average of squares.
  public var second: Number

  /// A pair of coefficients.
  public init(_ first: Number, _ second: Number) {
    self.first = first
    self.second = second
  }
}

extension ParameterGroup {
  /// The momentum, or the first beta; nil where the group has neither.
  public var observedMomentum: Number? { betas?.first ?? momentum }

  /// An option that a scheduler reads by its key.
  package enum Option: String, Sendable {
    case lr
    case initialLR = "initial_lr"
    case maxLR = "max_lr"
    case minLR = "min_lr"
    case maxMomentum = "max_momentum"
    case baseMomentum = "base_momentum"
    case swaLR = "swa_lr"
  }

  /// Sets the momentum, or the first beta.
  package mutating func setMomentum(_ value: Number, of kind: OptimizerKind) {
    if kind == .adam {
      betas?.first = value
    } else {
      momentum = value
    }
  }

  /// PyTorch's `_update_param_group_val(group, "lr", …)`: a Tensor stays one, and the value is filled into it.
  ///
  /// - Throws: `RuntimeError` or `OverflowError` for a value that the Tensor cannot hold.
  package mutating func assign(lr value: Number) throws(PythonError) {
    guard case .tensor(let tensor) = lr else {
      lr = value
      sharesInitialLR = false
      return
    }
    lr = .tensor(try tensor.filled(with: value))
    if sharesInitialLR, initialLR?.isTensor == true { initialLR = lr }
  }

  /// Sets the lr back to `initial_lr`, as SequentialLR does. Where the lr was a number, the Tensor itself takes its
  /// place, and is filled with every rate from then on.
  mutating func resetLR() throws(PythonError) {
    guard let initial = initialLR else { throw .missing(.initialLR) }
    let shares = initial.isTensor && !lr.isTensor
    try assign(lr: initial)
    if shares { sharesInitialLR = true }
  }
}

extension PythonError {
  static func missing(_ option: ParameterGroup.Option) -> PythonError {
    PythonError(.keyError, "'\(option.rawValue)'")
  }
}
