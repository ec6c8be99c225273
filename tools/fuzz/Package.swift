// swift-tools-version: 6.2

import PackageDescription

// Built by `run`, which instruments all of it for libFuzzer.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "lrconform", path: "../..")],
  targets: [
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["CFuzzer", .product(name: "LRConformance", package: "lrconform")],
      // Gold fails on libFuzzer.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]
    ),
  ],
  swiftLanguageModes: [.v6]
)
