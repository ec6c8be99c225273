import Foundation

/// Half a cosine from the base learning rate down to `minimum`, in `period` epochs.
///
/// It stays at the minimum after the period, where PyTorch's goes up again: a deliberate bug, which known.json lists.
public struct CosineAnnealingLR: Schedule {
  private let baseRates: [Double]
  private let period: Int
  private let minimum: Double
  private var epoch = 0

  /// - Precondition: `period` is not 0.
  public init(_ optimizer: inout Optimizer, period: Int, minimum: Double = 0) {
    baseRates = optimizer.rates
    self.period = period
    self.minimum = minimum
  }

  public mutating func step(_ optimizer: inout Optimizer) {
    epoch += 1
    let share = Double(min(epoch, period)) / Double(period)
    for group in optimizer.rates.indices {
      optimizer.rates[group] = minimum + (baseRates[group] - minimum) * (1 + cos(.pi * share)) / 2
    }
  }
}
