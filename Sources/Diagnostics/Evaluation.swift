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
  /// Failing cases against it after which a hypothesis that explains nothing is given up: soon for one of the many changes
  /// of a formula, most of which are wrong at once.
  private static let patience = (ofFormula: 2, ofOther: 4)

  let cases: [PlayedCase]
  /// The classes in each case.
  let types: [Set<SchedulerType>]
  /// The cases of which something is to be explained, short ones first: most hypotheses are refuted by any.
  let failing: [Int]
  private let passing: [Int]
  /// How many observations of a long case are looked at first: most hypotheses are wrong there already.
  private static let glance = 12
  /// The beginnings of the long cases.
  private let beginnings: [PlayedCase?]

  init(_ cases: [PlayedCase]) {
    self.cases = cases
    let types = cases.map { Set($0.scenario.schedulerTypes) }
    self.types = types
    // Composites last: what builds them may do without the class that has the mistake.
    func key(_ index: Int) -> (Int, Int, Int) {
      (types[index].contains(where: \.isComposite) ? 1 : 0, cases[index].scenario.observationCount, index)
    }
    let keys = cases.indices.map(key)
    let order = cases.indices.sorted { keys[$0] < keys[$1] }
    failing = order.filter { !cases[$0].openChannels.isEmpty }
    // Where only an error is wrong, the values before it speak against a hypothesis, not for it.
    passing = order.filter { cases[$0].openChannels.isEmpty && cases[$0].actual.error?.step != 0 }
    beginnings = cases.map { $0.scenario.observationCount > 5 * Self.glance ? $0.prefix(Self.glance) : nil }
  }

  /// Judges a hypothesis by the cases that can show it.
  ///
  /// - Parameters:
  ///   - relevant: The cases that can show it, where that is known.
  ///   - explaining: Those of them that it can explain, where that is known; the other failing ones can only refute it.
  func evaluate(
    _ hypotheses: [Hypothesis],
    by relevant: Set<Int>? = nil,
    explaining: Set<Int>? = nil
  ) -> Evaluation {
    var evaluation = Evaluation(hypotheses: hypotheses)
    let isOfFormula = hypotheses.allSatisfy(\.isSearched)
    let patience = isOfFormula ? Self.patience.ofFormula : Self.patience.ofOther
    func concerns(_ index: Int) -> Bool {
      if let relevant, !relevant.contains(index) { return false }
      return hypotheses.contains { $0.concerns(types[index]) }
    }
    let first = failing.filter { explaining?.contains($0) ?? concerns($0) }
    for index in first {
      switch standing(hypotheses, index) {
      case .silent: break
      case .explains(let explanation): evaluation.explained[index] = explanation
      case .refuted:
        evaluation.refuting.append(index)
        if evaluation.explained.isEmpty, evaluation.refuting.count >= patience {
          evaluation.isRefuted = true
          return evaluation
        }
      }
    }
    if evaluation.explained.isEmpty {
      evaluation.isRefuted = true
      return evaluation
    }
    if let explaining {
      for index in failing where concerns(index) && !explaining.contains(index) {
        if standing(hypotheses, index) == .refuted { evaluation.refuting.append(index) }
      }
    }
    for index in passing where concerns(index) {
      if standing(hypotheses, index) == .refuted {
        if isInComposite(index), let outside = outsideOfComposites(evaluation) { return outside }
        evaluation.isRefuted = true
        return evaluation
      }
    }
    return evaluation
  }

  private func isInComposite(_ index: Int) -> Bool { types[index].contains(where: \.isComposite) }

  /// The mistake made outside of composites alone; nil where too little speaks for that, or where it is one of a formula,
  /// which is the same everywhere.
  private func outsideOfComposites(_ evaluation: Evaluation) -> Evaluation? {
    let hypotheses = evaluation.hypotheses
    let isOfFormula = hypotheses.contains {
      $0.isSearched || $0.types?.contains(where: \.isComposite) ?? false
    }
    if isOfFormula { return nil }
    var outside = Evaluation(hypotheses: hypotheses.map(\.outsideOfComposites))
    outside.explained = evaluation.explained.filter { !isInComposite($0.key) }
    outside.refuting = evaluation.refuting.filter { !isInComposite($0) }
    let isLikely = outside.explained.count >= 3 && outside.explained.count >= outside.refuting.count * 2
    return isLikely ? outside : nil
  }

  /// What some mistakes together make of one case.
  func standing(_ hypotheses: [Hypothesis], _ index: Int) -> Standing {
    if let beginning = beginnings[index], beginning.judge(beginning.outcome(with: hypotheses)) == .refuted {
      return .refuted
    }
    return cases[index].judge(cases[index].outcome(with: hypotheses))
  }
}
