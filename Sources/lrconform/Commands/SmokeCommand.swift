import ArgumentParser
import LRConformance
import Synchronization

struct SmokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smoke",
    abstract: "Tell an adapter's author in a few lines what works and what does not.",
    discussion: "Asks the shortest case of each class and of each feature, and names what to look at first."
  )

  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp("A fixture file or folder; the suite's own by default.", valueName: "path"),
    completion: .file()
  )
  var fixtures: [String] = []

  func run() async throws {
    if adapter.command.isEmpty { throw Failure(.usage, "smoke wants an adapter: smoke -- COMMAND") }
    let probes = SmokeTest.probes(try FixtureSource(named: fixtures).cases())
    let (results, summary) = try await play(probes, adapter)
    var text = SmokeTest.text(probes, results, summary, style: output.style)
    let broken = zip(probes, results).filter { $1.verdict == .broken }.map(\.0)
    if !broken.isEmpty, adapter.ahead > 0 {
      var waiting = adapter
      waiting.ahead = 0
      let stillBroken = try await play(broken, waiting).summary.count(.broken)
      if stillBroken == 0 { text += SmokeTest.wantsRequestsOneByOne }
    }
    try output.write(text)
    if summary.count(.broken) == summary.total { throw ExitStatus.adapterBroken.code }
    if !summary.isAsExpected { throw ExitStatus.diverged.code }
  }

  private func play(
    _ probes: [SmokeTest.Probe],
    _ adapter: AdapterOptions
  ) async throws -> (results: [CaseResult], summary: RunSummary) {
    let results = Mutex<[CaseResult]>([])
    do {
      let summary = try await Runner().run(probes.map(\.run), on: adapter.subject) { event in
        if case .finished(let result) = event { results.withLock { $0.append(result) } }
      }
      return (results.withLock { $0 }, summary)
    } catch {
      try output.write(SmokeTest.text(error))
      throw ExitStatus.adapterBroken.code
    }
  }
}
