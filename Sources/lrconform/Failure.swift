import ArgumentParser
import ConformanceSupport

/// The exit statuses of the contract.
enum ExitStatus: Int32 {
  case conforming = 0
  case diverged = 1
  case usage = 2
  case adapterBroken = 3
  case fixturesBroken = 4

  var code: ExitCode { ExitCode(rawValue) }
}

/// A failure that ends the command: what standard error is told, one line unless it quotes several, and an exit status.
struct Failure: Error {
  var status: ExitStatus
  var line: String
  /// Whether who reads standard output has gone, as with `| head`: the command then ends without a word.
  var isBrokenPipe = false

  init(_ status: ExitStatus, _ line: String) {
    self.status = status
    self.line = line
  }

  /// Output that cannot be written.
  init(writing error: FileError) {
    self.init(.usage, "\(error)")
    isBrokenPipe = error.isBrokenPipe
  }
}
