import Adapters
import JSON
import Scenarios

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a runner asks the oracle, lines of any kind: each request has one reply with its number, in order; what is no
/// request ends the conversation in one line.
func fuzzOracle(_ bytes: [UInt8]) {
  var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
  if lines.last == [] { lines.removeLast() }
  var expected: [Int?] = []
  requests: for line in lines {
    guard let request = try? JSONNode(parsing: line), let command = try? request.member("cmd").string() else {
      break
    }
    switch command {
    case "start": expected.append(nil)
    case "run":
      guard let sequence = try? request.member("seq").integer() else { break requests }
      if let node = try? request.member("scenario"), let scenario = try? Scenario(node) {
        // What is long is left to the scenarios' own fuzzer, which leaves it too.
        if scenario.observationCount > 200 { return }
      }
      expected.append(sequence)
    default: break requests
    }
  }
  let replies = serve(bytes)
  expect(replies.count == expected.count, "\(replies.count) replies where \(expected.count) are expected")
  for (reply, sequence) in zip(replies, expected) {
    let node = expectNoError("a reply is no JSON") { try JSONNode(parsing: Array(reply)) }
    guard let sequence else {
      let handshake = expectNoError("the handshake is not read") { try Handshake(node) }
      expect(handshake == Oracle.handshake, "another handshake")
      continue
    }
    expect((try? node.member("seq").integer()) == sequence, "a reply with another number than \(sequence)")
    let read = expectNoError("the oracle's own reply is not read") { try Reply(node) }
    if case .skipped(let reason) = read { expect(!reason.contains("\n"), "a reason of two lines") }
  }
}

/// The lines that the oracle answers with. What it reads fits into a pipe.
private func serve(_ bytes: [UInt8]) -> [[UInt8]] {
  var ends: [Int32] = [0, 0]
  expect(pipe(&ends) == 0, "no pipe")
  expect(bytes.isEmpty || write(ends[1], bytes, bytes.count) == bytes.count, "the pipe is too small")
  close(ends[1])
  expect(ftruncate(output, 0) == 0 && lseek(output, 0, SEEK_SET) == 0, "no file")
  var oracle = Oracle(input: ends[0], output: output)
  do {
    try oracle.serve()
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
  }
  close(ends[0])
  var said = [UInt8](repeating: 0, count: Int(lseek(output, 0, SEEK_CUR)))
  expect(pread(output, &said, said.count, 0) == said.count, "the file is not read")
  expect(said.isEmpty || said.last == UInt8(ascii: "\n"), "a line without an end")
  return said.split(separator: UInt8(ascii: "\n")).map(Array.init)
}

private let output: Int32 = {
  guard let file = tmpfile() else { fatalError("no temporary file") }
  return fileno(file)
}()
