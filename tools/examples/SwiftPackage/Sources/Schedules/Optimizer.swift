/// Gradient descent, as far as schedules can tell: a learning rate for each parameter group.
public struct Optimizer: Sendable {
  /// The learning rate of each group.
  public var rates: [Double]

  /// An optimizer with a learning rate for each group.
  public init(rates: [Double]) { self.rates = rates }
}

/// Sets the learning rates of an optimizer, epoch by epoch.
public protocol Schedule: Sendable {
  /// One more epoch is over.
  mutating func step(_ optimizer: inout Optimizer)
}
