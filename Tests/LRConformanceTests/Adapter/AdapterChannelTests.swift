import Foundation
import Testing

@testable import Adapters
@testable import Fixtures

@Suite struct AdapterChannelTests {
  @Test func endlessLineIsNotKeptWhileStandardErrorIsReadToItsEnd() throws {
    let (input, output, errors) = (try descriptors(), try descriptors(), try descriptors())
    var channel = AdapterChannel(
      input: input[1],
      output: output[0],
      errors: errors[0],
      maximumLine: 1 << 20
    )
    Thread.detachNewThread {
      let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 1 << 16)
      for _ in 0..<64 {
        var written = 0
        while written < zeros.count {
          written += zeros.withUnsafeBytes {
            write(output[1], $0.baseAddress?.advanced(by: written), $0.count - written)
          }
        }
      }
      close(output[1])
      _ = "the end\n".withCString { write(errors[1], $0, 8) }
      close(errors[1])
    }
    channel.drainErrors(milliseconds: 600_000)
    #expect(channel.errorText == "the end\n")
    // What was kept would be a line of 4 MiB.
    var fault: AdapterFault?
    do { _ = try channel.receive(timeout: 600) } catch { fault = error }
    #expect(fault.map { "\($0)" } == "\(AdapterFault.closed)")
    close(input[0])
  }

  @Test func halfALineIsSeenAndAskedAbout() throws {
    let (input, output, errors) = (try descriptors(), try descriptors(), try descriptors())
    var channel = AdapterChannel(input: input[1], output: output[0], errors: errors[0], maximumLine: 1 << 20)
    let before = channel.hasHalfALine
    #expect(!before)
    _ = #"{"protocol":1"#.withCString { write(output[1], $0, 13) }
    var fault: AdapterFault?
    do { _ = try channel.receive(timeout: 0.05) } catch { fault = error }
    #expect(fault == .timedOut(seconds: 0.05))
    let after = channel.hasHalfALine
    #expect(after)
    var command = AdapterCommand(["a"])
    command.startTimeout = 7.5
    #expect(
      AdapterNotice.lateStart(command, hasHalfALine: true)
        == "no first line from the adapter for 5 s; waiting up to 7.5 s (--start-timeout); "
        + "a line has begun and not ended: does it end with a newline?"
    )
    for descriptor in [input[0], output[1], errors[1]] { close(descriptor) }
  }

  @Test func wordsGoWithTheLineThatWasTakenLast() throws {
    let (input, output, errors) = (try descriptors(), try descriptors(), try descriptors())
    var channel = AdapterChannel(input: input[1], output: output[0], errors: errors[0], maximumLine: 1 << 20)
    func say(_ words: String, _ lines: String) {
      _ = words.withCString { write(errors[1], $0, words.utf8.count) }
      _ = lines.withCString { write(output[1], $0, lines.utf8.count) }
    }
    func wordsOfTheNext(_ channel: inout AdapterChannel) throws -> String {
      _ = try channel.receive(timeout: 60)
      return channel.takeWords()
    }
    say("one\n", "1\n")
    var words = [try wordsOfTheNext(&channel)]
    say("", "2\n")
    words.append(try wordsOfTheNext(&channel))
    say("both\n", "3\n4\n")
    words.append(try wordsOfTheNext(&channel))
    words.append(try wordsOfTheNext(&channel))
    say("five\n", "5\n")
    words.append(try wordsOfTheNext(&channel))
    let both = "(said while several answers came at once)\nboth\n"
    #expect(words == ["one\n", "", both, both, "five\n"])
    let all = channel.errorText
    #expect(all == "one\nboth\nfive\n")
    for descriptor in [input[0], output[1], errors[1]] { close(descriptor) }
  }

  private func descriptors() throws -> [Int32] {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return ends
  }
}
