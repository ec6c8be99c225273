import ConformanceSupport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line on standard error that says how far the work is, where that is a terminal.
final class ProgressMeter: Sendable {
  private let isShown: Bool
  private let state = Mutex((start: ContinuousClock.now, last: ContinuousClock.now))

  /// - Parameter isQuiet: Nothing is shown, whatever standard error is.
  init(isQuiet: Bool = false) { isShown = !isQuiet && isatty(2) == 1 }

  /// Shows a count, its rate and a remark, a few times a second at most.
  func show(count: Int, _ unit: String, _ remark: @autoclosure () -> String) {
    guard isShown else { return }
    let rate = state.withLock { state -> Int? in
      let now = ContinuousClock.now
      guard state.last.duration(to: now) > .milliseconds(200) else { return nil }
      state.last = now
      let (seconds, attoseconds) = state.start.duration(to: now).components
      return Int(Double(count) / (Double(seconds) + Double(attoseconds) * 1e-18))
    }
    guard let rate else { return }
    try? Files.write("\r\u{1b}[K\(count) \(unit), \(rate)/s, \(remark())".utf8, to: 2)
  }

  /// Takes the line away.
  func clear() {
    if isShown { try? Files.write("\r\u{1b}[K".utf8, to: 2) }
  }
}
