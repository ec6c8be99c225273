// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Schedules",
  platforms: [.macOS(.v15)],
  products: [.library(name: "Schedules", targets: ["Schedules"])],
  dependencies: [
    // In a package of your own: .package(url: "https://…/lrconform", from: "…")
    .package(name: "lrconform", path: "../../..")
  ],
  targets: [
    .target(name: "Schedules"),
    .testTarget(
      name: "SchedulesTests",
      dependencies: ["Schedules", .product(name: "LRConformance", package: "lrconform")],
      exclude: ["known.json"]
    ),
  ]
)
