import Foundation
import Testing

@testable import Adapters
@testable import ConformanceSupport
@testable import Fixtures

@Suite struct LineReaderTests {
  private func lines(_ text: String, maximumLine: Int) throws -> [String] {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
    var reader = LineReader(
      descriptor: pipe.fileHandleForReading.fileDescriptor,
      maximumLine: maximumLine
    )
    var lines: [String] = []
    while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test func linesAndARestWithoutAnEnd() throws {
    #expect(try lines("a\n\nbc\nd", maximumLine: 2) == ["a", "", "bc", "d"])
  }

  @Test func lineBeyondTheLimitIsRefused() {
    let text = "ab\n" + String(repeating: "x", count: 100)
    #expect(throws: FileError(path: "input", problem: "a line of more than 99 bytes")) {
      try lines(text, maximumLine: 99)
    }
  }

  /// The lines of a file with this text.
  private func linesOfFile(_ text: String, maximumLine: Int) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Files.replace(path, with: Array(text.utf8))
    let file = try #require(FileHandle(forReadingAtPath: path))
    var reader = LineReader(descriptor: file.fileDescriptor, maximumLine: maximumLine)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test func longLinesAmongShortOnes() throws {
    let lengths = [0, 3, (1 << 20) - 1, 1 << 20, 5, 0, 2_200_000]
    let expected = lengths.enumerated().map { index, length in
      String(repeating: String(UnicodeScalar(UInt8(0x61 + index))), count: length)
    }
    let text = expected.joined(separator: "\n")
    #expect(try linesOfFile(text, maximumLine: 3 << 20) == expected)
    #expect(try linesOfFile(text + "\n", maximumLine: 3 << 20) == expected)
    #expect(throws: FileError(path: "input", problem: "a line of more than 2000000 bytes")) {
      try linesOfFile(text, maximumLine: 2_000_000)
    }
  }
}
