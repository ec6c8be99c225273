import ArgumentParser
import LRConformance

@main
struct LRConform: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrconform",
    abstract: "The conformance suite and reference oracle for learning-rate schedulers.",
    version: "lrconform \(ProductVersion.current), PyTorch \(ProductVersion.pytorch)",
    subcommands: [OracleCommand.self]
  )

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Console.printError("lrconform: \(failure.line)")
      exit(withError: failure.status.code)
    } catch {
      exit(withError: error)
    }
  }
}
