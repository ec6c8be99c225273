import Foundation
import Testing

@testable import LRConformance

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

  private func descriptors() throws -> [Int32] {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return ends
  }
}
