import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The three pipes of an adapter, as its runner holds them: writes requests, reads replies, keeps the end of what
/// it says on standard error. One `poll` serves all of them, so that neither side can block the other.
struct AdapterChannel: ~Copyable {
  /// How much of standard error is kept.
  static let keptErrorBytes = 4096
  /// How long an answer may still take when the other side has closed its input.
  private static let patienceAfterInput = Duration.seconds(1)

  private let input: Int32
  private let output: Int32
  private let errors: Int32
  private let maximumLine: Int
  private var outgoing: [UInt8] = []
  private var sent = 0
  private var replies = LineBuffer()
  private var errorTail: [UInt8] = []
  // What of it came since the words of the last answer were taken.
  private var words: [UInt8] = []
  private var wordsAreShared = false
  // When the other side was found to have closed its input.
  private var inputEnd: ContinuousClock.Instant?
  private var outputEnded = false
  private var errorsEnded = false

  /// Takes over three descriptors and closes them in the end.
  init(input: Int32, output: Int32, errors: Int32, maximumLine: Int) {
    self.input = input
    self.output = output
    self.errors = errors
    self.maximumLine = maximumLine
    for descriptor in [input, output, errors] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    close(input)
    close(output)
    close(errors)
  }

  /// The end of standard error so far.
  var errorText: String { String(decoding: errorTail, as: UTF8.self) }

  /// Whether a line has begun and not ended.
  var hasHalfALine: Bool { replies.pendingCount > 0 && !replies.hasLine }

  /// Takes the end of what was said on standard error for the line that was taken last. Lines that came at once share
  /// it: which of them it is about cannot be seen.
  mutating func takeWords() -> String {
    if words.isEmpty { return "" }
    let text = String(decoding: words, as: UTF8.self)
    let areShared = wordsAreShared || replies.hasLine
    wordsAreShared = replies.hasLine
    if !wordsAreShared { words = [] }
    return areShared ? "(said while several answers came at once)\n" + text : text
  }

  /// Writes lines, as far as the other side takes them at once; the rest is written while an answer is waited for.
  mutating func send(_ lines: [[UInt8]]) {
    if lines.isEmpty { return }
    outgoing.removeFirst(sent)
    sent = 0
    for line in lines {
      outgoing.append(contentsOf: line)
      outgoing.append(UInt8(ascii: "\n"))
    }
    // If the reader is gone, whoever waits for the answer is told.
    try? write()
  }

  /// Lets go of what was said so far: it belongs to no answer.
  mutating func forgetWords() { words = [] }

  /// A line that has come already, without waiting.
  mutating func unaskedLine() throws(AdapterFault) -> [UInt8]? {
    if let line = replies.takeLine() { return line }
    try pump(milliseconds: 0)
    return replies.takeLine()
  }

  /// The next line.
  ///
  /// - Parameter timeout: Seconds from now.
  mutating func receive(timeout: Double) throws(AdapterFault) -> [UInt8] {
    let deadline = ContinuousClock.now.advanced(by: .seconds(timeout))
    while true {
      if let line = replies.takeLine() { return line }
      if replies.pendingCount > maximumLine { throw .tooLong(bytes: maximumLine) }
      if outputEnded { throw .closed }
      let now = ContinuousClock.now
      let left = now.duration(to: deadline)
      if left <= .zero { throw .timedOut(seconds: timeout) }
      if let inputEnd, inputEnd.duration(to: now) >= Self.patienceAfterInput { throw .inputClosed }
      let pause = inputEnd == nil ? left : min(left, Self.patienceAfterInput)
      try pump(milliseconds: pause.wholeMilliseconds)
    }
  }

  /// Reads what is still to come on standard error, for a short while. What comes as replies is lost: an endless line
  /// would take all the memory that it fills in that while.
  mutating func drainErrors(milliseconds: Int32) {
    let deadline = ContinuousClock.now.advanced(by: .milliseconds(Int(milliseconds)))
    outgoing.removeAll()
    sent = 0
    while !errorsEnded {
      let left = ContinuousClock.now.duration(to: deadline)
      if left <= .zero { return }
      replies = LineBuffer()
      do { try pump(milliseconds: left.wholeMilliseconds) } catch { return }
    }
  }

  private mutating func pump(milliseconds: Int32) throws(AdapterFault) {
    var polled: [pollfd] = []
    // A negative descriptor is passed over by poll.
    polled.append(pollfd(fd: outputEnded ? -1 : output, events: Int16(POLLIN), revents: 0))
    polled.append(pollfd(fd: errorsEnded ? -1 : errors, events: Int16(POLLIN), revents: 0))
    // With nothing to write it still tells when nobody reads any more; told once.
    let writes = sent < outgoing.count ? Int16(POLLOUT) : 0
    polled.append(pollfd(fd: inputEnd == nil ? input : -1, events: writes, revents: 0))
    let count = poll(&polled, nfds_t(polled.count), milliseconds)
    if count <= 0 { return }
    if polled[1].revents != 0 { readErrors() }
    if polled[0].revents != 0 {
      do {
        outputEnded = try !replies.fill(from: output)
      } catch {
        outputEnded = true
      }
    }
    if polled[2].revents & Int16(POLLERR | POLLHUP) != 0 { inputEnd = inputEnd ?? ContinuousClock.now }
    if polled[2].revents != 0, sent < outgoing.count { try write() }
  }

  private mutating func write() throws(AdapterFault) {
    let count = outgoing.withUnsafeBytes { buffer in
      systemWrite(input, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
    }
    if count >= 0 {
      sent += count
    } else if errno != EAGAIN, errno != EINTR {
      inputEnd = inputEnd ?? ContinuousClock.now
      // What it said before it ended tells more than its end.
      if replies.pendingCount == 0, outputEnded { throw .closed }
      outgoing.removeAll()
      sent = 0
    }
  }

  private mutating func readErrors() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = chunk.withUnsafeMutableBytes { systemRead(errors, $0.baseAddress, $0.count) }
    if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { errorsEnded = true }
    if count <= 0 { return }
    Self.keep(chunk[..<count], in: &errorTail)
    Self.keep(chunk[..<count], in: &words)
  }

  private static func keep(_ bytes: ArraySlice<UInt8>, in tail: inout [UInt8]) {
    tail.append(contentsOf: bytes)
    if tail.count > keptErrorBytes { tail.removeFirst(tail.count - keptErrorBytes) }
  }
}

extension Duration {
  /// Rounded up, at most an hour.
  fileprivate var wholeMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    if seconds >= 3600 { return 3_600_000 }
    return Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
