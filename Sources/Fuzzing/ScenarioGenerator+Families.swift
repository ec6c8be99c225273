import Adapters
import LRSchedulers
import Scenarios

extension ScenarioGenerator {
  /// A scenario of one of the families, in one of its conventions or without one; nil where an argument is such that the
  /// family has no formula for it.
  mutating func scenario(of families: [ScheduleFamily]) -> Scenario? {
    let family = random.pick(families)
    let conventions: [String?] = [nil] + family.conventions.map(\.name)
    let arguments = family.arguments.map { FamilyUse.Argument($0.name, value($0)) }
    let use = FamilyUse(name: family.name, convention: random.pick(conventions), arguments: arguments)
    guard let function = try? Expression(family.expression(use)) else { return nil }
    let groupCount = features.contains(.groups) ? random.pick([1, 1, 2]) : 1
    let groups = (0..<groupCount).map { _ in group(.sgd) }
    let spec = SchedulerSpec(type: .lambda, arguments: [KeywordArgument("lr_lambda", .function(function))])
    var program = [Operation(.step(random.integer(1...40)))]
    if features.contains(.reload), random.chance(0.2) { program.append(Operation(.reload(Reload(.all)))) }
    program.append(Operation(.step(random.integer(1...40))))
    return Scenario(optimizer: .sgd, groups: groups, schedulers: [spec], program: program, family: use)
  }

  private mutating func value(_ argument: ScheduleFamily.Argument) -> Number {
    if let standard = argument.standard, random.chance(0.4) { return standard }
    switch argument.unit {
    case "steps": return .integer(random.pick([0, 1, 2, random.integer(1...20), random.integer(20...60)]))
    case "of the base lr": return .float(random.pick([0.1, 0.01, 0.5, random.unit()]))
    default: return random.pick([1, 2, 3, 0.5])
    }
  }
}
