import ConformanceSupport
import Fixtures
import LRSchedulers
import ReferencePlay
import Scenarios

/// Mistakes in the formulas of the reference, one at a time, and whether some cases notice them: how strong a suite is.
///
/// A mistake is made at every place that a case passes, in every way in which there can be one. It is noticed by the
/// first case whose values, error or the error's step are not the expected ones, to the bit.
package struct ReferenceFaults: Sendable {
  /// What became of a fault.
  package struct Finding: Sendable {
    /// What the fault is called; see `FaultName`.
    package var name: String
    /// The first case that notices it; nil where none does.
    package var noticedBy: String?
  }

  /// The class whose formulas are changed.
  package let type: SchedulerType
  /// What became of each fault.
  package let findings: [Finding]
  /// The cases that are not as expected without a fault: what they notice says nothing.
  package let broken: [String]

  /// Makes the faults of a class, and plays the cases that the class is in.
  package init(_ type: SchedulerType, _ cases: [RunCase]) {
    self.type = type
    // Short cases first: most faults are noticed by any.
    let cases = cases.filter { $0.fixture.scenario.schedulerTypes.contains(type) }
      .sorted { $0.fixture.scenario.observationCount < $1.fixture.scenario.observationCount }
    let passed = Parallel.map(cases.count) { index in
      let log = FaultLog()
      let isRight = Self.play(cases[index], type, Fault(loggingTo: log))
      return (places: log.places.compactMap(Self.measured), isRight: isRight)
    }
    broken = zip(cases, passed).filter { !$0.1.isRight }.map(\.0.fixture.id)

    // Only a case that passes a place can notice what is changed there.
    var places: [Fault.Place] = []
    var casesAt: [Fault.Place: [RunCase]] = [:]
    for (run, passed) in zip(cases, passed) where passed.isRight {
      for place in passed.places where casesAt[place]?.last?.fixture.id != run.fixture.id {
        if casesAt[place] == nil { places.append(place) }
        casesAt[place, default: []].append(run)
      }
    }
    let faults = places.flatMap { place in
      place.kind.changes.map { (fault: Fault(place, $0), cases: casesAt[place] ?? []) }
    }
    findings = Parallel.map(faults.count) { index in
      let (fault, cases) = faults[index]
      let noticing = cases.first { !Self.play($0, type, fault) }
      return Finding(name: FaultName(fault)?.text(in: type) ?? "", noticedBy: noticing?.fixture.id)
    }
  }

  /// The faults that no case notices.
  package var survivors: [String] { findings.filter { $0.noticedBy == nil }.map(\.name) }

  // A place whose mistakes are counted: those of constructors and of conditions are for diagnosis alone.
  private static func measured(_ place: Fault.Place) -> Fault.Place? {
    if place.formula == .construction || place.formula == .turn || place.kind.changes.isEmpty { return nil }
    var place = place
    place.conditions = nil
    return place
  }

  // Whether a case turns out as expected in spite of a fault.
  private static func play(_ run: RunCase, _ type: SchedulerType, _ fault: Fault) -> Bool {
    var variation = PlayVariation()
    variation.faults = [type: fault]
    let outcome = ReferencePlayer(variation).play(run.fixture.scenario)
    return OutcomeComparator(tolerance: .exact, strictErrors: true)
      .compare(outcome, with: run.expected).verdict == .identical
  }
}
