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

  /// Waits until it has left a daemon, for two minutes at most and no longer than `check` runs it; whether it has.
  func hasLeftDaemon(of check: Process) async throws -> Bool {
    for _ in 0..<TestTime.seconds(120) * 10 {
      guard check.isRunning else { return false }
      // The one that starts the daemon and ends has its words too, behind its own.
      if processes.contains(where: { commandLine(of: $0).contains("-c\0import time;") }) {
        try await Task.sleep(for: .milliseconds(200))
        return true
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  private var processes: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { $0.allSatisfy(\.isNumber) && commandLine(of: $0).contains(marker) }
  }

  // Foundation's `contents(atPath:)` loses some memory for each file that is empty, as those of the kernel's threads are.
  private func commandLine(of process: String) -> String {
    let file = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
