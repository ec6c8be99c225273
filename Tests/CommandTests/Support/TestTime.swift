import Foundation

/// How long tests wait.
enum TestTime {
  /// What `LRCONFORM_TEST_TIME_FACTOR` says, 1 without it: under a sanitizer everything takes longer, and that is no
  /// fault. `liar.py` reads it too.
  static let factor: Int = {
    let given = ProcessInfo.processInfo.environment["LRCONFORM_TEST_TIME_FACTOR"] ?? "1"
    guard let factor = Int(given), 1...100 ~= factor else {
      fatalError("LRCONFORM_TEST_TIME_FACTOR takes a whole number from 1 to 100, not \(given)")
    }
    return factor
  }()

  /// Seconds to wait where it is so many without a sanitizer.
  static func seconds(_ seconds: Int) -> Int { seconds * factor }
}
