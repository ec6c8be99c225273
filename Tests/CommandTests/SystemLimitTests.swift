import Foundation
import TestSupport
import Testing

/// Where the system gives little, one line says so, and nothing hangs or traps.
@Suite struct SystemLimitTests {
  /// Runs the command after some words of the shell; `$0` is the command.
  private func run(after words: String, _ arguments: String, as user: [String] = []) async throws -> (
    Int32, String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = "\(words); exec \"$0\" \(arguments)"
    process.arguments = user + ["bash", "-c", script, try Command.executable()]
    process.currentDirectoryURL = URL(fileURLWithPath: Repository.root)
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return (process.terminationStatus, said)
  }

  // With fewer than the dynamic linker needs the program is not even started.
  @Test(arguments: [8, 16, 31])
  func fewOpenFilesAreToldInOneLine(limit: Int) async throws {
    let (status, said) = try await run(after: "ulimit -n \(limit)", "check -- sh -c 'exit 1'")
    #expect(status == 2)
    #expect(
      said == "lrconform: only \(limit) files may be open at once, at least 32 are needed: ulimit -n 4096\n"
    )
  }

  @Test func asManyProcessesAreRunAsFilesMayBeOpen() async throws {
    let (status, said) = try await run(
      after: "ulimit -n 40",
      "check --quiet --id 'step-lr/*' --jobs 8 -- \"$0\" oracle"
    )
    #expect(status == 0, "\(said)")
    #expect(said == "")
  }

  #if os(Linux)
    // Root has as many processes as it likes; `setpriv` makes it somebody else.
    private static let asNobody =
      geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

    @Test func fewProcessesAreToldInOneLine() async throws {
      for arguments in ["check", "check -- sh -c 'exit 1'", "list"] {
        let (status, said) = try await run(after: "ulimit -u 3", arguments, as: Self.asNobody)
        #expect(status == 2)
        #expect(
          said == """
            lrconform: the system does not start the 12 threads that are needed (ulimit -u, or the limit of a \
            container): allow this user more processes, or end some

            """
        )
      }
    }
  #endif

  @Test(
    arguments: [
      #"check --fixtures $'a\xff.json'"#, #"check --trace $'a\xff.json'"#, #"check --known $'a\xff.json'"#,
      #"check --quiet -- $'a\xff.json'"#,
    ]
  )
  func nameThatIsNoTextIsToldAsSuch(arguments: String) async throws {
    let (status, said) = try await run(after: ":", arguments)
    #expect(status == 2)
    #expect(said.hasPrefix("lrconform: argument "))
    #expect(said.hasSuffix(" is not UTF-8: a\u{fffd}.json; a file of such a name must be renamed\n"))
  }

  @Test func folderOfFixturesThatIsNoTextIsToldAsSuch() async throws {
    let (status, said) = try await run(after: #"export LRCONFORM_FIXTURES=$'a\xff'"#, "list")
    #expect(status == 2)
    #expect(said == "lrconform: LRCONFORM_FIXTURES is not UTF-8: a\u{fffd}\n")
  }

  #if os(Linux)
    // Other systems do not take such names.
    @Test func fixtureWhoseNameIsNoTextIsToldAsSuch() async throws {
      let folder = try TemporaryFolder()
      try folder.write("sample.json", Sample.text())
      let (status, said) = try await run(
        after: #"touch '\#(folder.path)'/$'a\xff.json'"#,
        "check --fixtures '\(folder.path)'"
      )
      #expect(status == 4)
      #expect(
        said == "lrconform: \(folder.path)/a\u{fffd}.json: a file name that is not UTF-8; rename the file\n"
      )
    }
  #endif
}
