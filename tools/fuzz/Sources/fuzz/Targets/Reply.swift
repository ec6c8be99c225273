import Adapters
import JSON
import Scenarios

/// What an adapter says, to `start` or to `run`: what is read is written as a line that is read as the same.
func fuzzReply(_ bytes: [UInt8]) {
  guard let node = try? JSONNode(parsing: bytes) else { return }
  do {
    let handshake = try Handshake(node)
    let line = handshake.json.compact()
    let again = expectNoError("the handshake is not read") { try Handshake(JSONNode(parsing: line)) }
    expect(again.json.compact() == line, "the handshake reads otherwise")
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
  }
  do {
    let reply = try Reply(node)
    let line = Recording.line(id: "a/b", .reply(reply))
    let again = expectNoError("the reply is not read") { try Reply(JSONNode(parsing: line)) }
    expect(Recording.line(id: "a/b", .reply(again)) == line, "the reply reads otherwise")
    expect(!line.dropLast().contains(UInt8(ascii: "\n")), "the line is two")
  } catch {
    expect(!"\(error)".contains("\n"), "a bad message: \(error)")
  }
}
