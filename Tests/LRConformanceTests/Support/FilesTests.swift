import Foundation
import LRConformance
import Testing

@Suite struct FilesTests {
  private func problem(_ body: () throws(FileError) -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func replacedFileHasTheNewBytesAndTheOldPermissions() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder / "a")
    try Files.replace(folder / "a", with: Array("new".utf8))
    #expect(try folder.read("a") == "new")
    #expect(try folder.names == ["a"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder / "a")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func missingFileIsMade() throws {
    let folder = try TemporaryFolder()
    try Files.replace(folder / "a", with: [1, 2])
    #expect(try Files.read(folder / "a") == [1, 2])
  }

  @Test func linkStaysALinkAndItsTargetIsReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("target", "old")
    try FileManager.default.createSymbolicLink(atPath: folder / "link", withDestinationPath: "target")
    try Files.replace(folder / "link", with: Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder / "link") == "target")
    #expect(try folder.read("target") == "new")
    #expect(try folder.names == ["link", "target"])
  }

  @Test func openReaderSeesTheOldContent() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    let reader = try #require(FileHandle(forReadingAtPath: folder / "a"))
    try Files.replace(folder / "a", with: Array("new".utf8))
    #expect(try reader.readToEnd() == Data("old".utf8))
  }

  @Test func missingFolderIsNamedAndNothingIsMade() throws {
    let folder = try TemporaryFolder()
    let path = folder / "no/a"
    #expect(
      problem { () throws(FileError) in try Files.replace(path, with: []) }
        == "\(path): no such file or folder"
    )
    #expect(try folder.names == [])
  }

  @Test func folderIsNoFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("inner/a", "")
    let inner = folder / "inner"
    #expect(
      problem { () throws(FileError) in _ = try Files.read(inner) } == "\(inner): a folder, expected a file"
    )
    #expect(problem { () throws(FileError) in try Files.replace(inner, with: []) }?.hasPrefix(inner) == true)
    #expect(try folder.names == ["inner"])
  }

  @Test func kindsFollowLinks() throws {
    let folder = try TemporaryFolder()
    try folder.write("inner/a", "")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder / "toFolder", withDestinationPath: "inner")
    try manager.createSymbolicLink(atPath: folder / "toNothing", withDestinationPath: "nothing")
    #expect(Files.kind(folder / "inner") == .folder)
    #expect(Files.kind(folder / "inner/a") == .file)
    #expect(Files.kind(folder / "toFolder") == .folder)
    #expect(Files.kind(folder / "toNothing") == .missing)
    #expect(Files.kind(folder / "nothing") == .missing)
  }

  @Test func largeFileIsReadWhole() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try Files.replace(folder / "a", with: bytes)
    #expect(try Files.read(folder / "a") == bytes)
  }

  @Test func fileWithoutASizeIsReadToItsEnd() throws {
    // The kernel gives no size for such files.
    guard Files.kind("/proc/self/status") == .file else { return }
    #expect(try String(decoding: Files.read("/proc/self/status"), as: UTF8.self).contains("VmHWM:"))
  }

  @Test func folderIsListedInOrder() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a", "C", ".d"] { try folder.write(name, "") }
    #expect(try Files.list(folder.path) == [".d", "C", "a", "b"])
  }
}
