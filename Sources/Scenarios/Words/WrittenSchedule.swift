/// A schedule as it is written: a name, its options, and the schedules inside a composite.
struct WrittenSchedule {
  var schedule: NamedSchedule
  var options: [(name: String, value: String)] = []
  var children: [WrittenSchedule] = []
  /// Whether it is one word of the command line, in quotes.
  var isQuoted = false

  /// What it is called in a legend: `StepLR step_size=30`.
  var name: String {
    let inner = children.isEmpty ? "" : "(\(children.map(\.name).joined(separator: ", ")))"
    return (["\(schedule.name)\(inner)"] + options.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }
}
