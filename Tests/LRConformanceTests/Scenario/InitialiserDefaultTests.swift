import Fixtures
import LRSchedulers
import ReferencePlay
import Scenarios
import Testing

/// The Swift initialisers' defaults against those of the table that scenarios are read by.
@Suite struct InitialiserDefaultTests {
  typealias Build = @Sendable (inout Optimizer) throws -> any LRScheduler

  // What is required and no more, for the initialiser and for a scenario.
  static let minimal: [(type: SchedulerType, arguments: String, build: Build)] = [
    (.step, #""step_size": 2"#, { try StepLR(&$0, stepSize: 2) }),
    (.multiStep, #""milestones": [1, 3]"#, { try MultiStepLR(&$0, milestones: [1, 3]) }),
    (.constant, "", { try ConstantLR(&$0) }),
    (.linear, "", { try LinearLR(&$0) }),
    (.exponential, #""gamma": 0.9"#, { try ExponentialLR(&$0, gamma: 0.9) }),
    (.polynomial, "", { try PolynomialLR(&$0) }),
    (.cosineAnnealing, #""T_max": 4"#, { try CosineAnnealingLR(&$0, tMax: 4) }),
    (.warmRestarts, #""T_0": 3"#, { try CosineAnnealingWarmRestarts(&$0, t0: 3) }),
    (.cyclic, #""base_lr": 0.1, "max_lr": 0.5"#, { try CyclicLR(&$0, baseLR: 0.1, maxLR: 0.5) }),
    (
      .oneCycle, #""max_lr": 1.0, "total_steps": 7000"#,
      { try OneCycleLR(&$0, maxLR: 1.0, totalSteps: 7000) }
    ),
    (.swa, #""swa_lr": 0.01"#, { try SWALR(&$0, swaLR: 0.01) }),
  ]

  /// Every class with a default of its own has a row, but ReduceLROnPlateau, which has a test below.
  @Test(arguments: SchedulerType.allCases.filter { $0 != .plateau })
  func classHasARow(type: SchedulerType) {
    let hasDefaults = type.parameters.contains { $0.name != "last_epoch" && $0.defaultValue != nil }
    #expect(!hasDefaults || Self.minimal.contains { $0.type == type })
  }

  static let observed: [Channel] = [.lr, .momentum]

  private func play(_ type: SchedulerType, _ arguments: String) throws -> Trace {
    let scenario = try scenario(
      scenarioText(
        optimizer: #"{"type": "SGD", "groups": [{"lr": 0.1, "momentum": 0.9}]}"#,
        schedulers: #"[{"type": "\#(type.rawValue)", "args": {\#(arguments)}}]"#,
        program: #"[{"step": 6500}]"#,
        more: #", "observe": ["lr", "momentum"]"#
      )
    )
    let outcome = ReferencePlayer().play(scenario)
    #expect(outcome.error == nil)
    return outcome.trace
  }

  @Test(arguments: minimal.map(\.type))
  func initialiserWithoutDefaultsGivesTheScenariosTrace(type: SchedulerType) throws {
    let row = try #require(Self.minimal.first { $0.type == type })
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    var scheduler = try row.build(&optimizer)
    var rates: [Double] = []
    var momenta: [Double] = []
    for step in 0...6500 {
      if step > 0 { try scheduler.step(&optimizer) }
      rates.append(try optimizer.groups[0].lr.double())
      momenta.append(try #require(optimizer.groups[0].momentum).double())
    }
    let trace = try play(type, row.arguments)
    #expect(trace[.lr] == [rates])
    #expect(trace[.momentum] == [momenta])
  }

  @Test(arguments: minimal.map(\.type))
  func defaultsWrittenOutChangeNothing(type: SchedulerType) throws {
    let row = try #require(Self.minimal.first { $0.type == type })
    let defaults = type.parameters.compactMap { parameter -> String? in
      switch parameter.defaultValue {
      case .null: #""\#(parameter.name)": null"#
      case .flag(let flag): #""\#(parameter.name)": \#(flag)"#
      case .text(let text): #""\#(parameter.name)": "\#(text)""#
      case .number(.integer(let value)): #""\#(parameter.name)": \#(value)"#
      case .number(.float(let value)): #""\#(parameter.name)": \#(value)"#
      default: nil
      }
    }.filter { written in !row.arguments.contains(written.prefix { $0 != ":" }) }
    #expect(!defaults.isEmpty)
    let all = ([row.arguments] + defaults).filter { !$0.isEmpty }.joined(separator: ", ")
    #expect(try play(type, all) == play(type, row.arguments))
  }

  @Test func plateauInitialiserHasTheScenariosDefaults() throws {
    let metrics = [3.0, 2.9999, 2.9] + Array(repeating: 2.9, count: 40)
    let scenario = try scenario(
      scenarioText(
        schedulers: #"[{"type": "ReduceLROnPlateau", "args": {}}]"#,
        program: #"[{"step_metrics": [\#(metrics.map { "\($0)" }.joined(separator: ", "))]}]"#
      )
    )
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1)])
    var scheduler = try ReduceLROnPlateau(&optimizer)
    var rates = [0.1]
    for metric in metrics {
      try scheduler.step(&optimizer, metric)
      rates.append(try optimizer.groups[0].lr.double())
    }
    #expect(Set(rates).count == 4)
    #expect(ReferencePlayer().play(scenario).trace[.lr] == [rates])
  }
}
