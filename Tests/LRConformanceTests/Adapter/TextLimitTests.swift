import JSON
import Testing

@testable import Adapters
@testable import Fixtures

/// An adapter's texts are bounded: what is longer is no reply of the protocol.
@Suite struct TextLimitTests {
  private func refusal(_ text: String) -> String? {
    do {
      _ = try Reply(JSONNode(parsing: text))
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func text(_ count: Int) -> String { "\"" + String(repeating: "é", count: count / 2) + "\"" }

  @Test func reasonToSkip() {
    #expect(refusal(#"{"skipped": \#(text(65_536))}"#) == nil)
    #expect(
      refusal(#"{"skipped": \#(text(65_538))}"#)
        == "skipped: expected a text of at most 65536 bytes, found 65538"
    )
  }

  @Test func errorsTypeAndMessage() {
    func reply(_ type: String, _ message: String) -> String {
      #"{"trace": {"lr": [[]]}, "error": {"step": 0, "type": \#(type), "message": \#(message)}}"#
    }
    #expect(refusal(reply(text(1000), text(65_536))) == nil)
    #expect(
      refusal(reply(text(1002), text(0))) == "error.type: expected a text of at most 1000 bytes, found 1002"
    )
    #expect(
      refusal(reply(text(2), text(65_538)))
        == "error.message: expected a text of at most 65536 bytes, found 65538"
    )
  }

  @Test func nameOfTheImplementation() {
    func problem(_ name: String) -> String? {
      do {
        _ = try Handshake(
          JSONNode(
            parsing:
              #"{"protocol": 1, "implementation": {"name": \#(name), "version": "1"}, "precision": "exact"}"#
          )
        )
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(problem(text(1000)) == nil)
    #expect(
      problem(text(1002)) == "implementation.name: expected a text of at most 1000 bytes, found 1002"
    )
  }
}
