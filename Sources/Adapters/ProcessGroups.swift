import ConformanceSupport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process groups of running adapters, which are killed with this process, with all that they started.
///
/// Each adapter leads a group of its own, so that it can be killed with its children; a Ctrl-C at the terminal
/// therefore does not reach it.
enum ProcessGroups {
  private struct State {
    var groups: Set<pid_t> = []
    var isWatched = false
  }

  private static let state = Mutex(State())
  // Where a signal's handler, which may do hardly anything, gives its number to the thread that kills.
  private nonisolated(unsafe) static var signals: (read: Int32, write: Int32) = (-1, -1)

  static func register(_ group: pid_t) {
    state.withLock { state in
      state.groups.insert(group)
      if !state.isWatched {
        state.isWatched = true
        watch()
      }
    }
  }

  static func unregister(_ group: pid_t) {
    state.withLock { state in _ = state.groups.remove(group) }
  }

  /// Kills a group with all that is in it.
  static func kill(_ group: pid_t) {
    _ = killpg(group, SIGKILL)
  }

  /// Does not return where this process is about to end by a signal: the end of an adapter that was killed with it is
  /// nothing to report.
  static func waitForInterruption() {
    state.withLock { _ in }
  }

  private static func watch() {
    guard let pipe = try? closingPipe() else { return }
    signals = pipe
    let thread = WorkerThread()
    guard thread.start() else { return }
    Task.detached(executorPreference: thread) {
      while true {
        var number: UInt8 = 0
        if read(signals.read, &number, 1) == 1 { end(by: Int32(number)) }
      }
    }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // Whoever has a handler of their own, or ignores the signal, keeps it.
      let previous = signal(number) { number in
        // A second one ends this process at once.
        signal(number, SIG_DFL)
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(ProcessGroups.signals.write, &byte, 1)
      }
      if let previous { signal(number, previous) }
    }
  }

  // The lock is kept to the end: nothing is reported and no adapter is started any more.
  private static func end(by number: Int32) {
    state.withLock { state in
      ProcessFamily(leaders: state.groups, mark: ProcessFamily.commonMark).kill()
      _ = systemKill(getpid(), number)
      while true { pause() }
    }
  }
}

private func systemKill(_ process: pid_t, _ number: Int32) -> Int32 { kill(process, number) }
