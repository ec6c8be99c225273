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
    // The conformance suite: one module for each stage; each may use those above it.
    .target(name: "ConformanceSupport", dependencies: ["JSON"]),
    .target(name: "Scenarios", dependencies: ["ConformanceSupport", "JSON", "LRSchedulers"]),
    .target(name: "ReferencePlay", dependencies: ["Scenarios", "JSON", "LRSchedulers"]),
    .target(name: "Fixtures", dependencies: ["Scenarios", "ConformanceSupport", "JSON", "LRSchedulers"]),
    .target(
      name: "Adapters",
      dependencies: [
        "Fixtures", "ReferencePlay", "Scenarios", "ConformanceSupport", "JSON", "LRSchedulers",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]
    ),
    .target(
      name: "Diagnostics",
      dependencies: ["Fixtures", "ReferencePlay", "Scenarios", "ConformanceSupport", "JSON", "LRSchedulers"]
    ),
    .target(
      name: "Verdicts",
      dependencies: [
        "Diagnostics", "Adapters", "Fixtures", "Scenarios", "ConformanceSupport", "JSON",
      ]
    ),
    .target(
      name: "Reports",
      dependencies: [
        "Verdicts", "Diagnostics", "Adapters", "Fixtures", "Scenarios", "ConformanceSupport", "JSON",
        "LRSchedulers",
      ],
      resources: [
        .embedInCode("Page/page.html"), .embedInCode("Page/page.css"), .embedInCode("Page/elements.js"),
        .embedInCode("Page/plot.js"), .embedInCode("Page/history.js"), .embedInCode("Page/case.js"),
        .embedInCode("Page/page.js"), .embedInCode("Plot/picture.html"),
      ]
    ),
    .target(
      name: "Fuzzing",
      dependencies: [
        "Reports", "Verdicts", "Diagnostics", "Adapters", "Fixtures", "ReferencePlay", "Scenarios",
        "ConformanceSupport", "JSON", "LRSchedulers",
      ]
    ),
    .target(
      name: "InProcess",
      dependencies: [
        "Reports", "Verdicts", "Adapters", "Fixtures", "ReferencePlay", "Scenarios", "ConformanceSupport",
        "LRSchedulers",
      ]
    ),
    // What users import.
    .target(
      name: "LRConformance",
      dependencies: ["InProcess", "Reports", "Verdicts", "Adapters", "Fixtures", "Scenarios"]
    ),
    .executableTarget(
      name: "lrconform",
      dependencies: [
        "Fuzzing", "Reports", "Verdicts", "Diagnostics", "Adapters", "Fixtures", "ReferencePlay", "Scenarios",
        "ConformanceSupport", "JSON", "LRSchedulers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "JSONTests", dependencies: ["CJSONC", "JSON"]),
    .testTarget(name: "LRSchedulersTests", dependencies: ["LRSchedulers"]),
    .testTarget(
      name: "LRConformanceTests",
      dependencies: [
        "LRConformance", "InProcess", "Fuzzing", "Reports", "Verdicts", "Diagnostics", "Adapters", "Fixtures",
        "ReferencePlay", "Scenarios", "ConformanceSupport", "JSON", "LRSchedulers", "TestSupport",
      ]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "lrconform", "Verdicts", "Adapters", "Fixtures", "Scenarios", "JSON",
        "TestSupport",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Liars/liar.py"]
    ),
  ],
  swiftLanguageModes: [.v6]
)
