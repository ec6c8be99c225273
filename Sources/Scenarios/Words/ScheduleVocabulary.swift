/// What may be written of schedules in words, for shells that complete it.
package enum ScheduleVocabulary {
  /// The class that a word names, however it is spelt; nil for any other word.
  package static func type(named word: String) -> SchedulerType? {
    let folded = ScheduleNames.folded(word)
    return SchedulerType.allCases.first { ScheduleNames.folded($0.rawValue) == folded }
  }

  /// The options of a class.
  package static func options(of type: SchedulerType) -> [String] {
    type.parameters.filter { $0.kind != .schedulers }.map { "--\($0.name)" }
  }

  /// The values that an option of a class may have: none where they are numbers; nil where there is no such option.
  package static func values(of option: String, in type: SchedulerType) -> [String]? {
    guard let parameter = type.parameters.first(where: { "--\($0.name)" == option }) else { return nil }
    return parameter.kind == .flag ? ["true", "false"] : parameter.kind.words
  }
}
