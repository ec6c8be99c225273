/// The options of one parameter group that schedulers read and write; PyTorch's `optimizer.param_groups[i]`.
public struct ParameterGroup: Sendable, Equatable {
  /// The learning rate in use.
  public var lr: Number {
    @inline(__always) get { rate.number }
    @inline(__always) set { rate.number = newValue }
  }
  /// SGD's momentum factor.
  public var momentum: Number? {
    get { momentumFactor?.number }
    set { momentumFactor = newValue.map { FloatCell($0) } }
  }
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
  // What steps write, quick to read and to write.
  var rate: FloatCell
  private var momentumFactor: FloatCell?

  /// A group with a learning rate; what is left out gets the optimizer's default, or stays absent.
  public init(
    lr: Number,
    momentum: Number? = nil,
    betas: Betas? = nil,
    initialLR: Number? = nil,
    maxLR: Number? = nil,
    minLR: Number? = nil,
    maxMomentum: Number? = nil,
    baseMomentum: Number? = nil
  ) {
    rate = FloatCell(lr)
    momentumFactor = momentum.map { FloatCell($0) }
    self.betas = betas
    self.initialLR = initialLR
    self.maxLR = maxLR
    self.minLR = minLR
    self.maxMomentum = maxMomentum
    self.baseMomentum = baseMomentum
  }
}

/// Adam's pair of coefficients.
public struct Betas: Sendable, Equatable {
  /// The coefficient of the running average, which plays the momentum's part.
  public var first: Number {
    get { coefficient.number }
    set { coefficient.number = newValue }
  }
  /// The coefficient of the running average of squares.
  public var second: Number
  fileprivate var coefficient: FloatCell

  /// A pair of coefficients.
  public init(_ first: Number, _ second: Number) {
    coefficient = FloatCell(first)
    self.second = second
  }
}

extension ParameterGroup {
  /// The momentum, or the first beta; nil where the group has neither.
  public var observedMomentum: Number? { betas?.first ?? momentum }

  /// An option that a scheduler reads by its key.
  enum Option: String, Sendable {
    case initialLR = "initial_lr"
    case maxLR = "max_lr"
    case minLR = "min_lr"
    case maxMomentum = "max_momentum"
    case baseMomentum = "base_momentum"
  }

  @inline(__always)
  subscript(option: Option) -> Number? {
    switch option {
    case .initialLR: initialLR
    case .maxLR: maxLR
    case .minLR: minLR
    case .maxMomentum: maxMomentum
    case .baseMomentum: baseMomentum
    }
  }

  /// PyTorch's `group[key]`: `KeyError` where the group has no such option.
  @inline(__always)
  func required(_ option: Option) throws(PythonError) -> Number {
    guard let value = self[option] else { throw PythonError(.keyError, "'\(option.rawValue)'") }
    return value
  }

  /// The options that OneCycleLR reads, as plain numbers; nil where one is none, or not there.
  struct Bounds: BitwiseCopyable, Sendable {
    var initialLR: Double?
    var maxLR: Double?
    var minLR: Double?
    var maxMomentum: Double?
    var baseMomentum: Double?
  }

  var bounds: Bounds {
    Bounds(
      initialLR: initialLR?.plain,
      maxLR: maxLR?.plain,
      minLR: minLR?.plain,
      maxMomentum: maxMomentum?.plain,
      baseMomentum: baseMomentum?.plain
    )
  }

  /// Whether the options are still these: asked in each step, and so number by number.
  @inline(__always)
  func has(_ bounds: Bounds) -> Bool {
    Self.isSame(initialLR, bounds.initialLR) && Self.isSame(maxLR, bounds.maxLR)
      && Self.isSame(minLR, bounds.minLR) && Self.isSame(maxMomentum, bounds.maxMomentum)
      && Self.isSame(baseMomentum, bounds.baseMomentum)
  }

  @inline(__always)
  private static func isSame(_ option: Number?, _ plain: Double?) -> Bool {
    if case .float(let value) = option, let plain { return value == plain }
    return isSameOfOther(option, plain)
  }

  @inline(never)
  private static func isSameOfOther(_ option: Number?, _ plain: Double?) -> Bool { option?.plain == plain }

  mutating func setMomentum(_ value: Number, of kind: OptimizerKind) {
    if kind == .adam {
      betas?.first = value
    } else {
      momentum = value
    }
  }

  @inline(__always)
  mutating func setMomentum(_ value: Double, of kind: OptimizerKind) {
    if kind == .adam {
      betas?.coefficient.set(value)
    } else if momentumFactor?.set(value) == nil {
      momentum = .float(value)
    }
  }
}
