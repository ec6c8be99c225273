import Reports
import Synchronization
import Verdicts

/// Where a reporter's text goes: to standard output as it comes, or to a file in the end.
final class ReportSink: Sendable {
  private struct State {
    var reporter: any Reporter
    var text = ""
    /// Why nothing more can be written.
    var failure: Failure?
  }

  private let state: Mutex<State>
  private let output: OutputOptions
  private let isQuiet: Bool

  init(_ reporter: any Reporter, to output: OutputOptions, isQuiet: Bool = false) {
    state = Mutex(State(reporter: reporter))
    self.output = output
    self.isQuiet = isQuiet && output.output == nil
  }

  /// Whether nothing more can be written, so that the rest of the run would be lost.
  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  func take(_ event: RunEvent) {
    if isQuiet { return }
    state.withLock { state in
      if state.failure != nil { return }
      state.text += state.reporter.text(for: event)
      // In pieces, so that a long run shows what it finds.
      guard output.output == nil, state.text.utf8.count > 1 << 12 else { return }
      do throws(Failure) {
        try output.write(state.text)
      } catch {
        state.failure = error
      }
      state.text = ""
    }
  }

  func finish() throws(Failure) {
    let (text, failure) = state.withLock { ($0.text, $0.failure) }
    if let failure { throw failure }
    try output.write(text)
  }
}
