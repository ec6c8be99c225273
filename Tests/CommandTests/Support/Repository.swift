import Fixtures
import Foundation

/// The repository that these tests stand in.
enum Repository {
  /// Its folder, found from this file's place in it.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/")
  }()

  /// A documented fixture file of the suite.
  static func fixture(_ name: String) throws -> String {
    try String(contentsOfFile: "\(root)/fixtures/documented/\(name)", encoding: .utf8)
  }

  /// How many cases the suite has.
  static func caseCount() throws -> Int {
    try SuiteLoader.load(["\(root)/fixtures"]).reduce(0) { $0 + $1.cases.count }
  }
}
