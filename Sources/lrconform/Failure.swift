import ArgumentParser
import LRConformance

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

  init(_ status: ExitStatus, _ line: String) {
    self.status = status
    self.line = line
  }
}
