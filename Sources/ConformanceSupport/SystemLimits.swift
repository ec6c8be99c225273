#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system lets this process have: open files, threads, processes.
package enum SystemLimits {
  /// With fewer open files hardly anything can be done.
  private static let fewestFiles = 32
  /// So many are asked for, where they are to be had: for many processes of an adapter at once.
  private static let wantedFiles = 4096
  /// Threads that are running at once in a run with one process of an adapter, and a few more.
  private static let threads = 12
  /// What is open beside the pipes of adapters' processes.
  private static let filesOfThisProcess = 20
  /// What each process of an adapter needs open while it is started.
  private static let filesOfAProcess = 10

  /// Why nothing can be done here, in one line; nil where all is well. Raises the limit of open files where it may.
  ///
  /// The runtime under this program ends with a trap where it can open nothing more, and waits for ever for threads
  /// that the system does not start: so this is to be asked first of all.
  package static func problem() -> String? {
    let files = openFiles()
    if files < fewestFiles {
      return
        "only \(files) files may be open at once, at least \(fewestFiles) are needed: ulimit -n \(wantedFiles)"
    }
    if !canStartThreads() {
      return
        "the system does not start the \(threads) threads that are needed (ulimit -u, or the limit of a container): "
        + "allow this user more processes, or end some"
    }
    return nil
  }

  /// How many processes of an adapter can be run at once.
  package static var adapterProcesses: Int { max(1, (openFiles() - filesOfThisProcess) / filesOfAProcess) }

  /// How many files may be open, after the limit was raised as far as it may be.
  private static func openFiles() -> Int {
    var limit = rlimit()
    guard getrlimit(kindOfFiles, &limit) == 0 else { return wantedFiles }
    if limit.rlim_cur < rlim_t(wantedFiles), limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(limit.rlim_max, rlim_t(wantedFiles))
      _ = setrlimit(kindOfFiles, &limit)
      _ = getrlimit(kindOfFiles, &limit)
    }
    return Int(clamping: limit.rlim_cur)
  }

  #if canImport(Glibc)
    private static let kindOfFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let kindOfFiles = RLIMIT_NOFILE
  #endif

  /// Whether so many threads can run at once as are needed. It is tried: limits of containers cannot be asked for.
  private static func canStartThreads() -> Bool {
    // They end when the pipe is closed.
    guard let pipe = try? closingPipe() else { return false }
    // One more, since 0 would be no pointer.
    let descriptor = UnsafeMutableRawPointer(bitPattern: Int(pipe.read) + 1)
    var started: [pthread_t] = []
    for _ in 0..<threads {
      let thread = newThread(descriptor) { argument in
        var byte: UInt8 = 0
        _ = systemRead(Int32(Int(bitPattern: argument) - 1), &byte, 1)
        return nil
      }
      guard let thread else { break }
      started.append(thread)
    }
    close(pipe.write)
    for thread in started { pthread_join(thread, nil) }
    close(pipe.read)
    return started.count == threads
  }
}

#if canImport(Darwin)
  /// What a thread runs, in the C library's form.
  package typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?
#else
  /// What a thread runs, in the C library's form.
  package typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
#endif

/// Starts a thread; nil where the system starts none.
package func newThread(_ context: UnsafeMutableRawPointer?, _ body: ThreadBody) -> pthread_t? {
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  return pthread_create(&thread, nil, body, context) == 0 ? thread : nil
}
