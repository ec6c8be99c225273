import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The built command, and what it says.
struct Command {
  /// The exit status, or minus the signal's number.
  var status: Int
  var output: String
  var errors: String
  /// What was said while an adapter's first line had not come: on a busy machine any may take that long. It is not in
  /// `errors`.
  var notices: [String] = []

  /// The lines of standard error.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  enum Failure: Error { case notBuilt }

  /// The executable beside the bundle of these tests, whatever folder they are built in.
  static func executable() throws -> String {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      var folder = URL(fileURLWithPath: argument).resolvingSymlinksInPath().deletingLastPathComponent()
      // On macOS the bundle is a folder with the program three levels down.
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent("lrconform").path
        if FileManager.default.isExecutableFile(atPath: candidate), Files.isFile(candidate) {
          return candidate
        }
        folder.deleteLastPathComponent()
      }
    }
    throw Failure.notBuilt
  }

  static func isNotice(_ line: String) -> Bool {
    line.hasPrefix("lrconform: no first line from the adapter for 5 s; ")
  }

  /// Runs the command in the repository's folder.
  static func run(
    _ arguments: [String],
    input: String = "",
    environment: [String: String?] = [:],
    folder: String = Repository.root
  ) async throws -> Command {
    try await run(try executable(), arguments, input: input, environment: environment, folder: folder)
  }

  /// Runs a script of the shell with its arguments, from `$0` on.
  static func shell(_ script: String, _ arguments: [String]) async throws -> Command {
    try await run("/bin/sh", ["-c", script] + arguments)
  }

  private static func run(
    _ program: String,
    _ arguments: [String],
    input: String = "",
    environment: [String: String?] = [:],
    folder: String = Repository.root
  ) async throws -> Command {
    // Neither of the two may come from whoever runs the tests.
    var changes: [Environment.Key: String?] = ["LRCONFORM_FIXTURES": nil, "NO_COLOR": nil]
    for (key, value) in environment {
      changes.updateValue(value, forKey: Environment.Key(stringLiteral: key))
    }
    let result = try await Subprocess.run(
      .path(FilePath(program)),
      arguments: Arguments(arguments),
      environment: .inherit.updating(changes),
      workingDirectory: FilePath(folder),
      input: .string(input),
      output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20)
    )
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): -Int(signal)
      }
    let lines = result.standardError.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return Command(
      status: status,
      output: result.standardOutput,
      errors: lines.filter { !isNotice($0) }.joined(separator: "\n"),
      notices: lines.filter(isNotice)
    )
  }

  static func run(_ arguments: String...) async throws -> Command { try await run(arguments) }
}

private enum Files {
  static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
