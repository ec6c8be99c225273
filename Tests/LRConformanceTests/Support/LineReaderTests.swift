import Foundation
import Testing

@testable import LRConformance

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
}
