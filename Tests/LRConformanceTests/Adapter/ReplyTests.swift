import JSON
import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios

@Suite struct ReplyTests {
  private func read(_ text: String) throws -> (sequence: Int, reply: Reply) {
    try Reply.read(JSONNode(parsing: text))
  }

  @Test func outcomeIsReadAndWritten() throws {
    let text =
      #"{"seq":7,"trace":{"lr":[[0.1,null,"NaN"]],"last_epoch":[[0,1,2]]},"#
      + #""error":{"step":3,"type":"KeyError","message":"m"}}"#
    let (sequence, reply) = try read(text)
    #expect(sequence == 7)
    guard case .outcome(let outcome) = reply else {
      Issue.record("no outcome")
      return
    }
    #expect(outcome.trace[.lr]?[0][0] == 0.1)
    #expect(Trace.isMissing(try #require(outcome.trace[.lr])[0][1]))
    #expect(outcome.error == RunError(step: 3, type: "KeyError", message: "m"))
    #expect(reply.json(sequence: 7).compact() == text)
  }

  @Test func skippedIsReadAndWritten() throws {
    let (sequence, reply) = try read(#"{"seq":1,"skipped":"no PolynomialLR"}"#)
    #expect(sequence == 1)
    #expect(reply == .skipped("no PolynomialLR"))
    #expect(reply.json(sequence: 1).compact() == #"{"seq":1,"skipped":"no PolynomialLR"}"#)
  }

  @Test(
    arguments: [
      ("7", "", "expected an object, found 7"),
      (#"{"trace": {}}"#, "", #"missing key "seq""#),
      (#"{"seq": "1", "trace": {}}"#, "seq", #"expected an integer, found the string "1""#),
      (#"{"seq": 1}"#, "", #"missing key "trace""#),
      (#"{"seq": 1, "skipped": 1}"#, "skipped", "expected a string, found 1"),
      (
        #"{"seq": 1, "skipped": "no", "trace": {"lr": [[1]]}}"#, "skipped",
        #"expected either "skipped" or "trace", found "skipped" and "trace""#
      ),
      (
        #"{"seq": 1, "skipped": "no", "error": {"step": 0, "type": "E"}}"#, "skipped",
        #"expected either "skipped" or "trace", found "skipped" and "error""#
      ),
      (
        #"{"seq": 1, "trace": {"lr": [[1]]}, "id": "x"}"#, "",
        #"unknown key "id"; expected one of "seq", "trace", "error", "skipped", "unobserved", "ends""#
      ),
      (
        #"{"seq": 1, "trace": {"lr": [[1, 2], [3]]}}"#, "trace.lr[1]",
        "expected 2 values as in trace.lr[0], found 1"
      ),
      (
        #"{"seq": 1, "trace": {"rate": [[1]]}}"#, "trace.rate",
        "expected one of the channels \(channelNames), state.KEY"
      ),
      (
        #"{"seq": 1, "trace": {"lr": [[1]]}, "error": {"step": 2, "type": "E"}}"#, "error",
        "expected the error at step 1, after the trace's last observation, found step 2"
      ),
      (
        #"{"seq": 1, "trace": {"lr": [[1]]}, "error": {"step": 1}}"#, "error", #"missing key "type""#
      ),
    ]
  )
  func refusalNamesThePlace(text: String, path: String, message: String) throws {
    let error = try #require(throws: JSONError.self) { try read(text) }
    #expect(error.path.description == path)
    #expect(error.message == message)
  }
}
