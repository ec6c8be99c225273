import LRSchedulers
import Scenarios

/// How a hypothesis, or several together, stand to the cases of a run.
struct Evaluation: Sendable {
  /// The mistakes; several are made at once.
  var hypotheses: [Hypothesis]
  /// What is explained, by case.
  var explained: [Int: Explanation] = [:]
  /// The failing cases for which another outcome is predicted than was observed.
  var refuting: [Int] = []
  /// How many failing cases spoke against it that must have another mistake beside.
  var excused = 0
  /// Whether a passing case speaks against it, or so many failing ones that nothing else counts.
  var isRefuted = false

  /// How many values are explained that are numbers.
  var informative: Int { explained.values.reduce(0) { $0 + $1.informative } }

  /// Whether it explains something and nothing speaks against it.
  var holds: Bool { !isRefuted && refuting.isEmpty && informative > 0 }

  /// How much it assumes.
  var cost: Int { hypotheses.reduce(0) { $0 + $1.cost } + (hypotheses.count - 1) * 10 }
}

/// Judges hypotheses by all cases of a run.
struct Evaluator: Sendable {
  /// Failing cases against it after which a hypothesis that explains nothing is given up.
  private static let patience = 4

  let cases: [PlayedCase]
  /// The classes in each case.
  let types: [Set<SchedulerType>]
  /// The cases of which something is to be explained, short ones first: most hypotheses are refuted by any.
  let failing: [Int]
  private let passing: [Int]

  init(_ cases: [PlayedCase]) {
    self.cases = cases
    types = cases.map { Set($0.scenario.schedulerTypes) }
    let order = cases.indices.sorted {
      (cases[$0].scenario.observationCount, $0) < (cases[$1].scenario.observationCount, $1)
    }
    failing = order.filter { !cases[$0].openChannels.isEmpty }
    // Where only an error is wrong, the values before it speak against a hypothesis, not for it.
    passing = order.filter { cases[$0].openChannels.isEmpty && cases[$0].actual.error?.step != 0 }
  }

  /// Judges a hypothesis by the cases that can show it.
  func evaluate(_ hypotheses: [Hypothesis], by relevant: Set<Int>? = nil) -> Evaluation {
    var evaluation = Evaluation(hypotheses: hypotheses)
    func concerns(_ index: Int) -> Bool {
      if let relevant, !relevant.contains(index) { return false }
      return hypotheses.contains { $0.concerns(types[index]) }
    }
    for index in failing where concerns(index) {
      switch cases[index].judge(cases[index].outcome(with: hypotheses)) {
      case .silent: break
      case .explains(let explanation): evaluation.explained[index] = explanation
      case .refuted:
        evaluation.refuting.append(index)
        if evaluation.explained.isEmpty, evaluation.refuting.count >= Self.patience {
          evaluation.isRefuted = true
          return evaluation
        }
      }
    }
    if evaluation.explained.isEmpty {
      evaluation.isRefuted = true
      return evaluation
    }
    for index in passing where concerns(index) {
      if cases[index].judge(cases[index].outcome(with: hypotheses)) == .refuted {
        evaluation.isRefuted = true
        return evaluation
      }
    }
    return evaluation
  }

  /// What some mistakes together make of one case.
  func standing(_ hypotheses: [Hypothesis], _ index: Int) -> Standing {
    cases[index].judge(cases[index].outcome(with: hypotheses))
  }
}
