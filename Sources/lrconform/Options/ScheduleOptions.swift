import ArgumentParser
import ConformanceSupport
import JSON
import LRSchedulers
import ReferencePlay
import Scenarios

/// Schedules that are asked for: classes with their arguments, a scenario file, or cases of the suite.
struct ScheduleOptions: ParsableArguments {
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "Ids of cases; classes, each with PyTorch's arguments as options (StepLR --step_size 30); or families of schedules (warmup-cosine --warmup 500 --total 10000; `list --family` names them).",
      valueName: "schedule"
    ),
    completion: .schedules
  )
  var words: [String] = []

  @Option(help: "The learning rate. If repeated: one for each parameter group.")
  var lr: [String] = []

  @Option(help: "How many steps are made; 100 by default, or as many as there are metrics.")
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "How many steps an epoch has. Epochs are then shown, and OneCycleLR with --epochs needs no --steps_per_epoch.",
      valueName: "n"
    )
  )
  var stepsPerEpoch: Int?

  @Option(help: "SGD's momentum, or Adam's first beta. It is then shown too.")
  var momentum: String?

  @Option(help: "The optimizer.")
  var optimizer = OptimizerKind.sgd

  @Option(
    help: ArgumentHelp(
      "ReduceLROnPlateau's metrics, one for each step: numbers, or a column of a CSV file, whose empty cells are skipped.",
      valueName: "m,…|file.csv:column"
    ),
    completion: .file()
  )
  var metrics: MetricsArgument?

  @Option(help: ArgumentHelp("A file with a scenario.", valueName: "file"), completion: .file())
  var scenario: String?

  func validate() throws {
    if let stepsPerEpoch, !(1...1_000_000_000 ~= stepsPerEpoch) {
      throw ValidationError("--steps-per-epoch takes a number from 1 to 1000000000")
    }
  }

  /// What each schedule comes to, by name.
  func outcomes() throws -> [(name: String, outcome: Outcome)] {
    let player = ReferencePlayer()
    return try scenarios().map { ($0.name, player.play($0.scenario)) }
  }

  private func scenarios() throws -> [(name: String, scenario: Scenario)] {
    var scenarios: [(name: String, scenario: Scenario)] = []
    if let scenario {
      do {
        let node = try JSONNode(file: scenario, Files.read(scenario))
        scenarios.append((scenario, try Scenario(node)))
      } catch {
        throw Failure(.usage, "\(error)")
      }
    }
    let ids = words.prefix { $0.contains("/") && !$0.contains(" ") && !$0.hasPrefix("-") }
    for id in ids { scenarios.append((id, try FixtureSource(named: []).find(id).fixture.scenario)) }
    var setting = ScheduleSetting()
    if !lr.isEmpty { setting.rates = lr }
    setting.momentum = momentum
    setting.optimizer = optimizer
    setting.steps = steps
    setting.stepsPerEpoch = stepsPerEpoch
    setting.metrics = try metrics?.values()
    do {
      scenarios += try ScheduleArguments.scenarios(Array(words.dropFirst(ids.count)), setting) {
        () throws(ScheduleArguments.Problem) in
        do {
          return try FixtureSource(named: []).families()
        } catch {
          throw ScheduleArguments.Problem(description: "\(error)")
        }
      }
    } catch {
      throw Failure(.usage, "\(error)")
    }
    if scenarios.isEmpty {
      throw Failure(.usage, "no schedule; for instance: StepLR --step_size 30 --lr 0.1")
    }
    return scenarios
  }

  /// Says on standard error where a schedule ends in an error.
  func report(_ outcomes: [(name: String, outcome: Outcome)]) {
    for (name, outcome) in outcomes {
      if let error = outcome.error {
        Console.printError("\(name): step \(error.step): \(error.type): \(error.message)")
      }
    }
  }
}

extension OptimizerKind: ExpressibleByArgument {}
