import ArgumentParser
import ConformanceSupport

/// A format that the name of the output file may choose.
protocol FileFormat: CaseIterable, RawRepresentable, ExpressibleByArgument where RawValue == String {
  /// How the name of such a file ends, without the point.
  var suffix: String { get }
}

extension OutputOptions {
  /// The format that is named, else the one that the file's name ends in, else the usual one.
  ///
  /// - Parameter elsewhere: What to do for a format that another command or program writes, by its suffix.
  func format<Format: FileFormat>(
    _ named: Format?,
    usually usual: Format,
    elsewhere: [String: String]
  ) throws(Failure) -> Format {
    guard let output, let suffix = Self.suffix(of: output) else { return named ?? usual }
    let found = Format.allCases.first { $0.suffix == suffix }
    if let named {
      guard let found, found.suffix != named.suffix else { return named }
      throw Failure(.usage, "--format \(named.rawValue) and --output \(output) disagree about the format")
    }
    if let found { return found }
    let suffixes = Format.allCases.map { ".\($0.suffix)" }.joined(separator: ", ")
    let advice = elsewhere[suffix].map { "; \($0)" } ?? ""
    throw Failure(.usage, "--output \(output): the name must end in \(suffixes)\(advice)")
  }

  /// What stands after the last point of a file's name, in small letters; nil where there is none.
  private static func suffix(of path: String) -> String? {
    let name = Files.name(of: path)
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    return name[name.index(after: point)...].lowercased()
  }
}
