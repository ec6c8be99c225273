/// The options that a class cannot do without.
enum MissingOptions {
  /// Refuses a class whose required arguments are not all given.
  static func refuse(_ type: SchedulerType, given: [String]) throws(ScheduleArguments.Problem) {
    let missing = type.parameters.filter { $0.defaultValue == nil && !given.contains($0.name) }
    if missing.contains(where: { $0.kind == .schedulers }) {
      let milestones = type == .sequential ? " --milestones 5" : ""
      throw problem(
        "\(type.rawValue) needs its schedules, each in quotes: \(type.rawValue) 'LinearLR --total_iters 5' "
          + "'ExponentialLR --gamma 0.9'\(milestones)"
      )
    }
    if !missing.isEmpty {
      let options = missing.map { "--\($0.name) (\($0.kind.name))" }.joined(separator: " and ")
      throw problem("\(type.rawValue) needs \(options)")
    }
    let hasLength =
      given.contains("total_steps") || given.contains("epochs") && given.contains("steps_per_epoch")
    if type == .oneCycle, !hasLength {
      throw problem("OneCycleLR needs --total_steps, or --epochs and --steps_per_epoch")
    }
  }

  private static func problem(_ text: String) -> ScheduleArguments.Problem {
    ScheduleArguments.Problem(description: text)
  }
}
