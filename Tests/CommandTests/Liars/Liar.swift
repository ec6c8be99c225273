import Foundation
import Testing

/// An adapter of `liar.py` that misbehaves on one case.
struct Liar {
  private let name: String
  private let lieOn: String
  private let marker = "liar-" + UUID().uuidString

  init(_ name: String, on id: String = "sample/lie") {
    self.name = name
    lieOn = id
  }

  /// The words that start it.
  func command() throws -> [String] {
    let script = "\(Repository.root)/Tests/CommandTests/Liars/liar.py"
    return ["python3", script, name, lieOn, marker, try Command.executable()]
  }

  /// Expects that no process of it is left behind.
  func expectGone(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #if os(Linux)
      // A killed process takes a moment to go.
      for _ in 0..<100 * TestTime.factor {
        if processes.isEmpty { return }
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(processes == [], sourceLocation: sourceLocation)
    #endif
  }

  /// Waits until it has left a daemon.
  func waitForDaemon() async throws {
    // The one that starts the daemon and ends has its words too, behind its own.
    while !processes.contains(where: { commandLine(of: $0).contains("-c\0import time;") }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    try await Task.sleep(for: .milliseconds(200))
  }

  private var processes: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { $0.allSatisfy(\.isNumber) && commandLine(of: $0).contains(marker) }
  }

  private func commandLine(of process: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data(),
      as: UTF8.self
    )
  }
}
