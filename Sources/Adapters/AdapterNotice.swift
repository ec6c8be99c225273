/// What is said while a run waits for an adapter.
enum AdapterNotice {
  /// The reply to `start` has not come for a while.
  static func lateStart(_ command: AdapterCommand, hasHalfALine: Bool) -> String {
    let since = "no first line from the adapter for \(command.noticeAfter.plainSeconds) s"
    let limit = "waiting up to \(command.startTimeout.plainSeconds) s (--start-timeout)"
    let question =
      hasHalfALine
      ? "a line has begun and not ended: does it end with a newline?"
      : "if it loads no large library: is stdout flushed after each line?"
    return "\(since); \(limit); \(question)"
  }
}

extension Double {
  /// Seconds without a fraction where there is none.
  var plainSeconds: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
