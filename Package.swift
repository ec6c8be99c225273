// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "lrconform",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "LRSchedulers", targets: ["LRSchedulers"]),
    .library(name: "LRConformance", targets: ["LRConformance"]),
    .executable(name: "lrconform", targets: ["lrconform"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CJSONC",
      pkgConfig: "json-c",
      providers: [.apt(["libjson-c-dev"]), .brew(["json-c"])]
    ),
    .target(name: "JSON", dependencies: ["CJSONC"]),
    .target(name: "LRSchedulers"),
    .target(
      name: "LRConformance",
      dependencies: [
        "JSON",
        "LRSchedulers",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      resources: [
        .embedInCode("Report/Page/page.html"), .embedInCode("Report/Page/page.css"),
        .embedInCode("Report/Page/elements.js"), .embedInCode("Report/Page/plot.js"),
        .embedInCode("Report/Page/case.js"), .embedInCode("Report/Page/page.js"),
      ]
    ),
    .executableTarget(
      name: "lrconform",
      dependencies: [
        "JSON",
        "LRConformance",
        "LRSchedulers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "JSONTests", dependencies: ["CJSONC", "JSON"]),
    .testTarget(name: "LRSchedulersTests", dependencies: ["LRSchedulers"]),
    .testTarget(
      name: "LRConformanceTests",
      dependencies: ["JSON", "LRConformance", "LRSchedulers", "TestSupport"]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "lrconform", "LRConformance", "JSON", "TestSupport",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Liars/liar.py"]
    ),
  ],
  swiftLanguageModes: [.v6]
)
