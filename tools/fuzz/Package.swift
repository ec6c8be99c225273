// swift-tools-version: 6.2

import PackageDescription

// The fuzzers call what only lrconform's own modules may, and so are compiled as one of them: under the name that SwiftPM
// makes of the folder of that package.
let parts = Context.packageDirectory.split(separator: "/")
let folder = parts[parts.count - 3].lowercased()
let packageName = String(folder.map { $0.isLetter || $0.isNumber ? $0 : "_" })

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
      packageAccess: false,
      swiftSettings: [.unsafeFlags(["-package-name", packageName])],
      // Gold fails on libFuzzer.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]
    ),
  ],
  swiftLanguageModes: [.v6]
)
