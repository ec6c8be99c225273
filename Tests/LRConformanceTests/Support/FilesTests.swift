import ConformanceSupport
import Fixtures
import Foundation
import TestSupport
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

  @Test func linkToNothingStaysALinkAndItsTargetIsMade() throws {
    let folder = try TemporaryFolder()
    try folder.write("inner/a", "")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder / "link", withDestinationPath: "inner/link")
    try manager.createSymbolicLink(atPath: folder / "inner/link", withDestinationPath: "../made")
    try Files.replace(folder / "link", with: Array("new".utf8))
    #expect(try folder.read("made") == "new")
    #expect(try folder.names == ["inner", "link", "made"])
    #expect(try manager.destinationOfSymbolicLink(atPath: folder / "link") == "inner/link")
  }

  @Test func linkToItselfIsRefused() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: folder / "a", withDestinationPath: "a")
    #expect(
      problem { () throws(FileError) in try Files.replace(folder / "a", with: []) }
        == "\(folder / "a"): too many symbolic links"
    )
  }

  // As `/dev/null` and `/dev/stdout`, which the tests leave alone.
  @Test func pipeIsWrittenToAndNotReplaced() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder / "a", 0o600) == 0)
    let reader = open(folder / "a", O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    try Files.replace(folder / "a", with: [1, 2, 3])
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &bytes, bytes.count) == 3)
    #expect(bytes == [1, 2, 3, 0, 0, 0, 0, 0])
    #expect(try folder.names == ["a"])
  }

  @Test func fileBeyondTheLimitIsRefusedWhateverItsSizeIsSaidToBe() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "1234")
    #expect(try Files.read(folder / "a", limit: 4) == Array("1234".utf8))
    #expect(
      problem { () throws(FileError) in _ = try Files.read(folder / "a", limit: 3) }
        == "\(folder / "a"): a file of more than 3 bytes"
    )
    #expect(
      problem { () throws(FileError) in _ = try Files.read("/dev/zero", limit: 10_000) }
        == "/dev/zero: a file of more than 10000 bytes"
    )
  }

  @Test func whatAKilledRunLeftIsRemovedAndWhatALiveOneWritesIsNot() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    try folder.write(".a.0123.lrconform-tmp", "half")
    try folder.write(".other.lrconform", "kept")
    try folder.write(".live.4567.lrconform-tmp", "half")
    let live = open(folder / ".live.4567.lrconform-tmp", O_RDWR)
    defer { close(live) }
    #expect(flock(live, LOCK_EX) == 0)
    try Files.replace(folder / "a", with: Array("new".utf8))
    #expect(try folder.names == [".live.4567.lrconform-tmp", ".other.lrconform", "a"])
    #expect(try folder.read("a") == "new")
  }

  @Test func manyWritersLeaveOneWholeFileAndNothingElse() async throws {
    let folder = try TemporaryFolder()
    let path = folder / "a"
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for _ in 0..<25 {
            try? Files.replace(path, with: [UInt8](repeating: UInt8(writer), count: 100_000))
            let bytes = (try? Files.read(path)) ?? []
            #expect(bytes.count == 100_000 && Set(bytes).count == 1)
          }
        }
      }
    }
    #expect(try folder.names == ["a"])
  }

  @Test func nameOfGreatestLengthCanBeReplaced() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 127)
    try Files.replace(folder / name, with: [1])
    #expect(try folder.names.map(\.utf8.count) == [254])
  }
}
