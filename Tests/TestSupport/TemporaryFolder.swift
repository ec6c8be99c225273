import Foundation

/// A folder that is gone with the test.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let path: String

  /// A new, empty folder.
  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/lrconform-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  public static func / (folder: TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }

  /// Writes a file, the folders to it included.
  public func write(_ name: String, _ text: String) throws {
    let path = self / name
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// The text of a file.
  public func read(_ name: String) throws -> String {
    try String(contentsOfFile: self / name, encoding: .utf8)
  }

  /// What is in the folder.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
