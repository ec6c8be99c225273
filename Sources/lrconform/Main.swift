import ArgumentParser
import JSON
import LRConformance

@main
struct LRConform: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrconform",
    abstract: "The conformance suite and reference oracle for learning-rate schedulers.",
    // Every command reads this; only the one that asks has the fixtures looked for.
    version: CommandLine.arguments.contains("--version") ? VersionText.current : "lrconform",
    subcommands: [
      CheckCommand.self, TraceCommand.self, PlotCommand.self, ReproCommand.self, ListCommand.self,
      ShowCommand.self, ErrataCommand.self, ValidateCommand.self, RegenerateCommand.self,
      ReleaseCommand.self, RecordCommand.self, ScenariosCommand.self, SmokeCommand.self, FuzzCommand.self,
      ReportCommand.self, CompareCommand.self, OracleCommand.self,
    ]
  )

  /// What is said of arguments; nil where they are right.
  private static func refusal(of arguments: [String]) -> String? {
    do {
      _ = try parseAsRoot(arguments)
      return nil
    } catch {
      return message(for: error)
    }
  }

  static func main() async {
    JSONMemory.growInLargeSteps()
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
    } catch let error where exitCode(for: error) == .validationFailure {
      let arguments = Array(CommandLine.arguments.dropFirst())
      let advice = UsageAdvice(arguments) { Self.refusal(of: $0) }
      Console.printError("lrconform: " + advice.text(insteadOf: message(for: error)))
      exit(withError: ExitStatus.usage.code)
    } catch {
      exit(withError: error)
    }
  }
}
