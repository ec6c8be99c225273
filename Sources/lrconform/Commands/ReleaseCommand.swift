import ArgumentParser
import ConformanceSupport
import Fixtures

struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a version of the suite: from then on no case changes its meaning.",
    discussion: """
      Writes all cases to `released/cases.json` and the version to `suite.json`. From then on `validate` fails if a \
      released case is gone or has another meaning. Nothing is written if the fixtures are not valid.

        lrconform release 1.1.0
        lrconform release 1.1.0 --again    before the version is published
      """
  )

  @Argument(help: "The version, later than the last release.") var version: String

  @Option(
    help: ArgumentHelp("The folder of the fixtures; the suite's own by default.", valueName: "path"),
    completion: .directory
  )
  var fixtures: String?

  @Flag(help: "Rewrite the last release, which has this version.")
  var again = false

  func run() throws {
    let paths = try FixtureSource(named: fixtures.map { [$0] } ?? []).paths()
    guard let folder = paths.first, Files.kind(folder) == .folder else {
      throw Failure(.usage, "expected the folder of the fixtures, found \(paths.joined(separator: ", "))")
    }
    let release: Release
    do {
      let validation = SuiteValidation(files: try SuiteLoader.files(at: [folder]))
      if let problem = validation.problems.first { throw problem }
      release = try Release(
        version,
        of: validation.suites,
        after: try ReleasedCases(folder: folder),
        folder: folder,
        isAgain: again
      )
      try release.write(to: folder)
    } catch {
      throw Failure(.fixturesBroken, "nothing is released: \(error)")
    }
    let text =
      "suite \(version), PyTorch \(release.version.pytorch): \(release.cases.entries.count) cases, "
      + "\(release.newCount) of them new\n"
    try StandardStreams.write(text.utf8)
  }
}
