import ConformanceSupport
import Fixtures
import LRSchedulers
import Scenarios

/// Finds the mistakes of an implementation by all cases of a run, the passing ones too.
///
/// A hypothesis explains a case if it gives what was observed and that is not what is expected; it is refuted by a case
/// for which it gives what was not observed. Named is what explains and is not refuted.
package struct RunDiagnostician: Sendable {
  private var evaluator: Evaluator
  /// The cases that it judges by.
  package var cases: [PlayedCase] { evaluator.cases }
  /// How many hypotheses were tried.
  package let hypotheses: Int
  private var candidates: [Evaluation]
  // What passing cases speak against, but may be half of what is wrong.
  private let halves: [Evaluation]

  /// Something of a failing case that is to be explained.
  private struct Item: Hashable {
    var played: Int
    /// The channel; -1 stands for what comes after an error that is missing.
    var channel: Int
  }

  /// Judges all hypotheses by some cases.
  package init(_ cases: [PlayedCase]) {
    let evaluator = Evaluator(cases)
    self.evaluator = evaluator
    var types: Set<SchedulerType> = []
    for index in evaluator.failing { types.formUnion(evaluator.types[index]) }
    guard !types.isEmpty else {
      hypotheses = 0
      candidates = []
      halves = []
      return
    }
    var tasks = Mistakes.all(for: types, cases).map {
      (hypothesis: $0, cases: Set<Int>?.none, explaining: Set<Int>?.none)
    }
    for type in SchedulerType.allCases where types.contains(type) && type != .chained {
      let concerned = cases.indices.filter { evaluator.types[$0].contains(type) }
      let search = FormulaSearch(type, cases, concerned)
      tasks += search.found.map { ($0.hypothesis, Set($0.cases), Set($0.explaining)) }
    }
    tasks += FamilySearch(cases, failing: evaluator.failing).found.map { ($0.hypothesis, Set($0.cases), nil) }
    hypotheses = tasks.count
    let all = tasks
    let evaluations = Parallel.map(all.count) { index in
      evaluator.evaluate([all[index].hypothesis], by: all[index].cases, explaining: all[index].explaining)
    }
    candidates = evaluations.filter { !$0.isRefuted }
    halves = evaluations.filter { $0.isRefuted && $0.explained.count >= 3 }
  }

  /// Takes one more case, the answer to a question, into account.
  package mutating func add(_ played: PlayedCase) {
    evaluator = Evaluator(cases + [played])
    let (evaluator, old) = (evaluator, candidates)
    let index = evaluator.cases.count - 1
    candidates = Parallel.map(old.count) { place in
      var evaluation = old[place]
      guard evaluation.hypotheses.contains(where: { $0.concerns(evaluator.types[index]) }) else {
        return evaluation
      }
      switch evaluator.standing(evaluation.hypotheses, index) {
      case .silent: break
      case .explains(let explanation): evaluation.explained[index] = explanation
      case .refuted:
        if played.fails { evaluation.refuting.append(index) } else { evaluation.isRefuted = true }
      }
      return evaluation
    }.filter { !$0.isRefuted }
  }

  /// What the cases say.
  package func diagnose() -> RunDiagnosis {
    var diagnosis = RunDiagnosis()
    diagnosis.errors = ErrorFindings.all(cases)
    var open = Set(evaluator.failing.flatMap(items))
    let failing = open
    name(candidates.compactMap { $0.holds ? $0 : excused($0, failing) }, &open, &diagnosis)
    if !open.isEmpty { name(pairs(open), &open, &diagnosis) }
    if !open.isEmpty { nameTogether(&open, &diagnosis) }
    diagnosis.unexplained = Set(open.map(\.played)).sorted()
    dropAccidents(&diagnosis)
    return diagnosis
  }

  /// Names what several causes give together, where a case contains what each of them is about.
  private func nameTogether(_ open: inout Set<Item>, _ diagnosis: inout RunDiagnosis) {
    let named = diagnosis.findings.map(\.hypotheses)
    var together: [[Int]: Evaluation] = [:]
    for index in Set(open.map(\.played)).sorted() {
      let concerned = named.indices.filter { place in
        named[place].allSatisfy { $0.concerns(evaluator.types[index]) }
      }.prefix(6)
      let all = concerned.count > 2 ? [Array(concerned)] : []
      let pairs = concerned.flatMap { a in concerned.filter { $0 > a }.map { [a, $0] } }
      for places in pairs + all {
        guard let (needed, explanation) = needed(places, named, index) else { continue }
        let hypotheses = needed.flatMap { named[$0] }
        together[needed, default: Evaluation(hypotheses: hypotheses)].explained[index] = explanation
        break
      }
    }
    name(together.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value), &open, &diagnosis)
  }

  // What some mistakes together explain of a case; nil where that is nothing.
  private func explanation(_ hypotheses: [Hypothesis], _ index: Int) -> Explanation? {
    guard case .explains(let explanation) = evaluator.standing(hypotheses, index), explanation.informative > 0
    else { return nil }
    return explanation
  }

  // Those of some causes that a case is not explained without, and what they explain; nil where all explain nothing.
  private func needed(
    _ places: [Int],
    _ named: [[Hypothesis]],
    _ index: Int
  ) -> (places: [Int], explanation: Explanation)? {
    guard let whole = explanation(places.flatMap { named[$0] }, index) else { return nil }
    var needed = (places: places, explanation: whole)
    for place in places where needed.places.count > 1 {
      let others = needed.places.filter { $0 != place }
      if let explanation = explanation(others.flatMap { named[$0] }, index) { needed = (others, explanation) }
    }
    return needed
  }

  /// What explains fewer cases than are left that are like them, without a cause, fits by accident.
  private func dropAccidents(_ diagnosis: inout RunDiagnosis) {
    let unexplained = Set(diagnosis.unexplained).subtracting(diagnosis.errors.flatMap(\.cases))
    diagnosis.findings.removeAll { finding in
      // A number that is read from one case fits that case; another must agree.
      let isFitted = finding.hypotheses.contains { $0.name == "constant-factor" }
      if isFitted, finding.explained.count == 1, evaluator.failing.count > 1 { return true }
      let features = finding.explained.reduce(into: Set<String>()) { $0.formUnion(cases[$1].features) }
      let types = finding.explained.reduce(into: Set<SchedulerType>()) { $0.formUnion(evaluator.types[$1]) }
      let left = unexplained.count { index in
        finding.hypotheses.contains {
          $0.concerns(evaluator.types[index]) && $0.needs?(cases[index].scenario) ?? true
        }
          && !types.isDisjoint(with: evaluator.types[index]) && cases[index].features.isSubset(of: features)
      }
      return left > finding.explained.count
    }
    let explained = Set(diagnosis.findings.flatMap(\.explained))
    diagnosis.unexplained = evaluator.failing.filter { !explained.contains($0) }.sorted()
  }

  private func items(_ index: Int) -> [Item] {
    cases[index].openChannels.map { Item(played: index, channel: $0) }
  }

  private func covered(_ evaluation: Evaluation, _ open: Set<Item>) -> Set<Item> {
    var covered: Set<Item> = []
    for (index, explanation) in evaluation.explained {
      for (channel, isExplained) in explanation.channels.enumerated() where isExplained {
        covered.insert(Item(played: index, channel: channel))
        covered.insert(Item(played: index, channel: -1))
      }
    }
    return covered.intersection(open)
  }

  /// Names what explains most of what is open, again and again.
  private func name(_ evaluations: [Evaluation], _ open: inout Set<Item>, _ diagnosis: inout RunDiagnosis) {
    var left = evaluations
    while !open.isEmpty {
      let covers = left.map { covered($0, open) }
      var best: Int?
      for index in left.indices where !covers[index].isEmpty {
        guard let old = best else {
          best = index
          continue
        }
        // What speaks against a cause counts twice.
        let a = covers[index].count - 2 * left[index].excused
        let b = covers[old].count - 2 * left[old].excused
        if a > b || (a == b && left[index].cost < left[old].cost) { best = index }
      }
      guard let best else { return }
      let same = left.indices.filter { $0 != best && covers[$0] == covers[best] }
        .sorted { (left[$0].cost, $0) < (left[$1].cost, $1) }
      diagnosis.findings.append(finding(left[best], covers[best], same.map { left[$0] }))
      open.subtract(covers[best])
      left = left.indices.filter { !covers[$0].subtracting(covers[best]).isEmpty }.map { left[$0] }
    }
  }

  private func finding(_ evaluation: Evaluation, _ covered: Set<Item>, _ same: [Evaluation])
    -> RunDiagnosis.Finding
  {
    let explained = Set(covered.map(\.played)).sorted()
    let types = evaluation.hypotheses.reduce(into: Set<SchedulerType>?.some([])) { all, hypothesis in
      all = hypothesis.types.flatMap { own in all?.union(own) }
    }
    let failing = cases.indices.count { index in
      cases[index].fails && !items(index).isEmpty
        && (types.map { !$0.isDisjoint(with: evaluator.types[index]) } ?? true)
    }
    var texts = Set(evaluation.hypotheses.map(\.text))
    var alternatives: [Hypothesis] = []
    // What only adds something that no case shows is no other cause.
    let named = "\(evaluation.hypotheses.map(\.text).joined(separator: "; and "));"
    for other in same where other.hypotheses.count == 1 && !other.hypotheses[0].text.hasPrefix(named) {
      if texts.insert(other.hypotheses[0].text).inserted { alternatives.append(other.hypotheses[0]) }
    }
    return RunDiagnosis.Finding(
      hypotheses: evaluation.hypotheses,
      explained: explained,
      failing: failing,
      against: evaluation.excused,
      alternatives: alternatives,
      smallest: explained.min { cases[$0].size($0) < cases[$1].size($1) } ?? 0
    )
  }

  /// What only such failing cases speak against as must have another mistake beside: they contain another class that is
  /// wrong in a way of its own, or something that no case has which is explained.
  private func excused(_ candidate: Evaluation, _ open: Set<Item>) -> Evaluation? {
    guard !candidate.isRefuted, !candidate.refuting.isEmpty, candidate.informative > 0,
      candidate.hypotheses.allSatisfy({ $0.types != nil })
    else { return nil }
    let own = Set(candidate.hypotheses.flatMap { $0.types ?? [] })
    let failing = Set(open.map(\.played))
    let seen = candidate.explained.keys.reduce(into: Set<String>()) { $0.formUnion(cases[$1].allFeatures) }
    // What holds a class that fails without this one as well says nothing of this one.
    let refuting = candidate.refuting.filter { index in
      !evaluator.types[index].subtracting(own).contains { other in
        failing.contains {
          evaluator.types[$0].contains(other) && evaluator.types[$0].isDisjoint(with: own)
        }
      }
    }
    // What several cases have that no explained one has is one more mistake, however many they are.
    let others = Set(refuting.map { cases[$0].allFeatures.subtracting(seen) })
    let explained = candidate.explained.count
    let isLikely = explained >= 3 && explained > others.count && explained >= refuting.count
    // So many cases are not explained by accident.
    let isSure = explained >= 10 && explained >= refuting.count * 3
    let isExcused = refuting.allSatisfy { index in
      isSure || isLikely && !cases[index].allFeatures.isSubset(of: seen)
    }
    if !isExcused { return nil }
    var candidate = candidate
    candidate.excused = refuting.count
    candidate.refuting = []
    return candidate
  }

  /// Two mistakes in one place, where each alone is refuted by cases that show both.
  private func pairs(_ open: Set<Item>) -> [Evaluation] {
    let pool = pool(open)
    let first = pool.enumerated().filter { !$0.element.refuting.isEmpty || $0.element.isRefuted }.prefix(40)
    var tasks: [(Evaluation, Evaluation)] = []
    for (place, a) in first {
      for (other, b) in pool.prefix(60).enumerated() {
        // Each pair once.
        if other <= place, !b.refuting.isEmpty || b.isRefuted { continue }
        // What two classes do wrong shows in each of them alone.
        if let own = a.hypotheses[0].types, let others = b.hypotheses[0].types, own.isDisjoint(with: others) {
          continue
        }
        tasks.append((a, b))
      }
    }
    // How a class is stepped may be wrong too, and show nowhere without the other mistake.
    for (_, a) in first.prefix(12) {
      for type in a.hypotheses[0].types ?? [] {
        tasks += StepMistakes.all(.one(type)).map { (a, Evaluation(hypotheses: [$0])) }
      }
    }
    let all = tasks
    let evaluator = evaluator
    return Parallel.map(all.count) { index -> Evaluation? in
      let (a, b) = all[index]
      let both = [a.hypotheses[0], b.hypotheses[0]]
      // What speaks against one alone must be explained by both, but for what has another mistake beside.
      let most = max(a.explained.count, b.explained.count)
      var against = 0
      for played in a.refuting + b.refuting.filter({ !a.refuting.contains($0) })
      where evaluator.standing(both, played) == .refuted {
        against += 1
        if against * 2 > most { return nil }
      }
      let evaluation = evaluator.evaluate(both)
      if evaluation.explained.count <= most { return nil }
      return evaluation.holds ? evaluation : excused(evaluation, open)
    }.compactMap(\.self)
  }

  /// What explains something that is open, those first that explain most; of what explains the same, the simplest.
  private func pool(_ open: Set<Item>) -> [Evaluation] {
    var simplest: [Set<Item>: [Set<Int>: Evaluation]] = [:]
    for candidate in candidates + halves where candidate.informative > 0 {
      let covers = covered(candidate, open)
      let against = Set(candidate.refuting)
      if covers.isEmpty || (simplest[covers]?[against]).map({ $0.cost <= candidate.cost }) ?? false {
        continue
      }
      simplest[covers, default: [:]][against] = candidate
    }
    let kept = simplest.flatMap { covers, others in others.values.map { (count: covers.count, candidate: $0) }
    }
    return kept.sorted {
      ($0.count, -$0.candidate.cost, $1.candidate.hypotheses[0].text)
        > ($1.count, -$1.candidate.cost, $0.candidate.hypotheses[0].text)
    }.map(\.candidate)
  }
}

extension PlayedCase {
  // One scheduler shows a mistake better than several.
  fileprivate func size(_ place: Int) -> (schedulers: Int, observations: Int, place: Int) {
    (scenario.schedulerTypes.count, scenario.observationCount, place)
  }
}
