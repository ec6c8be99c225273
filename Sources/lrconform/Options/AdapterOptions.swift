import Adapters
import ArgumentParser
import ConformanceSupport

/// How an adapter is started and waited for.
struct AdapterOptions: ParsableArguments {
  @Option(help: "How many processes of the adapter run at once; by default one for each processor.")
  var jobs: Int?

  @Option(help: ArgumentHelp("Seconds an adapter may take for one case.", valueName: "seconds"))
  var timeout = 30.0

  @Option(help: ArgumentHelp("Seconds an adapter may take to start.", valueName: "seconds"))
  var startTimeout = 120.0

  @Option(
    help: ArgumentHelp(
      "How many requests are sent ahead of the answers; 0 waits for each answer.",
      valueName: "n"
    )
  )
  var ahead = 32

  @Option(
    help: ArgumentHelp(
      "The run ends after this many broken cases in a row; 0 means never.",
      valueName: "n"
    )
  )
  var maxBroken = 20

  @Option(help: ArgumentHelp("The longest line that an adapter may write.", valueName: "MiB"))
  var maxLine = Files.maximumBytes >> 20

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The adapter's program and arguments, after --.", valueName: "command")
  )
  var command: [String] = []

  @OptionGroup var python: PythonClasses

  mutating func validate() throws {
    if !python.classes.isEmpty {
      if !command.isEmpty {
        throw ValidationError("--python names classes; an adapter after -- is one too many")
      }
      command = python.command
    }
    if let jobs, !(1...256 ~= jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    if !(0...1024 ~= ahead) { throw ValidationError("--ahead takes a number from 0 to 1024") }
    if maxBroken < 0 { throw ValidationError("--max-broken takes a number of cases, or 0 for no limit") }
    // A document has at most 2 GiB.
    if !(1...2047 ~= maxLine) { throw ValidationError("--max-line takes a number of MiB from 1 to 2047") }
    for seconds in [timeout, startTimeout] where !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("a time-out is more than 0 and at most 86400 seconds")
    }
  }

  /// After how many broken cases in a row a run ends; nil where it goes on.
  var maximumBroken: Int? { maxBroken > 0 && !command.isEmpty ? maxBroken : nil }

  /// The adapter, or the reference where none is named.
  var subject: Subject {
    if command.isEmpty { return .reference }
    var adapter = AdapterCommand(command)
    adapter.caseTimeout = timeout
    adapter.startTimeout = startTimeout
    adapter.requestsAhead = ahead
    adapter.maximumLine = maxLine << 20
    adapter.notice = { Console.printError("lrconform: \($0)") }
    return .adapter(adapter, jobs: jobs ?? Console.processorCount)
  }
}
