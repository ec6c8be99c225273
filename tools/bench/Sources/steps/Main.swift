import Schedules

// steps final N           each class: its name and the bits of the final lr after N steps, by each way
// steps play CLASS WAY N  makes N steps, for what counts from outside
@main
struct Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let schedules = try Schedule.all()
    guard let command = arguments.first, let count = arguments.last.flatMap(Int.init),
      0...Schedule.longest ~= count
    else { return usage() }
    if command == "final" {
      for schedule in schedules {
        let ways = [try schedule.one(count), try schedule.batch(count), schedule.loop(count)]
        let bits = ways.map { String($0.bitPattern, radix: 16) }
        print(([schedule.name] + bits).joined(separator: " "))
      }
    } else if command == "play", arguments.count == 4,
      let schedule = schedules.first(where: { $0.name == arguments.dropFirst().first })
    {
      let rate: Double
      switch arguments.dropFirst(2).first {
      case "one": rate = try schedule.one(count)
      case "batch": rate = try schedule.batch(count)
      default: rate = schedule.loop(count)
      }
      // Not the rate itself: a longer text would be one allocation more.
      print(rate.isNaN ? "nothing" : "played")
    } else {
      usage()
    }
  }

  private static func usage() {
    print("usage: steps final N | steps play CLASS one|batch|c N, N at most \(Schedule.longest)")
  }
}
