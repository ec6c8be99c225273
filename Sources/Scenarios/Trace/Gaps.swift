/// What an implementation says cannot be judged in its own outcome: observations with nothing to see, and a schedule
/// that is over by design.
package struct Gaps: Sendable, Equatable {
  /// By channel, the observations at which there was nothing to see, in order.
  package var unobserved: [Channel: Set<Int>]
  /// The schedule is over after so many observations; nil where it goes on.
  package var ends: Int?

  /// No gaps, or some.
  package init(unobserved: [Channel: Set<Int>] = [:], ends: Int? = nil) {
    self.unobserved = unobserved
    self.ends = ends
  }

  /// Whether everything can be judged.
  package var isEmpty: Bool { unobserved.isEmpty && ends == nil }

  /// The channels with something unobserved, in the order of channels, each with its observations in order.
  package var unobservedInOrder: [(channel: Channel, steps: [Int])] {
    unobserved.sorted { $0.key.order < $1.key.order }.map { ($0.key, $0.value.sorted()) }
  }
}

extension Gaps {
  /// What can be judged of an expected outcome: up to the end, with nothing expected where nothing was seen.
  package func applied(to expected: Outcome) -> Outcome {
    var judged = expected
    if let ends {
      judged = judged.cut(at: ends)
      // What comes after the end is not asked for, an error neither.
      if let error = judged.error, error.step >= ends { judged.error = nil }
    }
    for (place, observed) in judged.trace.channels.enumerated() {
      for step in unobserved[observed.channel] ?? [] {
        for column in observed.columns.indices where step < observed.columns[column].count {
          judged.trace.channels[place].columns[column][step] = Trace.missing
        }
      }
    }
    return judged
  }

  /// How many values of two outcomes that are compared are not judged, because nothing was seen.
  package func unobservedValues(of expected: Outcome, and actual: Outcome) -> Int {
    expected.trace.channels.reduce(0) { count, observed in
      let steps = unobserved[observed.channel] ?? []
      let pairs = zip(observed.columns, actual.trace[observed.channel] ?? [])
      return count
        + pairs.reduce(0) { sum, pair in sum + steps.count { $0 < min(pair.0.count, pair.1.count) } }
    }
  }
}

extension Outcome {
  /// The outcome's first observations.
  package func cut(at count: Int) -> Outcome {
    var cut = self
    for place in cut.trace.channels.indices {
      cut.trace.channels[place].columns = cut.trace.channels[place].columns.map { Array($0.prefix(count)) }
    }
    return cut
  }
}

extension Scenario {
  /// The scenario up to its first observations: what follows the last of them is left out.
  package func cut(at count: Int) -> Scenario {
    var cut = self
    cut.program = []
    var left = count - 1
    for operation in program where left > 0 {
      var part = operation
      switch operation.action {
      case .step(let steps): part.action = .step(min(steps, left))
      case .stepEpochs(let epochs): part.action = .stepEpochs(Array(epochs.prefix(left)))
      case .stepMetrics(let metrics): part.action = .stepMetrics(Array(metrics.prefix(left)))
      case .setLR, .addGroup, .reload, .observe, .save, .addScheduler: break
      }
      left -= part.action.stepCount
      cut.program.append(part)
    }
    return cut
  }
}
