import ConformanceSupport
import LRSchedulers
import ReferencePlay
import Scenarios

/// Every mistake that there can be in the formulas of a class: one operation, constant, comparison, assignment, function
/// or option that is another.
struct FormulaSearch {
  /// The mistakes, for each the cases that can show it, and of those that fail the ones that it can explain.
  let found: [(hypothesis: Hypothesis, cases: [Int], explaining: [Int])]

  /// - Parameters:
  ///   - type: The class.
  ///   - cases: All cases that were played.
  ///   - concerned: Those that contain the class.
  init(_ type: SchedulerType, _ cases: [PlayedCase], _ concerned: [Int]) {
    // Logging takes longer than playing: what long cases reach is not asked, they are judged by in any case.
    let long = concerned.filter { cases[$0].scenario.observationCount > Self.longest }
    let concerned = concerned.filter { cases[$0].scenario.observationCount <= Self.longest }
    let logs = Parallel.map(concerned.count) { LoggedPlaces(type, cases[concerned[$0]].scenario) }
    // A mistake explains a case only if it is made before the case goes wrong.
    let failing = (concerned + long).compactMap { index in
      cases[index].deviation.map { (index: index, deviation: $0) }
    }
    // Where it goes wrong too late, any place may be passed before.
    let early = Parallel.map(failing.count) { place -> Set<Fault.Place>? in
      let (index, deviation) = failing[place]
      guard deviation < Self.longest else { return nil }
      return Set(LoggedPlaces(type, cases[index].scenario.cut(at: deviation + 1)).places)
    }
    var places: [Fault.Place] = []
    var casesAt: [Fault.Place: [Int]] = [:]
    var tails: [Fault.Place: Set<Int>] = [:]
    for (index, log) in logs.enumerated() {
      for place in log.places {
        if casesAt[place] == nil { places.append(place) }
        casesAt[place, default: []].append(concerned[index])
      }
      tails.merge(log.tails) { $0.union($1) }
    }
    var found: [(Hypothesis, [Int], [Int])] = []
    for group in Self.groups(places, tails) {
      let explaining = zip(failing, early).compactMap { failing, places in
        places.map { group.contains(where: $0.contains) } ?? true ? failing.index : nil
      }
      guard let first = group.first, !explaining.isEmpty else { continue }
      let cases = Set(group.flatMap { casesAt[$0] ?? [] } + long).sorted()
      for change in first.kind.searched {
        let fault = Fault(group, change)
        let text = FaultText(type, fault)
        let needs: (@Sendable (Scenario) -> Bool)? =
          switch change {
          case .rate(.currentOfMirrored), .rate(.baseOfMirrored): \.hasGroups
          // No formula of PyTorch raises a Tensor to a power, so what that gives is not known.
          case .operation(.power):
            { scenario in !(scenario.groups + scenario.addedGroups).contains(where: \.lr.isTensor) }
          default: nil
          }
        let hypothesis = Hypothesis(
          text.isWellKnown ? "boundary" : "formula",
          text.text,
          at: "\(type.rawValue).\(text.method)",
          of: [type],
          // One place in the source is less than one way to it.
          cost: text.isWellKnown ? 1 : 2,
          Hypothesis.Change(variation: { $0.plant(fault, in: type) }),
          needs: needs,
          fault: (type, fault),
          isSearched: true
        )
        found.append((hypothesis, cases, explaining))
      }
    }
    self.found = found
  }

  // The most observations of a case whose places are noted.
  private static let longest = 200

  /// The places that a scenario passes.
  private struct LoggedPlaces: Sendable {
    let places: [Fault.Place]
    let tails: [Fault.Place: Set<Int>]

    init(_ type: SchedulerType, _ scenario: Scenario) {
      let log = FaultLog()
      var variation = PlayVariation()
      variation.faults = [type: Fault(loggingTo: log)]
      _ = ReferencePlayer(variation).play(scenario)
      places = log.places
      tails = log.tails
    }
  }

  /// Places that may be one in the source, the largest groups first, and each alone.
  private static func groups(_ places: [Fault.Place], _ tails: [Fault.Place: Set<Int>]) -> [[Fault.Place]] {
    var found: [[Fault.Place]] = []
    var seen: Set<[Fault.Place]> = []
    func add(_ group: [Fault.Place]) {
      if !group.isEmpty, seen.insert(group).inserted { found.append(group) }
    }
    let shared: [Formula] = [.lr, .momentum]
    // The same part of the formulas of lr and momentum, as both are computed in one place.
    joined(places, tails) { shared.contains($0.formula) ? .lr : $0.formula }.forEach(add)
    joined(places, tails, \.formula).forEach(add)
    // What an argument chooses is written out in each of its ways.
    joined(places, tails) { ArgumentWay(formula: $0.formula, conditions: $0.conditions ?? []) }.forEach(add)
    let own = places.filter { $0.formula == .lr }
    for place in places where place.formula == .momentum {
      let twin = own.first {
        $0.branches == place.branches && $0.index == place.index && $0.kind == place.kind
      }
      if let twin { add([twin, place]) }
    }
    for place in places { add([place]) }
    return found
  }

  private struct ArgumentWay: Hashable {
    var formula: Formula
    var conditions: [Bool]
  }

  private struct Key<Part: Hashable>: Hashable {
    var part: Part
    var kind: FaultKind
    var tail: Int
  }

  // Places of a part of the formulas that are followed by the same.
  private static func joined<Part: Hashable>(
    _ places: [Fault.Place],
    _ tails: [Fault.Place: Set<Int>],
    _ part: (Fault.Place) -> Part
  ) -> [[Fault.Place]] {
    var groupOf: [Key<Part>: Int] = [:]
    var groups: [[Fault.Place]] = []
    for place in places {
      let keys = (tails[place] ?? []).map { Key(part: part(place), kind: place.kind, tail: $0) }
      let known = Set(keys.compactMap { groupOf[$0] }).sorted()
      let target = known.first ?? groups.count
      if target == groups.count { groups.append([]) }
      groups[target].append(place)
      for other in known.dropFirst() {
        groups[target] += groups[other]
        groups[other] = []
        for (key, group) in groupOf where group == other { groupOf[key] = target }
      }
      for key in keys { groupOf[key] = target }
    }
    return groups.filter { !$0.isEmpty }
  }
}
