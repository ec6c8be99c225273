import JSON

/// What a word names: a class, or a family of schedules.
enum NamedSchedule {
  case scheduler(SchedulerType)
  case family(ScheduleFamily)

  var name: String {
    switch self {
    case .scheduler(let type): type.rawValue
    case .family(let family): family.name
    }
  }

  /// The class; a family is played by a LambdaLR.
  var type: SchedulerType {
    switch self {
    case .scheduler(let type): type
    case .family: .lambda
    }
  }

  /// The names of its options.
  var options: [String] {
    switch self {
    case .scheduler(let type): type.parameters.map(\.name)
    case .family(let family):
      family.arguments.map(\.name) + (family.conventions.isEmpty ? [] : ["convention"])
    }
  }

  /// Whether an option may stand without a value.
  func isFlag(_ option: String) -> Bool {
    guard case .scheduler(let type) = self else { return false }
    return type.parameters.contains { $0.name == option && $0.kind == .flag }
  }
}

/// Finds the class or the family that a word names.
struct ScheduleNames {
  typealias Families = () throws(ScheduleArguments.Problem) -> [ScheduleFamily]

  /// The families; nil until one is asked for, since they stand in files.
  private var families: [ScheduleFamily]?

  /// What a word names; nil where it names nothing. Capitals, dashes and underscores do not count: `steplr`, `step-lr`.
  mutating func find(
    _ word: String,
    _ read: Families
  ) throws(ScheduleArguments.Problem) -> NamedSchedule? {
    if word.isEmpty || word.hasPrefix("-") { return nil }
    if let type = ScheduleVocabulary.type(named: word) { return .scheduler(type) }
    if families == nil { families = try read() }
    let folded = Self.folded(word)
    return families?.first { Self.folded($0.name) == folded }.map { .family($0) }
  }

  /// All names that were looked through.
  var all: [String] { SchedulerType.allCases.map(\.rawValue) + (families ?? []).map(\.name) }

  /// A name without what does not count in it.
  static func folded(_ name: some StringProtocol) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
