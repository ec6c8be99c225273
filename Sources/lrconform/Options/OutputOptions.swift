import ArgumentParser
import ConformanceSupport

/// Where output goes and how it looks.
struct OutputOptions: ParsableArguments {
  enum Colour: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the output to this file.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @Option(name: [.customLong("color")], help: "Whether output is coloured.")
  var colour = Colour.auto

  var style: TextStyle {
    switch colour {
    case .always: TextStyle(coloured: true)
    case .never: TextStyle(coloured: false)
    case .auto: TextStyle(coloured: output == nil && Console.isColourful)
    }
  }

  /// Writes a text to the file, or to standard output.
  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// Writes bytes to the file, or to standard output.
  func write(_ bytes: [UInt8]) throws(Failure) {
    guard let output else { return try StandardStreams.write(bytes) }
    do throws(FileError) {
      try Files.replace(output, with: bytes)
    } catch {
      throw Failure(writing: error)
    }
  }
}
