import ArgumentParser
import LRConformance

/// How an adapter is started and waited for.
struct AdapterOptions: ParsableArguments {
  @Option(help: "How many processes of the adapter run at once; as many as there are processors by default.")
  var jobs: Int?

  @Option(help: ArgumentHelp("Seconds an adapter may take for one case.", valueName: "seconds"))
  var timeout = 30.0

  @Option(help: ArgumentHelp("Seconds an adapter may take to start.", valueName: "seconds"))
  var startTimeout = 120.0

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The adapter's program and arguments, after --.", valueName: "command")
  )
  var command: [String] = []

  func validate() throws {
    if let jobs, !(1...256 ~= jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    for seconds in [timeout, startTimeout] where !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("a time-out is more than 0 and at most 86400 seconds")
    }
  }

  /// The adapter, or the reference where none is named.
  var subject: Subject {
    if command.isEmpty { return .reference }
    var adapter = AdapterCommand(command)
    adapter.caseTimeout = timeout
    adapter.startTimeout = startTimeout
    return .adapter(adapter, jobs: jobs ?? Console.processorCount)
  }
}
