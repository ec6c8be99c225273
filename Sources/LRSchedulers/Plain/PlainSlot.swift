/// Where a scheduler keeps its plain schedule, from the first step that can use it to the first that cannot.
struct PlainSlot<Schedule: PlainSchedule>: Sendable {
  var schedule: Schedule?
  /// What the schedule keeps for each group.
  var groups: [Schedule.Group] = []
  /// Whether the scheduler's arguments are such that there is none.
  var isRefused = false
  /// The schedule after some steps that are not yet made.
  var foreseen: (schedule: Schedule, count: Int)?

  /// What the schedule keeps for a group.
  @inline(__always)
  func constants(ofGroup index: Int) -> Schedule.Group {
    // Where that is nothing, it is not looked up.
    if let nothing = NoConstants() as? Schedule.Group { nothing } else { groups[index] }
  }

  /// No schedule yet.
  init() {}

  /// A schedule and what it keeps for each group.
  init(_ schedule: Schedule, _ groups: [Schedule.Group]) {
    self.schedule = schedule
    self.groups = groups
  }
}

extension PlainSlot where Schedule.Group == NoConstants {
  /// A schedule that keeps nothing for the groups.
  init(_ schedule: Schedule, groups: Int) {
    self.init(schedule, Array(repeating: NoConstants(), count: groups))
  }
}
