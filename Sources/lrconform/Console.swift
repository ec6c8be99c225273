import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal, or what stands in its place.
enum Console {
  /// Prints a text to standard error, line by line, all other control characters made visible.
  static func printError(_ text: String) {
    // A carriage return before the end of a line is part of that end.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "\r\n", omittingEmptySubsequences: false) }
    try? Files.write(lines.map { String($0).printable + "\n" }.joined().utf8, to: 2)
  }

  /// What is typed in answer to a question; where nobody can be asked, the option that answers it is named.
  static func ask(_ question: String, option: String) throws(Failure) -> String {
    guard isatty(0) == 1 else { throw Failure(.usage, "\(option) is missing: \(question)") }
    try? Files.write("\(question): ".utf8, to: 2)
    guard let answer = readLine() else { throw Failure(.usage, "\(option) is missing: \(question)") }
    return answer
  }

  /// Whether standard output is a terminal that wants colours.
  static var isColourful: Bool {
    guard isatty(1) == 1 else { return false }
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return true
  }

  /// The width of the terminal that standard output is; 80 where it is none.
  static var columns: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    if let value = getenv("COLUMNS"), let columns = Int(String(cString: value)), columns > 0 {
      return columns
    }
    return 80
  }

  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
