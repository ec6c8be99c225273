import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread that runs one task, so that the task may block in `poll` without holding up the others.
final class WorkerThread: TaskExecutor, @unchecked Sendable {
  // Invariant: `jobs` and `finished` are touched only with `mutex` locked.
  private var jobs: [UnownedJob] = []
  private var finished = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Starts the thread; it ends after `finish()`.
  ///
  /// - Returns: Whether the system starts one.
  func start() -> Bool {
    let this = Unmanaged.passRetained(self)
    let thread = newThread(this.toOpaque()) { context in
      // Never nil; whether it may be is told by another type on each system.
      let context: UnsafeMutableRawPointer? = context
      guard let context else { return nil }
      Unmanaged<WorkerThread>.fromOpaque(context).takeRetainedValue().loop()
      return nil
    }
    guard let thread else {
      this.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  func finish() {
    pthread_mutex_lock(mutex)
    finished = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  private func loop() {
    // An adapter that closes its input must not end this process: writing then fails with EPIPE.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    while true {
      pthread_mutex_lock(mutex)
      while jobs.isEmpty, !finished { pthread_cond_wait(condition, mutex) }
      let batch = jobs
      jobs.removeAll()
      let done = finished
      pthread_mutex_unlock(mutex)
      for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
      if done, batch.isEmpty { return }
    }
  }
}
