import Adapters
import ArgumentParser
import Synchronization
import Verdicts

struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record an adapter's replies to all cases, one JSON line each, for `check --trace`."
  )

  @OptionGroup(title: "Cases") var fixtures: FixtureOptions
  @OptionGroup(title: "Adapter") var adapter: AdapterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() async throws {
    let cases = try fixtures.source.cases()
    // As `check` asks: without the channels that the adapter does not declare.
    let tasks = PlayTasks(count: cases.count) { index, handshake in
      cases[index].restricted(to: handshake.channels).task
    }
    let lines = Mutex<[UInt8]>([])
    let streak = Mutex(BrokenStreak(limit: adapter.maximumBroken))
    do {
      _ = try await adapter.subject.play(
        tasks,
        started: { handshake in lines.withLock { $0 += Recording.line(handshake) } },
        answered: { index, answer in
          lines.withLock { $0 += Recording.line(id: cases[index].fixture.id, answer) }
          return streak.withLock { streak in
            streak.note(cases[index].fixture.id, answer)
            return !streak.isTooLong
          }
        }
      )
    } catch {
      throw Failure(.adapterBroken, "\(error)")
    }
    if let problem = streak.withLock({ $0.problem }) {
      throw Failure(.adapterBroken, "nothing is written: \(problem)")
    }
    try output.write(lines.withLock { $0 })
  }
}
