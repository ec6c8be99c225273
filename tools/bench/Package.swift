// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "bench",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "lrconform", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    // One function a class: what PyTorch computes in a step, in plain C.
    .target(
      name: "CLoops",
      path: "c/loops",
      cSettings: [.unsafeFlags(["-O2", "-ffp-contract=off"])],
      linkerSettings: [.linkedLibrary("m")]
    ),
    // The same schedules in the reference and in C.
    .target(
      name: "Schedules",
      dependencies: ["CLoops", .product(name: "LRSchedulers", package: "lrconform")]
    ),
    // Prints final learning rates as bits; plays a number of steps for the counters.
    .executableTarget(name: "steps", dependencies: ["Schedules"]),
    .executableTarget(
      name: "StepBenchmarks",
      dependencies: ["Schedules", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/StepBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
