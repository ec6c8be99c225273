import ConformanceSupport
import Fixtures

/// What `lrconform --version` says.
enum VersionText {
  /// The product, the suite that it finds, and the PyTorch that the suite speaks for.
  static var current: String {
    guard let folder = FixtureLocation.find(executable: CommandLine.arguments.first) else {
      return text(suite: "no suite here", pytorch: ProductVersion.pytorch)
    }
    guard let version = try? SuiteVersion.of([folder]) else {
      return text(suite: "a suite without a version", pytorch: ProductVersion.pytorch)
    }
    return text(suite: "suite \(version.version)", pytorch: version.pytorch)
  }

  private static func text(suite: String, pytorch: String) -> String {
    "lrconform \(ProductVersion.current), \(suite), PyTorch \(pytorch)"
  }
}
