import JSON

/// Schedules written as words of a command line: `StepLR --step_size 30 CosineAnnealingLR --T_max 100`.
package enum ScheduleArguments {
  /// What is wrong with the words.
  package struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem, naming the word.
    package var description: String

    /// A problem in words.
    package init(description: String) { self.description = description }
  }

  /// The scenario of each schedule, named as it is written.
  ///
  /// - Parameter families: The families of schedules that there are; asked for where a word is the name of no class.
  package static func scenarios(
    _ words: [String],
    _ setting: ScheduleSetting,
    families: () throws(Problem) -> [ScheduleFamily]
  ) throws(Problem) -> [(name: String, scenario: Scenario)] {
    var names = ScheduleNames()
    let written = try ScheduleWords.optimizers(words, &names, families)
    let hasPlateau = written.joined().contains { $0.schedule.type == .plateau }
    if setting.metrics != nil, !written.isEmpty, !hasPlateau {
      throw Problem(description: "--metrics is for ReduceLROnPlateau, which is none of the schedules")
    }
    var scenarios: [(name: String, scenario: Scenario)] = []
    for schedules in written {
      let name = schedules.map(\.name).joined(separator: " then ")
      scenarios.append((name, try ScheduleDocument(schedules, setting).scenario()))
    }
    return scenarios
  }
}
