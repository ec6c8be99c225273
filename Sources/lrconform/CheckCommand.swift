import ArgumentParser
import LRConformance
import Synchronization

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Hold an implementation against the fixtures: the reference, or an adapter after --.",
    discussion: """
      Exit status: 0 conforming, 1 diverged, 2 wrong usage, 3 the adapter is broken, 4 the fixtures are broken.

        lrconform check                          the reference
        lrconform check -- ./my-adapter          an adapter
        lrconform check --scheduler StepLR --id '*/documented' -- python3 adapter.py
      """
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: "How the run is reported.")
  var format = ReportFormat.pretty

  @Option(help: "exact, float64, float32, or REL[,ABS]; by default what the adapter's precision asks for.")
  var tolerance: Tolerance?

  @Flag(help: "Compare the types of errors too, as the reference is in any case.")
  var strictErrors = false

  @Flag(help: "End at the first case that does not conform.")
  var failFast = false

  @Flag(name: [.short, .long], help: "Name passing and skipped cases too.")
  var verbose = false

  func run() async throws {
    let cases = try fixtures.cases()
    var options = RunOptions()
    options.tolerance = tolerance
    options.failFast = failFast
    options.strictErrors = strictErrors || adapter.command.isEmpty
    let sink = ReportSink(format.reporter(style: output.style, verbose: verbose), to: output)
    let summary: RunSummary
    do {
      summary = try await Runner(options: options).run(cases, on: adapter.subject) { sink.take($0) }
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    try sink.finish()
    if !summary.conforms {
      let allBroken = summary.count(.broken) == summary.total
      throw (allBroken ? ExitStatus.adapterBroken : .diverged).code
    }
  }
}

/// Where a reporter's text goes: to standard output as it comes, or to a file in the end.
final class ReportSink: Sendable {
  private let state: Mutex<(reporter: any Reporter, text: String)>
  private let output: OutputOptions

  init(_ reporter: any Reporter, to output: OutputOptions) {
    state = Mutex((reporter, ""))
    self.output = output
  }

  func take(_ event: RunEvent) {
    state.withLock { state in
      state.text += state.reporter.text(for: event)
      // In pieces, so that a long run shows what it finds.
      if output.output == nil, state.text.utf8.count > 1 << 12 {
        try? output.write(state.text)
        state.text = ""
      }
    }
  }

  func finish() throws(Failure) {
    try output.write(state.withLock { $0.text })
  }
}
