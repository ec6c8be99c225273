import Testing

@testable import Scenarios

/// Expects that schedulers of a class give each of its arguments, and each word that one may be.
func expectEachArgument(of type: SchedulerType, in scenarios: [Scenario]) {
  let specs = scenarios.flatMap(\.allSchedulers).flatMap(\.flattened).filter { $0.type == type }
  for parameter in type.parameters {
    let values = specs.compactMap { $0[parameter.name] }
    #expect(!values.isEmpty, "\(parameter.name)")
    for word in parameter.kind.words {
      #expect(
        values.contains(.text(word)) || parameter.defaultValue == .text(word),
        "\(parameter.name): \(word)"
      )
    }
  }
}
