import ConformanceSupport
import JSON

/// Which suite some fixtures are: what `suite.json` in their folder says.
package struct SuiteVersion: Sendable, Equatable {
  /// The file's name.
  static let fileName = "suite.json"
  /// The version of the file's format.
  package static let schema = 1

  /// The suite's version, as `1.0.0`.
  package var version: String
  /// The PyTorch that it is recorded from.
  package var pytorch: String

  /// A suite.
  package init(version: String, pytorch: String) {
    self.version = version
    self.pytorch = pytorch
  }

  /// Reads the file in a folder of fixtures.
  ///
  /// - Throws: `FixtureError` with the place.
  package init(folder: String) throws(FixtureError) {
    let node = try JSONNode(fixture: "\(folder)/\(Self.fileName)")
    do throws(JSONError) {
      try node.refuseKeys(otherThan: ["schema", "version", "pytorch"])
      let schema = try node.member("schema")
      if try schema.integer() != Self.schema { throw schema.error("expected the schema \(Self.schema)") }
      version = try node.member("version").release()
      pytorch = try node.member("pytorch").release()
    } catch {
      throw FixtureError(error)
    }
  }

  /// The suite that all of some files and folders belong to; nil where one belongs to none, or to another.
  ///
  /// - Throws: `FixtureError` where the `suite.json` beside them cannot be read.
  package static func of(_ paths: [String]) throws(FixtureError) -> SuiteVersion? {
    var found: String?
    for path in paths {
      guard let folder = folder(of: path), found == nil || found == folder else { return nil }
      found = folder
    }
    guard let found else { return nil }
    return try SuiteVersion(folder: found)
  }

  /// Whether a path is the folder of a suite.
  package static func isSuite(_ path: String) -> Bool {
    Files.kind("\(path)/\(fileName)") == .file
  }

  /// The folder of the suite that a file or folder belongs to: itself, or the nearest above it with a version or a
  /// list of released cases.
  package static func folder(of path: String) -> String? {
    var folder = Files.resolved(path)
    while true {
      for name in [fileName, ReleasedCases.fileName] where Files.kind("\(folder)/\(name)") == .file {
        return folder
      }
      guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return nil }
      folder = String(folder[..<slash])
    }
  }

  /// The file's canonical text.
  package func canonicalBytes() -> [UInt8] {
    JSONValue.object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("version", .string(version)),
      JSONMember("pytorch", .string(pytorch)),
    ]).canonicalBytes(width: 20)
  }
}

extension JSONNode {
  /// Reads a file beside the fixtures.
  package init(fixture path: String) throws(FixtureError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Files.read(path)
    } catch {
      throw FixtureError(path: error.path, problem: error.problem)
    }
    do throws(JSONError) {
      try self.init(file: path, bytes)
    } catch {
      throw FixtureError(error)
    }
  }

  /// A version: numbers between points.
  package func release() throws(JSONError) -> String {
    let text = try string()
    guard Version(text) != nil else { throw error("expected a version as \"1.0.0\", found \"\(text)\"") }
    return text
  }
}
