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
    var text = ""
    for scalar in line.unicodeScalars {
      text += scalar.value < 0x20 || scalar.value == 0x7f ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    try? Files.write((text + "\n").utf8, to: 2)
  }
}
