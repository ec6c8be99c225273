import ArgumentParser
import Reports
import Verdicts

struct SmokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smoke",
    abstract: "Try each class and feature of an adapter once, and say in a few lines what works.",
    discussion: """
      Plays one plain case of each class and of each feature that the adapter declares, and names what to look at first.

        lrconform smoke -- ./my-adapter
      """
  )

  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp("A fixture file or folder; the suite's own by default.", valueName: "path"),
    completion: .file()
  )
  var fixtures: [String] = []

  func run() async throws {
    if adapter.command.isEmpty { throw Failure(.usage, "smoke needs an adapter: smoke -- COMMAND") }
    let cases = try FixtureSource(named: fixtures).cases()
    let smoke = SmokeTest(adapter.subject, maximumBroken: adapter.maximumBroken)
    let report: SmokeTest.Report
    var together: [CaseResult] = []
    do {
      report = try await smoke.run(cases)
      let isBroken = report.results.contains { $0.verdict == .broken }
      if !isBroken, adapter.ahead > 0 { together = try await smoke.brokenTogether(report) }
    } catch {
      try output.write(SmokeText.text(error))
      throw ExitStatus.adapterBroken.code
    }
    try output.write(SmokeText(report, brokenTogether: together, style: output.style).text)
    let played = report.results.filter { $0.verdict != .skipped }
    if !played.isEmpty, played.allSatisfy({ $0.verdict == .broken }) { throw ExitStatus.adapterBroken.code }
    if !together.isEmpty || !played.allSatisfy(\.verdict.passes) { throw ExitStatus.diverged.code }
  }
}
