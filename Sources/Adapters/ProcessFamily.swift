import ConformanceSupport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An adapter's process and all that it started, those included that left its process group or lost their parent.
///
/// A daemon leads a session of its own, and when its parent is gone nothing but its environment tells where it came
/// from: each adapter is started with a mark in it, which its children inherit. On systems without `/proc` only the
/// process group is known.
struct ProcessFamily: Sendable {
  /// The environment variable that holds the mark.
  static let variable = "LRCONFORM_ADAPTER"

  /// The beginning of the marks of all adapters that this process starts. It begins with this process's own, so that
  /// an adapter that checks adapters itself is killed with those.
  static let commonMark: String = {
    let own = getenv(variable).map { String(cString: $0) } ?? ""
    return own + String(UInt64.random(in: 0 ... .max), radix: 16) + ":"
  }()

  private static let marks = Atomic(0)

  private let leaders: Set<pid_t>
  private let mark: [UInt8]

  /// - Parameters:
  ///   - leaders: The adapters' processes, which lead their groups and are not yet reaped.
  ///   - mark: What the value of `variable` begins with in their environments.
  init(leaders: Set<pid_t>, mark: String) {
    self.leaders = leaders
    self.mark = Array(mark.utf8)
  }

  /// A value of `variable` that no other adapter has, and none begins with.
  static func newMark() -> String {
    commonMark + String(marks.add(1, ordering: .relaxed).newValue) + ":"
  }

  /// Kills all of them.
  func kill() {
    #if os(Linux)
      // Those that have left the group are found by their parents as long as these live.
      var known = members(besides: []).members
      killLeaders()
      // What is started while this goes on is found the next time.
      var patience = Self.patience
      for _ in 0..<Self.rounds {
        for process in known { _ = systemKill(process) }
        let found = members(besides: known)
        if found.members.isEmpty {
          if found.areAllKnown || patience == 0 { return }
          patience -= 1
        }
        known.formUnion(found.members)
        usleep(500)
      }
    #else
      killLeaders()
    #endif
  }

  /// A leader that has moved to another group, the runner's own perhaps, is not reached by its group's number.
  private func killLeaders() {
    for leader in leaders {
      ProcessGroups.kill(leader)
      _ = systemKill(leader)
    }
  }

  #if os(Linux)
    private static let rounds = 50
    // How often those are looked at again that do not say where they come from.
    private static let patience = 10

    // The parent of the kernel's threads, which have no environment.
    private static let kernel: pid_t = 2

    private struct Process {
      var number: pid_t
      var parent: pid_t
      var isAlive: Bool
      // Clock ticks since the machine was started.
      var start: UInt64
    }

    /// The living members but for the leaders: the descendants of them or of some others, and all that bear the mark.
    ///
    /// A process that is about to become another program has no environment for a moment; whether there is any such
    /// comes with them.
    private func members(besides others: Set<pid_t>) -> (members: Set<pid_t>, areAllKnown: Bool) {
      let processes = Self.processes()
      let start = processes.filter { leaders.contains($0.number) }.map(\.start).min() ?? 0
      var family = others.union(leaders)
      var size = 0
      while size != family.count {
        size = family.count
        for process in processes where family.contains(process.parent) { family.insert(process.number) }
      }
      let own = getpid()
      var members: Set<pid_t> = []
      var areAllKnown = true
      for process in processes
      where process.isAlive && !leaders.contains(process.number) && process.number != own {
        if family.contains(process.number) {
          members.insert(process.number)
        } else if process.start >= start, process.parent != Self.kernel {
          guard let environment = Self.environment(process) else { continue }
          if bearMark(environment) { members.insert(process.number) }
          if environment.isEmpty { areAllKnown = false }
        }
      }
      return (members, areAllKnown)
    }

    private func bearMark(_ environment: [UInt8]) -> Bool {
      let entry = Array("\(Self.variable)=".utf8) + mark
      return environment.split(separator: 0).contains { $0.starts(with: entry) }
    }

    /// Nil where the process has gone or is another user's.
    private static func environment(_ process: Process) -> [UInt8]? {
      try? Files.read("/proc/\(process.number)/environ", limit: 4 << 20)
    }

    private static func processes() -> [Process] {
      let names = (try? Files.list("/proc")) ?? []
      return names.compactMap { name in
        guard let number = pid_t(name), let text = try? Files.read("/proc/\(number)/stat", limit: 1 << 16),
          let end = text.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        // Behind the name, in which anything may stand: state, parent, …, and as the 20th the start.
        let fields = text[(end + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)),
          let start = UInt64(String(decoding: fields[19], as: UTF8.self))
        else { return nil }
        let isDead = fields[0] == [UInt8(ascii: "Z")] || fields[0] == [UInt8(ascii: "X")]
        return Process(number: number, parent: parent, isAlive: !isDead, start: start)
      }
    }
  #endif
}

private func systemKill(_ process: pid_t) -> Int32 { kill(process, SIGKILL) }
