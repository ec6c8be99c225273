import ArgumentParser
import Diagnostics
import Scenarios

/// How strong the fixtures are, by mistakes in the reference's formulas; `tools/mutation/reference` runs it.
struct FaultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faults",
    abstract: "Try each possible mistake in the formulas; name those that no case catches.",
    shouldDisplay: false
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions

  @Option(
    help: ArgumentHelp("Faults that no case can notice, with the reasons.", valueName: "file"),
    completion: .file()
  )
  var reasons: String?

  @Flag(help: "Name every fault, and the case that notices it.") var all = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let reasons = try readReasons()
    let types = fixtures.schedulers.isEmpty ? SchedulerType.allCases : fixtures.schedulers
    let cases = try fixtures.source.cases()
    var text = ""
    var names: Set<String> = []
    var (made, noticed, explained, failed) = (0, 0, 0, 0)
    for type in types {
      let faults = ReferenceFaults(type, cases)
      made += faults.findings.count
      for id in faults.broken { text += "BROKEN without a fault: \(id)\n" }
      failed += faults.broken.count
      for finding in faults.findings {
        switch (finding.noticedBy, reasons[finding.name]) {
        case (let id?, nil):
          noticed += 1
          if all { text += "noticed by \(id): \(finding.name)\n" }
        case (let id?, _):
          failed += 1
          text += "STALE reason, \(id) notices it: \(finding.name)\n"
        case (nil, let reason?):
          explained += 1
          if all { text += "cannot be noticed: \(finding.name): \(reason)\n" }
        case (nil, nil):
          failed += 1
          text += "SURVIVES: \(finding.name)\n"
        }
      }
      names.formUnion(faults.findings.map(\.name))
    }
    let isMeant = { (name: String) in
      fixtures.schedulers.isEmpty || types.contains { name.hasPrefix("\($0.rawValue).") }
    }
    for name in reasons.keys.sorted() where isMeant(name) && !names.contains(name) {
      failed += 1
      text += "STALE reason, there is no such fault: \(name)\n"
    }
    // A composite has no formula of its own, and a filter can leave no case.
    if made == 0, failed == 0 { throw Failure(.usage, "none of the chosen cases uses a formula") }
    text += "\(made) faults, \(noticed) noticed, \(explained) that nothing can notice\n"
    text += "\(noticed + explained) passed, \(failed) failed\n"
    try output.write(text)
    if failed > 0 { throw ExitStatus.diverged.code }
  }

  private func readReasons() throws(Failure) -> [String: String] {
    guard let reasons else { return [:] }
    do {
      return try SurvivorReasons(path: reasons).reasons
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
