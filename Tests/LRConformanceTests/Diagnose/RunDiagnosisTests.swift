import LRSchedulers
import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import ReferencePlay
@testable import Scenarios

/// The cases of the fixtures, played by someone.
enum PlayedFixtures {
  /// The cases that contain a class, or all.
  static func cases(
    of type: SchedulerType? = nil,
    tolerance: Tolerance = .float64,
    _ play: (Scenario, Outcome) -> Outcome
  ) throws -> [PlayedCase] {
    try Fixtures.cases().compactMap { named in
      guard let expected = named.fixture.expected else { return nil }
      // Short cases of the class alone: a debug build takes long for more.
      if let type, named.fixture.scenario.schedulerTypes != [type] { return nil }
      if named.fixture.scenario.observationCount > 12 { return nil }
      let actual = play(named.fixture.scenario, expected)
      return PlayedCase(named.fixture, expected: expected, actual: actual, tolerance: tolerance)
    }
  }

  /// What a fault in a class's formulas makes of a scenario.
  static func play(_ scenario: Scenario, _ variation: PlayVariation) -> Outcome {
    ReferencePlayer(variation).play(scenario)
  }
}

/// Causes are judged by every case of a run.
@Suite struct RunDiagnosisTests {
  private func explain(_ cases: [PlayedCase]) -> (diagnosis: RunDiagnosis, told: [Diagnosis]) {
    let diagnosis = RunDiagnostician(cases).diagnose()
    return (diagnosis, diagnosis.findings.map { $0.diagnosis(in: cases) })
  }

  @Test func oneMistakeIsNamedOnceForAllCases() throws {
    let cases = try PlayedFixtures.cases(of: .step) { scenario, _ in
      var late = scenario
      late.schedulers = late.schedulers.map { spec in
        spec.changed { $0.type == .step ? $0.adding(1, to: "step_size") : $0 }
      }
      return ReferencePlayer().play(late)
    }
    let (diagnosis, told) = explain(cases)
    #expect(told.first?.text == "StepLR: step_size one late")
    #expect(told.first?.subject == "StepLR")
    #expect(told.first?.explained == told.first?.failing)
    #expect(diagnosis.findings.count == 1)
    #expect(diagnosis.unexplained.isEmpty)
  }

  @Test func aBoundaryOfPlateauIsCalledByItsWords() throws {
    let cases = try PlayedFixtures.cases(of: .plateau) { scenario, _ in
      var wrong = scenario
      wrong.schedulers = wrong.schedulers.map { spec in
        spec.changed { spec in
          switch spec.type {
          case .exponential: spec.with("gamma", .number(0.7))
          case .plateau: spec.adding(-1, to: "patience")
          default: spec
          }
        }
      }
      return ReferencePlayer().play(wrong)
    }
    let texts = explain(cases).told.map(\.text)
    #expect(texts.contains("the bad epochs are compared with patience by >= where > is meant"))
  }

  @Test func aChangeInAFormulaIsWrittenDown() throws {
    let log = FaultLog()
    let cases = try PlayedFixtures.cases(of: .exponential) { scenario, _ in
      var variation = PlayVariation()
      variation.faults = [.exponential: Fault(loggingTo: log)]
      return PlayedFixtures.play(scenario, variation)
    }
    #expect(cases.allSatisfy { !$0.fails })
    let place = try #require(
      log.places.first { place in
        if case .operation(.times, _) = place.kind { place.formula == .lr } else { false }
      }
    )
    let wrong = try PlayedFixtures.cases(of: .exponential) { scenario, _ in
      var variation = PlayVariation()
      variation.faults = [.exponential: Fault(place, .operation(.divided))]
      return PlayedFixtures.play(scenario, variation)
    }
    let told = try #require(explain(wrong).told.first)
    #expect(told.place == "ExponentialLR.get_lr")
    #expect(told.apparent == "lr(t) = lr(t−1) / gamma")
    #expect(told.formula == "lr(t) = lr(t−1) · gamma")
  }

  @Test func anErrorAloneNamesNoCauseOfValues() throws {
    let refused = RunError(step: 0, type: "ValueError", message: "no")
    let cases = try PlayedFixtures.cases(of: .oneCycle) { scenario, expected in
      guard expected.error == nil else { return expected }
      let empty = scenario.observe.map { Trace.Observed(channel: $0, columns: [[]]) }
      return Outcome(trace: Trace(channels: empty), error: refused)
    }
    let diagnosis = explain(cases).diagnosis
    #expect(diagnosis.findings.isEmpty)
    #expect(diagnosis.errors.map(\.text) == ["OneCycleLR refuses these arguments: ValueError: no"])
  }

  @Test func anErrorInAStepDoesNotHideTheValuesBeforeIt() throws {
    let cases = try PlayedFixtures.cases(of: .exponential) { scenario, _ in
      var wrong = scenario
      wrong.schedulers = wrong.schedulers.map { spec in
        spec.changed { spec in
          guard spec.type == .exponential, case .number(let gamma) = spec["gamma"] else { return spec }
          return spec.with("gamma", .number((try? gamma * 2) ?? gamma))
        }
      }
      var outcome = ReferencePlayer().play(wrong)
      let end = 5
      guard outcome.error == nil, outcome.trace.length > end else { return outcome }
      for index in outcome.trace.channels.indices {
        outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
          Array($0.prefix(end))
        }
      }
      outcome.error = RunError(step: end, type: "StopIteration", message: "over")
      return outcome
    }
    let (diagnosis, told) = explain(cases)
    #expect(diagnosis.errors.contains { $0.text.hasSuffix("StopIteration: over") })
    #expect(told.first?.text == "ExponentialLR takes twice gamma")
  }

  @Test func aWrongEpochBesideRightRatesIsToldForItself() throws {
    let cases = try PlayedFixtures.cases(of: .linear) { _, expected in
      var outcome = expected
      for index in outcome.trace.channels.indices where outcome.trace.channels[index].channel == .lastEpoch {
        outcome.trace.channels[index].columns = outcome.trace.channels[index].columns.map {
          $0.map { $0 + 1 }
        }
      }
      return outcome
    }
    #expect(explain(cases).told.first?.text.hasSuffix("last_epoch is one too large") == true)
  }
}

