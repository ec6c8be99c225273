import LRSchedulers
import Synchronization
import Testing

@testable import Adapters
@testable import Fixtures
@testable import Fuzzing
@testable import ReferencePlay
@testable import Scenarios

/// Liars are found by random scenarios, and what shows them is made simple.
@Suite struct FuzzerTests {
  /// A liar of the port, the cause that is to be named, and how many schedulers it takes to show it.
  struct Lie: Sendable, CustomStringConvertible {
    var mistake: PortMistake
    var cause: String
    var schedulers = 1
    var description: String { "\(mistake)" }

    init(_ mistake: PortMistake, _ cause: String, schedulers: Int = 1) {
      self.mistake = mistake
      self.cause = cause
      self.schedulers = schedulers
    }

    var subject: Subject {
      .inProcess(PortTests.handshake) { [mistake] in .reply(.outcome(Port<Double>.play($0, [mistake]))) }
    }
  }

  static let lies = [
    Lie(.patienceAtLeast, "patience"), Lie(.cosineShortPeriod, "boundary"),
    Lie(.closedFormSteps, "closed-form"),
    Lie(.gammaEachStep, "gamma-each-step"), Lie(.endFactorIgnored, "argument-ignored"),
    Lie(.groupsReversed, "groups"), Lie(.stateLost, "reload"), Lie(.lateByOne, "shifted"),
  ]

  @Test(arguments: lies)
  func lieIsFoundNamedAndMadeSimple(lie: Lie) async throws {
    var options = FuzzOptions()
    // Far fewer than 2,000 are enough.
    options.count = 160
    let report = try await Fuzzer(options).run(lie.subject)
    // The simplest of those that have the cause: some show in a composite alone.
    let found = report.findings.filter { $0.diagnosis?.names.contains(lie.cause) == true }
    let finding = try #require(
      found.min { $0.scenario.flattenedCount < $1.scenario.flattenedCount }
    )
    let scenario = String(decoding: finding.scenario.json().compactBytes(), as: UTF8.self)
    let text = "\(finding.index) ×\(finding.count): \(scenario)"
    #expect(finding.scenario.program.reduce(0) { $0 + $1.action.stepCount } <= 4, "\(text)")
    #expect(finding.scenario.flattenedCount == lie.schedulers, "\(text)")
    #expect(finding.scenario.groups.count <= (lie.cause == "groups" ? 2 : 1), "\(text)")
    for number in finding.scenario.numbers { #expect("\(number)".utf8.count <= 5, "\(text)") }
    // Simple, and still the same lie.
    #expect(finding.expected.error == nil)
    #expect(ReferencePlayer().play(finding.scenario) == finding.expected)
    #expect(Port<Double>.play(finding.scenario, [lie.mistake]) == finding.actual)
  }

  /// What shows only some steps after the start is found in plain scenarios of its class.
  @Test(arguments: [
    (SchedulerType.step, Lie(.stepDecayLate, "boundary")),
    (SchedulerType.cosineAnnealing, Lie(.restartsAfterPeriod, "restarts")),
  ])
  func lieOfOneClassIsFoundAndNamed(type: SchedulerType, lie: Lie) async throws {
    var options = FuzzOptions()
    options.count = 40
    options.schedulers = [type]
    options.features = []
    let report = try await Fuzzer(options).run(lie.subject)
    let finding = try #require(report.findings.first { $0.diagnosis?.names.contains(lie.cause) == true })
    #expect(finding.scenario.schedulers.map(\.type) == [type])
    #expect(finding.scenario.program.reduce(0) { $0 + $1.action.stepCount } <= 4)
    #expect(Port<Double>.play(finding.scenario, [lie.mistake]) == finding.actual)
  }

