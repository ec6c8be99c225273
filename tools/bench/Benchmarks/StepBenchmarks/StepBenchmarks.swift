import Benchmark
import Schedules

// Each sample is a play of `steps` steps; the runner divides.
let benchmarks: @Sendable () -> Void = {
  let steps = Schedule.longest / 2
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .throughput],
    warmupIterations: 2,
    maxDuration: .milliseconds(60),
    maxIterations: 400
  )
  guard let schedules = try? Schedule.all() else { return }
  // The three ways of a class stand side by side, so that their ratio sees the same machine.
  for schedule in schedules {
    Benchmark("\(schedule.name) one", configuration: configuration) { benchmark in
      for _ in benchmark.scaledIterations { blackHole(try schedule.one(steps)) }
    }
    Benchmark("\(schedule.name) batch", configuration: configuration) { benchmark in
      for _ in benchmark.scaledIterations { blackHole(try schedule.batch(steps)) }
    }
    Benchmark("\(schedule.name) c", configuration: configuration) { benchmark in
      for _ in benchmark.scaledIterations { blackHole(schedule.loop(steps)) }
    }
  }
}
