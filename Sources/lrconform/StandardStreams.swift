import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input, output and error of this process.
///
/// Whatever a command says on standard output goes through `write`: a report that is lost on a full disk must not end
/// with status 0.
enum StandardStreams {
  /// Makes all failures of writing visible as errors of `write`. To be called before anything is opened.
  static func prepare() {
    // Of a closed stream the number is free: the next file that is opened would get it, and the output with it.
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // Nothing can be written to what is open for reading alone.
      _ = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
    }
    // A handler that does nothing, where SIG_IGN would be inherited by adapters. Writing then fails with EFBIG, EPIPE.
    for number in [SIGXFSZ, SIGPIPE] { signal(number) { _ in } }
  }

  /// Writes to standard output.
  static func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    do throws(FileError) {
      try Files.write(bytes, to: 1)
    } catch {
      throw Failure(writing: error)
    }
  }

  /// Ends this process as a program ends whose reader has gone, as with `| head`: by SIGPIPE, without a word.
  static func endByBrokenPipe() {
    signal(SIGPIPE, SIG_DFL)
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_UNBLOCK, &pipeSignal, nil)
    raise(SIGPIPE)
  }
}
