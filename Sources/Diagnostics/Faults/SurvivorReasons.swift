import ConformanceSupport
import Fixtures
import JSON

/// Faults that no case can notice, each with the reason why.
///
///     [{"reason": "…", "survivors": ["StepLR.lr 1: a != 0 → a > 0"]}]
package struct SurvivorReasons: Sendable {
  /// The reason of each fault.
  package let reasons: [String: String]

  /// Reads a file of reasons.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(path: String) throws(FixtureError) {
    do {
      reasons = try Self.reasons(JSONNode(parsing: Files.read(path), source: path))
    } catch let error as FileError {
      throw FixtureError(path: error.path, problem: error.problem)
    } catch let error as JSONError {
      throw FixtureError(error)
    } catch {
      throw FixtureError(path: path, problem: "\(error)")
    }
  }

  private static func reasons(_ node: JSONNode) throws(JSONError) -> [String: String] {
    var reasons: [String: String] = [:]
    for group in try node.elements() {
      try group.refuseKeys(otherThan: ["reason", "survivors"])
      let reasonNode = try group.member("reason")
      let reason = try reasonNode.string()
      if reason.allSatisfy(\.isWhitespace) { throw reasonNode.error("expected a reason, found none") }
      for survivor in try group.member("survivors").elements() {
        if try reasons.updateValue(reason, forKey: survivor.string()) != nil {
          throw survivor.error("the fault is there twice")
        }
      }
    }
    return reasons
  }
}