/// What nobody foresaw is called unknown.
@Suite struct UnknownFaultTests {
  @Test func oddFaultsOfAWholeRunAreUnknown() throws {
    var named: [String] = []
    for (index, fault) in OddFault.all.enumerated()
    where index % 8 == 0 && !OddFault.foreseen.contains(fault.name) {
      let cases = try PlayedFixtures.cases(of: .step) { _, expected in fault.applied(to: expected) }
      #expect(cases.contains { $0.fails })
      for finding in RunDiagnostician(cases).diagnose().findings {
        named.append("\(fault.name): \(finding.diagnosis(in: cases).sentence)")
      }
    }
    #expect(named == [])
  }

  @Test func anOffsetInOneClassIsUnknown() throws {
    let cases = try PlayedFixtures.cases(of: .polynomial) { _, expected in
      OddFault("offset", each: { rate, _ in rate + 0.0123 }).applied(to: expected)
    }
    #expect(RunDiagnostician(cases).diagnose().findings.map { $0.diagnosis(in: cases).sentence } == [])
  }

  @Test func valuesThatEndInNaNAreUnknown() throws {
    let cases = try PlayedFixtures.cases(of: .cosineAnnealing) { _, expected in
      OddFault("NaN", each: { rate, step in step > 10 ? .nan : rate }).applied(to: expected)
    }
    #expect(cases.contains { $0.fails })
    #expect(RunDiagnostician(cases).diagnose().findings.map { $0.diagnosis(in: cases).sentence } == [])
  }
}

/// What is on record beside the expected values is recognised.
@Suite struct RecordedCauseTests {
  @Test func anOtherVersionIsNamed() throws {
    let version = try #require(Version("1.4"))
    let cases = try Fixtures.cases().compactMap { named -> PlayedCase? in
      guard let expected = named.fixture.expected, let old = named.fixture.expectation(of: version) else {
        return nil
      }
      if named.fixture.scenario.schedulerTypes != [.multiplicative] { return nil }
      return PlayedCase(named.fixture, expected: expected, actual: old, tolerance: .float64)
    }
    #expect(cases.contains { $0.fails })
    let diagnosis = RunDiagnostician(cases).diagnose()
    #expect(diagnosis.findings.first?.hypotheses.first?.name == "other-version")
    #expect(diagnosis.unexplained.isEmpty)
  }
}

/// The formula of a family is searched as a scheduler's is.
@Suite struct FamilyMistakeTests {
  /// The cases of a family, played with some words of the formula replaced.
  private static func cases(_ name: String, _ replace: (FamilyUse) -> (String, String)) throws -> [PlayedCase]
  {
    try Fixtures.cases().compactMap { named in
      guard let expected = named.fixture.expected, let use = named.fixture.scenario.family, use.name == name,
        let function = named.fixture.scenario.familyFunction
      else { return nil }
      let (old, new) = replace(use)
      let wrong = try Expression(function.source.replacing(old, with: new))
      let actual = ReferencePlayer().play(
        named.fixture.scenario.changingSchedulers { $0.with("lr_lambda", .function(wrong)) }
      )
      return PlayedCase(named.fixture, expected: expected, actual: actual, tolerance: .float64)
    }
  }

  @Test func aWarmUpThatIsOneStepShortIsWrittenDown() throws {
    let cases = try Self.cases("warmup-cosine") { use in
      let warmup = use.arguments.first { $0.name == "warmup" }?.value ?? 0
      return ("epoch / \(warmup) if", "epoch / max(1, \(warmup) - 1) if")
    }
    #expect(cases.filter(\.fails).count > 5)
    let diagnosis = RunDiagnostician(cases).diagnose()
    let text = diagnosis.findings.first?.hypotheses.first?.text ?? ""
    #expect(text.hasPrefix("warmup-cosine: computes start + (1 - start) * epoch / max(1, warmup - 1) if"))
    #expect(text.hasSuffix(", where the family has warmup"))
    #expect(diagnosis.unexplained.isEmpty)
  }

  @Test func aBoundThatIsMissingIsWrittenDown() throws {
    let cases = try Self.cases("warmup-linear") { _ in ("max(0, (", "max(-1e9, (") }
    #expect(cases.contains { $0.fails })
    let text = RunDiagnostician(cases).diagnose().findings.first?.hypotheses.first?.text ?? ""
    #expect(text.hasSuffix(", where the family has max(0, (total - epoch) / max(1, total - warmup))"))
  }
}
