import Adapters
import ArgumentParser
import ConformanceSupport

struct OracleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oracle",
    abstract: "Run the reference as an adapter, on standard input and output."
  )

  func run() throws {
    var oracle = Oracle(input: 0, output: 1)
    do {
      try oracle.serve()
    } catch let error as FileError {
      throw Failure(writing: error)
    } catch {
      throw Failure(.usage, "oracle: \(error)")
    }
  }
}
