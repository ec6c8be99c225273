import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process groups of running adapters, which are killed with this process.
///
/// Each adapter leads a group of its own, so that it can be killed with its children; a Ctrl-C at the terminal
/// therefore does not reach it.
enum ProcessGroups {
  // Read in a signal handler: plain memory, a free place is 0. Only `register` and `unregister` write, under the
  // lock.
  private nonisolated(unsafe) static let places: UnsafeMutablePointer<pid_t> = {
    let places = UnsafeMutablePointer<pid_t>.allocate(capacity: capacity)
    places.initialize(repeating: 0, count: capacity)
    return places
  }()
  private static let capacity = 256
  private static let handlersInstalled = Mutex(false)

  static func register(_ group: pid_t) {
    handlersInstalled.withLock { installed in
      for index in 0..<capacity where places[index] == 0 {
        places[index] = group
        break
      }
      if !installed {
        installed = true
        installHandlers()
      }
    }
  }

  static func unregister(_ group: pid_t) {
    handlersInstalled.withLock { _ in
      for index in 0..<capacity where places[index] == group { places[index] = 0 }
    }
  }

  /// Kills a group with all that is in it.
  static func kill(_ group: pid_t) {
    _ = killpg(group, SIGKILL)
  }

  private static func installHandlers() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // Whoever has a handler of their own, or ignores the signal, keeps it.
      let previous = signal(number) { number in
        for index in 0..<ProcessGroups.capacity where ProcessGroups.places[index] != 0 {
          _ = killpg(ProcessGroups.places[index], SIGKILL)
        }
        signal(number, SIG_DFL)
        raise(number)
      }
      if let previous { signal(number, previous) }
    }
  }
}
