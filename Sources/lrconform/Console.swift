import LRConformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal, or what stands in its place.
enum Console {
  /// Prints a line to standard error, control characters made visible.
  static func printError(_ line: String) {
    try? Files.write((line.printable + "\n").utf8, to: 2)
  }

  /// Whether standard output is a terminal that wants colours.
  static var isColourful: Bool {
    guard isatty(1) == 1 else { return false }
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return true
  }

  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