  @Test func crashIsFoundAndMadeSimple() async throws {
    var options = FuzzOptions()
    options.count = 100
    let subject = Subject.inProcess(PortTests.handshake) { scenario in
      scenario.schedulerTypes.contains(.cyclic)
        ? .fault(.closed, errorText: "trace\nSegmentation fault\n")
        : .reply(.outcome(Port<Double>.play(scenario)))
    }
    let report = try await Fuzzer(options).run(subject)
    #expect(report.findings.count == 1)
    let finding = try #require(report.findings.first)
    #expect(finding.headline == "the adapter ended without an answer; it said: Segmentation fault")
    #expect(finding.actual == nil)
    #expect(finding.scenario.schedulers.map(\.type) == [.cyclic])
    #expect(finding.scenario.program == [])
    #expect(finding.scenario.groups.count == 1)
  }

  /// Composites alone are asked for: their members are of the classes that the adapter declares.
  @Test(arguments: [nil, [.sequential, .chained, .step]] as [[SchedulerType]?])
  func compositesAloneHaveMembers(declared: [SchedulerType]?) {
    var handshake = PortTests.handshake
    handshake.schedulers = declared
    var options = FuzzOptions()
    options.schedulers = [.sequential]
    let fuzzer = Fuzzer(options)
    let scenarios = (0..<50).map { fuzzer.scenario($0, for: handshake) }
    let types = scenarios.flatMap(\.schedulers).flatMap(\.flattened).map(\.type)
    #expect(types.contains(.sequential))
    #expect(!types.contains(.chained))
  }

  @Test func rightImplementationHasNoFindings() async throws {
    var options = FuzzOptions()
    options.count = 100
    let report = try await Fuzzer(options).run(.reference)
    #expect(report.scenarios == 100)
    #expect(report.skipped == 0)
    #expect(report.findings.isEmpty)
  }

  @Test func sameSeedMakesTheSameScenarios() async throws {
    func played(_ seed: UInt64, _ count: Int) async throws -> [Scenario] {
      let seen = Mutex<[Scenario]>([])
      var options = FuzzOptions()
      options.seed = seed
      options.count = count
      options.shrinks = false
      let subject = Subject.inProcess(PortTests.handshake) { scenario in
        seen.withLock { $0.append(scenario) }
        return .reply(.outcome(ReferencePlayer().play(scenario)))
      }
      _ = try await Fuzzer(options).run(subject)
      return seen.withLock { $0 }
    }
    let first = try await played(7, 60)
    #expect(first.count == 60)
    #expect(try await played(7, 60) == first)
    // Each is made by its index alone, whoever asks and in whatever order: so the number of jobs is nothing to it.
    var options = FuzzOptions()
    options.seed = 7
    let fuzzer = Fuzzer(options)
    for index in [59, 3, 31, 0] { #expect(fuzzer.scenario(index, for: PortTests.handshake) == first[index]) }
    #expect(try await played(8, 60) != first)
  }

  @Test func onlyWhatIsDeclaredIsAsked() async throws {
    var handshake = PortTests.handshake
    handshake.schedulers = [.step, .plateau]
    handshake.features = [.momentum]
    let fuzzer = Fuzzer(FuzzOptions())
    for index in 0..<100 {
      let scenario = fuzzer.scenario(index, for: handshake)
      let needs = Requirements(scenario, expectsError: false)
      #expect(needs.reasonToSkip(handshake) == nil)
      #expect(ReferencePlayer().play(scenario).error == nil)
    }
  }
}

extension Scenario {
  /// The numbers that a reader has to look at.
  fileprivate var numbers: [Double] {
    let numbers =
      groups.map(\.lr)
      + schedulers.flatMap(\.flattened).flatMap(\.arguments).flatMap { argument -> [Number] in
        switch argument.value {
        case .number(let number): [number]
        case .numbers(let numbers): numbers
        default: []
        }
      }
    return numbers.map { (try? $0.double()) ?? .nan }
  }
}

extension Scenario {
  /// How many schedulers there are, those inside composites included.
  fileprivate var flattenedCount: Int { schedulers.flatMap(\.flattened).count }
}
