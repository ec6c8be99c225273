import Foundation
import Scenarios

/// Faults that are not in the catalogue: each changes the learning rates of a right outcome.
struct OddFault: Sendable {
  var name: String
  /// The rates of a column, changed; the group is the column's index.
  var change: @Sendable (_ rates: [Double], _ group: Int) -> [Double]

  init(_ name: String, _ change: @escaping @Sendable ([Double], Int) -> [Double]) {
    self.name = name
    self.change = change
  }

  /// The same for each value by its step.
  init(_ name: String, each: @escaping @Sendable (_ rate: Double, _ step: Int) -> Double) {
    self.init(name) { rates, _ in rates.enumerated().map { each($1, $0) } }
  }

  func applied(to outcome: Outcome) -> Outcome {
    var outcome = outcome
    for index in outcome.trace.channels.indices {
      let observed = outcome.trace.channels[index]
      guard observed.channel == .lr || observed.channel == .lastLR else { continue }
      outcome.trace.channels[index].columns = observed.columns.enumerated().map { change($1, $0) }
    }
    return outcome
  }

  static func noise(_ step: Int, _ size: Double) -> Double {
    var source = SeededGenerator(seed: UInt64(step) + 17)
    return 1 + size * (Double.random(in: -1...1, using: &source))
  }

  /// Those that the diagnosis has a name for.
  static let foreseen = ["three decimals"]

  static let all: [OddFault] = [
    OddFault("a sine on top", each: { $0 * (1 + 0.01 * sin(Double($1))) }),
    OddFault("every seventh halved", each: { $1 % 7 == 3 ? $0 / 2 : $0 }),
    OddFault("the last two swapped") { rates, _ in
      rates.count < 2 ? rates : rates.dropLast(2) + [rates[rates.count - 1], rates[rates.count - 2]]
    },
    OddFault("the last one forgotten", each: { $1 == 11 ? $0 * 0.77 : $0 }),
    OddFault("noise of 1e-4", each: { $0 * noise($1, 1e-4) }),
    OddFault("noise of 1e-7", each: { $0 * noise($1, 1e-7) }),
    OddFault("noise of 1e-2", each: { $0 * noise($1, 1e-2) }),
    OddFault("a growing factor", each: { $0 * pow(1.003, Double($1)) }),
    OddFault("a falling offset", each: { $0 - 1e-4 * Double($1) }),
    OddFault("a constant offset", each: { rate, _ in rate + 0.0123 }),
    OddFault("the square root", each: { rate, _ in rate.magnitude.squareRoot() }),
    OddFault("the square", each: { rate, _ in rate * rate }),
    OddFault("running mean") { rates, _ in
      rates.indices.map { step in rates[...step].reduce(0, +) / Double(step + 1) }
    },
    OddFault("mean of neighbours") { rates, _ in
      rates.indices.map { step in (rates[step] + rates[max(0, step - 1)]) / 2 }
    },
    OddFault("reversed in time") { rates, _ in rates.reversed() },
    OddFault("three decimals", each: { rate, _ in (rate * 1000).rounded() / 1000 }),
    OddFault("a factor for odd steps", each: { $1 % 2 == 1 ? $0 * 1.1 : $0 }),
    OddFault("a factor from the fifth step", each: { $1 >= 5 ? $0 * 0.9 : $0 }),
    OddFault("a factor for each group") { rates, group in rates.map { $0 * (0.7 + 0.21 * Double(group) + $0) }
    },
    OddFault("one spike", each: { $1 == 4 ? $0 * 10 : $0 }),
    OddFault("a plateau of three steps") { rates, _ in
      rates.indices.map { step in (4...6).contains(step) ? 0.0421 : rates[step] }
    },
    OddFault("never below a tenth of a bound", each: { rate, _ in max(rate, 0.0377) }),
    OddFault("every other step only", each: { $1 % 2 == 0 ? $0 : $0 * 1.37 }),
    OddFault("the third first") { rates, _ in
      rates.count < 3 ? rates : [rates[2] * 1.01, rates[0], rates[1] * 0.99] + rates[3...]
    },
  ]
}
