import Testing

@testable import Diagnostics
@testable import Fixtures
@testable import LRSchedulers
@testable import ReferencePlay

@Suite struct ReferenceFaultsTests {
  private func cases(_ ids: String...) throws -> [RunCase] {
    try Fixtures.cases().filter { ids.isEmpty || ids.contains($0.fixture.id) }.compactMap { named in
      named.fixture.expected.map { RunCase(suite: "", path: "", fixture: named.fixture, expected: $0) }
    }
  }

  @Test func theSuiteNoticesEveryFaultOfStepLR() throws {
    let faults = try ReferenceFaults(.step, cases())
    let names = faults.findings.map(\.name)
    #expect(names.count > 30)
    #expect(Set(names).count == names.count)
    #expect(names.contains("StepLR.lr 2 after yes: a % b → a // b"))
    #expect(names.contains("StepLR.closedForm 1: a // b → a / b"))
    #expect(faults.survivors == [])
    #expect(faults.broken == [])
  }

  @Test func aCaseNoticesOnlyWhatItPasses() throws {
    let faults = try ReferenceFaults(.step, cases("step-lr/documented"))
    #expect(!faults.findings.isEmpty)
    #expect(faults.findings.allSatisfy { $0.name.hasPrefix("StepLR.lr ") })
    #expect(faults.findings.allSatisfy { $0.noticedBy ?? "step-lr/documented" == "step-lr/documented" })
    // It has no epoch below zero.
    #expect(faults.survivors.contains("StepLR.lr 1: a != 0 → a > 0"))
  }

  @Test func theFormulasOfChildrenAreChanged() throws {
    let faults = try ReferenceFaults(.exponential, cases("chained-scheduler/growing"))
    let finding = faults.findings.first { $0.name == "ExponentialLR.lr 1: a * b → a / b" }
    #expect(finding?.noticedBy == "chained-scheduler/growing")
  }

  @Test func compositesHaveNoFormula() throws {
    #expect(try ReferenceFaults(.chained, cases()).findings.isEmpty)
    #expect(try ReferenceFaults(.sequential, cases()).findings.isEmpty)
  }

  @Test func aCaseThatFailsWithoutAFaultIsNamed() throws {
    let run = try #require(try cases("step-lr/documented").first)
    var expected = run.expected
    expected.trace.channels[0].columns[0][3] = 7
    let wrong = RunCase(suite: "", path: "", fixture: run.fixture, expected: expected)
    let faults = ReferenceFaults(.step, [wrong])
    #expect(faults.broken == ["step-lr/documented"])
    #expect(faults.findings.isEmpty)
  }

  @Test func namesTellWhatIsDoneInstead() {
    let start = "CyclicLR.momentum 5 after yes, no: "
    func name(_ kind: FaultKind, _ change: FaultChange) -> String? {
      let place = Fault.Place(formula: .momentum, branches: [true, false], index: 4, kind: kind)
      return FaultName(Fault(place, change))?.text(in: .cyclic)
    }
    let (pi, one) = (FaultConstants(first: .pi), FaultConstants(second: 1))
    #expect(name(.operation(.log, FaultConstants()), .swapped) == start + "log(a, b) → log(b, a)")
    #expect(name(.operation(.times, pi), .firstConstant(-1)) == start + "π * b → (π - 1) * b")
    #expect(name(.comparison(.less, one), .secondConstant(1)) == start + "a < 1 → a < 2")
    #expect(name(.comparison(.less, FaultConstants()), .always(false)) == start + "a < b → never")
    #expect(name(.function(.floor), .function(.ceil)) == start + "floor(a) → ceil(a)")
    #expect(name(.call, .argument(-1)) == start + "call(a) → call(a - 1)")
    #expect(name(.assignment, .notAssigned) == start + "assigned → not assigned")
  }
}
