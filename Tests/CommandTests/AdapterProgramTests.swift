import Foundation
import TestSupport
import Testing

/// What keeps a program from being run is named, each with what mends it.
@Suite struct AdapterProgramTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("plain.py", "print(1)\n")
    try folder.write("no-interpreter", "print(1)\n")
    try folder.write("wrong-interpreter", "#!/no/such/python\n")
    try folder.write("windows", "#!/bin/sh\r\n")
    try FileManager.default.createDirectory(atPath: folder / "bare", withIntermediateDirectories: false)
    try FileManager.default.createDirectory(atPath: folder / "with-run", withIntermediateDirectories: false)
    try folder.write("with-run/run", "#!/bin/sh\n")
    try FileManager.default.createSymbolicLink(atPath: folder / "link", withDestinationPath: "nowhere")
    for name in ["no-interpreter", "wrong-interpreter", "windows", "with-run/run"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder / name)
    }
  }

  @Test(
    arguments: [
      ("./gone", "there is no file ./gone; a relative path begins in FOLDER"),
      ("./link", "./link is a link to nothing"),
      ("./bare", "./bare is a folder: name the program in it"),
      ("./with-run", "./with-run is a folder: its program is ./with-run/run"),
      (
        "./plain.py",
        "./plain.py is not executable: chmod +x ./plain.py, or name its interpreter: -- python3 ./plain.py"
      ),
      ("plain.py", "there is no program plain.py in PATH, but a file here: -- ./plain.py"),
      ("no-such-program", "there is no program no-such-program in PATH"),
      (
        "./no-interpreter",
        "./no-interpreter is no program, and its first line names no interpreter (as #!/usr/bin/env python3 does)"
      ),
      (
        "./wrong-interpreter",
        "the first line of ./wrong-interpreter names /no/such/python, which is not there"
      ),
      (
        "./windows",
        #"the first line of ./windows names /bin/sh\u{d}, which is not there: "#
          + "the file has the ends of lines of Windows"
      ),
    ]
  )
  func problemIsOneLineWithTheMend(program: String, problem: String) async throws {
    let fixtures = "\(Repository.root)/fixtures"
    for command in ["check", "record"] {
      let run = try await Command.run([command, "--fixtures", fixtures, "--", program], folder: folder.path)
      #expect(run.status == 3)
      #expect(run.output == "")
      let path = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
      let expected = problem.replacingOccurrences(of: "FOLDER", with: path)
      #expect(run.errors == "lrconform: the adapter did not start: \(expected)\n")
    }
  }

  @Test func smokeSaysTheSameAndDoesNotSendToTheProtocol() async throws {
    let fixtures = "\(Repository.root)/fixtures"
    let smoke = try await Command.run(["smoke", "--fixtures", fixtures, "--", "./bare"], folder: folder.path)
    #expect(smoke.status == 3)
    #expect(
      smoke.output
        == "does not answer start: the adapter did not start: ./bare is a folder: name the program in it\n"
    )
  }
}
