import Fixtures
import Scenarios

/// How a hypothesis stands to a case.
package enum Standing: Sendable, Equatable {
  /// It gives what is expected, and says nothing of the case.
  case silent
  /// It gives what was observed and is not expected, in some channels.
  case explains(Explanation)
  /// It gives what was not observed.
  case refuted
}

/// What of a case a hypothesis explains.
package struct Explanation: Sendable, Equatable {
  /// By channel of the expected outcome, whether its values are explained.
  package var channels: [Bool]
  /// How many values that are not expected it gives to the number. What is not a number is like too many others.
  package var informative: Int
}

extension PlayedCase {
  /// Judges what a hypothesis gives.
  package func judge(_ predicted: Outcome?) -> Standing {
    guard let predicted else { return .silent }
    // Refusals by constructors are checks of their own, not values.
    if expected.error?.step == 0 { return .silent }
    guard let end = comparable(predicted) else { return .refuted }
    let matching = differsByRounding ? Tolerance.exact : Tolerance.matching(tolerance)
    var explained = Array(repeating: false, count: wrongChannels.count)
    var informative = 0
    for (index, wanted) in expected.trace.channels.enumerated() {
      guard let found = actual.trace[wanted.channel], index < predicted.trace.channels.count else { continue }
      let guess = predicted.trace.channels[index].columns
      var isAffected = false
      if guess.count != found.count {
        // Another number of columns of the implementation's own says nothing here.
        if guess.count != wanted.columns.count { return .refuted }
      } else if guess.count != wanted.columns.count, predicted.trace.length > 0 {
        isAffected = true
      }
      var isOff = false
      for column in 0..<min(guess.count, found.count) {
        let right = column < wanted.columns.count ? wanted.columns[column] : []
        let result = compare(
          guess[column],
          found[column],
          right,
          end,
          matching,
          scales[index],
          unobserved[wanted.channel] ?? [],
          isKnownAffected: isAffected
        )
        isAffected = isAffected || result.isAffected
        isOff = isOff || result.isOff
        informative += result.informative
        if isAffected, isOff { return .refuted }
      }
      explained[index] = isAffected
    }
    guard explained.contains(true) else { return .silent }
    return .explains(Explanation(channels: explained, informative: informative))
  }

  private func compare(
    _ guess: [Double],
    _ found: [Double],
    _ right: [Double],
    _ end: Int,
    _ matching: Tolerance,
    _ scale: Double,
    _ unobserved: Set<Int>,
    isKnownAffected: Bool
  ) -> (isAffected: Bool, isOff: Bool, informative: Int) {
    var isAffected = isKnownAffected
    var isOff = false
    var informative = 0
    for step in 0..<min(end, guess.count, found.count) {
      let p = guess[step]
      if Undetermined.holds(p) || unobserved.contains(step) { continue }
      let isRight = step < right.count && matching.accepts(p, for: right[step], scale: scale)
      if !isRight { isAffected = true }
      if matching.accepts(found[step], for: p, scale: scale) {
        if !isRight, p.isFinite { informative += 1 }
      } else {
        isOff = true
      }
      if isAffected, isOff { break }
    }
    return (isAffected, isOff, informative)
  }

  /// How many observations can be compared; nil where the ends themselves refute what is predicted.
  private func comparable(_ predicted: Outcome) -> Int? {
    switch (actual.error, predicted.error) {
    case (nil, nil): return .max
    case (let found?, nil):
      // An error of the implementation's own is told apart from the values before it.
      if found.step != expected.error?.step || found.type != expected.error?.type { return found.step }
      return found.step == 0 || predicted.isUndetermined(at: found.step) ? found.step : nil
    case (let found?, let guess?):
      if found.step == guess.step { return found.step }
      if found.step == expected.error?.step { return found.step == 0 ? 0 : nil }
      return guess.step < found.step && guess.step != expected.error?.step ? nil : min(found.step, guess.step)
    case (nil, let guess?):
      if guess.step == expected.error?.step { return guess.step }
      // Where Python raises, other languages go on with what is no number.
      let goesOn = actual.trace.channels.flatMap(\.columns).contains { column in
        guess.step < column.count && !column[guess.step].isFinite && !Trace.isMissing(column[guess.step])
      }
      return goesOn ? guess.step : nil
    }
  }
}

extension Outcome {
  /// Whether a mistake leaves open what there is at an observation.
  fileprivate func isUndetermined(at step: Int) -> Bool {
    trace.channels.contains { channel in
      channel.columns.contains { step < $0.count && Undetermined.holds($0[step]) }
    }
  }
}
