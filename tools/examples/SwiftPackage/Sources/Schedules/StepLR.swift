/// Decay by gamma every `stepSize` epochs.
public struct StepLR: Schedule {
  private let stepSize: Int
  private let gamma: Double
  private var epoch = 0

  /// - Precondition: `stepSize` is not 0.
  public init(_ optimizer: inout Optimizer, stepSize: Int, gamma: Double = 0.1) {
    self.stepSize = stepSize
    self.gamma = gamma
  }

  public mutating func step(_ optimizer: inout Optimizer) {
    epoch += 1
    guard epoch.isMultiple(of: stepSize) else { return }
    for group in optimizer.rates.indices { optimizer.rates[group] *= gamma }
  }
}
