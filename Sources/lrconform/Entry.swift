import ConformanceSupport
import Dispatch
import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the program begins: what would stop its runtime is found before there is one.
@main
enum Entry {
  static func main() {
    // Before the runtime opens files of its own.
    StandardStreams.prepare()
    if let problem = SystemLimits.problem() ?? argumentProblem() ?? folderProblem() {
      Console.printError("lrconform: \(problem)")
      exit(ExitStatus.usage.rawValue)
    }
    // A thread that has memory already goes on asking for it page by page.
    JSONMemory.growInLargeSteps()
    Task {
      await LRConform.main()
      exit(ExitStatus.conforming.rawValue)
    }
    dispatchMain()
  }

  /// The first argument that is not UTF-8. Decoded with replacement characters it would name another file.
  private static func argumentProblem() -> String? {
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = CommandLine.unsafeArgv[place], String(validatingCString: argument) == nil else {
        continue
      }
      let shown = String(decoding: bytes(argument), as: UTF8.self)
      return "argument \(place) is not UTF-8: \(shown); a file of such a name must be renamed"
    }
    return nil
  }

  private static func folderProblem() -> String? {
    guard let path = getenv("LRCONFORM_FIXTURES"), String(validatingCString: path) == nil else { return nil }
    return "LRCONFORM_FIXTURES is not UTF-8: \(String(decoding: bytes(path), as: UTF8.self))"
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    UnsafeRawBufferPointer(start: text, count: strlen(text)).map(\.self)
  }
}
