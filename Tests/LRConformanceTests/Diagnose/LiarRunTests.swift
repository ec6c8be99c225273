import LRSchedulers
import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

/// Runs of an implementation that is wrong in a way that nobody foresaw, or in two ways at once.
@Suite struct LiarRunTests {
  /// Short cases of two classes: one in which the fault is, and one that is right.
  private static func run(
    _ wrong: SchedulerType,
    _ right: SchedulerType,
    _ change: (Scenario, Outcome) -> Outcome
  ) throws -> [PlayedCase] {
    try PlayedFixtures.cases(of: wrong, change) + PlayedFixtures.cases(of: right) { _, expected in expected }
  }

  private static func named(_ cases: [PlayedCase]) -> [String] {
    RunDiagnostician(cases).diagnose().findings.map { $0.diagnosis(in: cases).sentence }
  }

  @Test(arguments: [
    OddFault("noise", each: { rate, step in rate * OddFault.noise(step, 1e-3) }),
    OddFault("NaN after step 5", each: { rate, step in step > 5 ? .nan : rate }),
    OddFault("an offset", each: { rate, _ in rate + 0.0123 }),
    .lostSteps,
  ])
  func whatNobodyForesawHasNoName(fault: OddFault) throws {
    let cases = try Self.run(.exponential, .multiStep) { _, expected in fault.applied(to: expected) }
    #expect(cases.contains { $0.fails })
    #expect(Self.named(cases) == [])
  }

  /// A cause that fits few cases by accident is not named beside many that it does not fit.
  @Test func anAccidentIsNotNamed() throws {
    let cases = try Self.run(.step, .exponential) { scenario, expected in
      // Where gamma is left out, it is as if it were 1: in three cases. The others are noise.
      let isLeftOut = scenario.schedulers.allSatisfy { $0["gamma"] == nil }
      let fault = OddFault("noise", each: { rate, step in rate * OddFault.noise(step, 1e-2) })
      if !isLeftOut { return fault.applied(to: expected) }
      var constant = scenario
      constant.schedulers = constant.schedulers.map { $0.with("gamma", .number(1.0)) }
      return ReferencePlayer().play(constant)
    }
    #expect(Self.named(cases) == [])
  }

  @Test func twoBugsOfTwoClassesAreBothNamed() throws {
    let cases =
      try PlayedFixtures.cases(of: .exponential) { scenario, _ in
        Self.play(scenario, .exponential) { spec in
          guard case .number(let gamma) = spec["gamma"] else { return spec }
          return spec.with("gamma", .number((try? gamma * 2) ?? gamma))
        }
      }
      + PlayedFixtures.cases(of: .step) { scenario, _ in
        Self.play(scenario, .step) { $0.adding(1, to: "step_size") }
      }
    let named = Self.named(cases)
    #expect(named.contains { $0.hasPrefix("ExponentialLR takes twice gamma") }, "\(named)")
    #expect(named.contains { $0.hasPrefix("StepLR: step_size one late") }, "\(named)")
  }

  /// The chainable formula is wrong, and the closed form in another way.
  @Test func twoBugsOfOneClassAreBothNamed() throws {
    let log = FaultLog()
    _ = try PlayedFixtures.cases(of: .exponential) { scenario, _ in
      var variation = PlayVariation()
      variation.faults = [.exponential: Fault(loggingTo: log)]
      return PlayedFixtures.play(scenario, variation)
    }
    func fault(_ formula: Formula, _ operation: FormulaOperation, _ other: FormulaOperation) throws -> Fault {
      let place = try #require(
        log.places.first { place in
          guard place.formula == formula, case .operation(operation, _) = place.kind else { return false }
          return true
        }
      )
      return Fault(place, .operation(other))
    }
    let both = Fault(try fault(.lr, .times, .divided), try fault(.closedForm, .power, .times))
    let cases = try PlayedFixtures.cases(of: .exponential) { scenario, _ in
      var variation = PlayVariation()
      variation.plant(both, in: .exponential)
      return PlayedFixtures.play(scenario, variation)
    }
    let places = RunDiagnostician(cases).diagnose().findings.flatMap { finding in
      finding.hypotheses.map(\.place)
    }
    #expect(places.contains("ExponentialLR.get_lr"), "\(places)")
    #expect(places.contains("ExponentialLR._get_closed_form_lr"), "\(places)")
  }

  /// Composites may be built without what is wrong around a class.
  @Test func aMistakeOutsideOfCompositesIsToldSo() throws {
    let cases = try Self.asked([.exponential]) { $0.contains(.exponential) }
    let named = Self.named(cases)
    #expect(named.count == 1 && named[0].contains(", outside of composites (explains"), "\(named)")
  }

  /// Where two classes are wrong in one case, what both give is what was observed.
  @Test func whatTwoMistakesGiveTogetherIsNamed() throws {
    let cases = try Self.asked([.exponential, .step]) { types in
      !types.isDisjoint(with: [.exponential, .step]) && !types.contains(where: \.isComposite)
    }
    let both = cases.indices.filter { Set(cases[$0].scenario.schedulerTypes) == [.exponential, .step] }
    let diagnosis = RunDiagnostician(cases).diagnose()
    let texts = both.map { diagnosis.diagnosis(of: $0, in: cases)?.text ?? "nothing" }
    #expect(!texts.contains("nothing"), "\(both.map { cases[$0].fixture.id }): \(texts)")
    #expect(texts.contains { $0.contains("ExponentialLR: ") && $0.contains("StepLR: ") }, "\(texts)")
  }

  /// Short cases, in which schedulers of some classes are asked for get_lr() and never stepped, but for those inside of
  /// composites.
  private static func asked(_ wrong: Set<SchedulerType>, _ isWanted: (Set<SchedulerType>) -> Bool) throws
    -> [PlayedCase]
  {
    var variation = PlayVariation()
    variation.build(AskedScheduler.building(wrong), again: AskedScheduler.building(wrong, isFirst: false))
    return try PlayedFixtures.cases { scenario, expected in
      let isRight = scenario.schedulerTypes.contains(where: \.isComposite)
      return isRight ? expected : PlayedFixtures.play(scenario, variation)
    }.filter { isWanted(Set($0.scenario.schedulerTypes)) }
  }

  private static func play(
    _ scenario: Scenario,
    _ type: SchedulerType,
    _ change: (SchedulerSpec) -> SchedulerSpec
  ) -> Outcome {
    var wrong = scenario
    wrong.schedulers = wrong.schedulers.map { spec in spec.changed { $0.type == type ? change($0) : $0 } }
    return ReferencePlayer().play(wrong)
  }
}

extension OddFault: CustomTestStringConvertible {
  var testDescription: String { name }

  /// Steps are lost, at random in each case.
  static let lostSteps = OddFault("lost steps") { rates, _ in
    var source = SeededGenerator(seed: (rates.last ?? 0).bitPattern)
    var made = 0
    return rates.indices.map { step in
      if step > 0, Double.random(in: 0..<1, using: &source) < 0.7 { made += 1 }
      return rates[made]
    }
  }
}
