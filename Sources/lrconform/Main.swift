import ArgumentParser
import ConformanceSupport

/// The command and its subcommands.
struct LRConform: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrconform",
    abstract: "Check learning-rate schedulers against PyTorch, and show what PyTorch does.",
    // Every command reads this; only the one that asks has the fixtures looked for.
    version: CommandLine.arguments.contains("--version") ? VersionText.current : "lrconform",
    subcommands: [
      CheckCommand.self, TraceCommand.self, PlotCommand.self, ReproCommand.self, FormulaCommand.self,
      ListCommand.self, ShowCommand.self, ErrataCommand.self, ValidateCommand.self, RegenerateCommand.self,
      ReleaseCommand.self, NewCaseCommand.self, RecordCommand.self, ScenariosCommand.self, SmokeCommand.self,
      FuzzCommand.self,
      ReportCommand.self, CompareCommand.self, OracleCommand.self, FaultsCommand.self,
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
    do {
      try CommandLineCheck.refuseNothingAfterTerminator(CommandLine.arguments)
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(error)
    }
  }

  /// Tells what ended a command, and ends the process with its status.
  private static func end(_ error: any Error) -> Never {
    switch error {
    case let failure as Failure: end(failure)
    case let error as FileError: end(Failure(.usage, "\(error)"))
    case is ExitCode: exit(withError: error)
    default: break
    }
    guard exitCode(for: error) == .success else {
      let advice = UsageAdvice(Array(CommandLine.arguments.dropFirst())) { Self.refusal(of: $0) }
      end(Failure(.usage, advice.text(insteadOf: message(for: error))))
    }
    // Help, the version, scripts for completion: ArgumentParser would print them without looking whether that works.
    let text = fullMessage(for: error)
    let isScript = CompletionScript.isAsked(CommandLine.arguments)
    do throws(Failure) {
      try StandardStreams.write(((isScript ? CompletionScript.extended(text) : text) + "\n").utf8)
    } catch {
      end(error)
    }
    exit()
  }

  private static func end(_ failure: Failure) -> Never {
    if failure.isBrokenPipe { StandardStreams.endByBrokenPipe() }
    Console.printError("lrconform: \(failure.line)")
    exit(withError: failure.status.code)
  }
}
