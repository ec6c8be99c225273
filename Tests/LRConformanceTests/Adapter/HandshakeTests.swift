import Adapters
import Fixtures
import JSON
import Testing

@Suite struct HandshakeTests {
  private func read(_ text: String) throws -> Handshake { try Handshake(JSONNode(parsing: text)) }

  @Test func declaredIsReadAndWritten() throws {
    let text = """
      {"protocol":1,"implementation":{"name":"mine","version":"2","language":"C","homepage":"h","issues":"i"},\
      "precision":"float32","schedulers":["StepLR"],"features":["set-lr","get-lr"]}
      """
    let handshake = try read(text)
    #expect(handshake.implementation.language == "C")
    #expect(handshake.precision == DeclaredPrecision(.float32))
    #expect(handshake.schedulers == [.step])
    #expect(handshake.features == [.setLR, .getLR])
    #expect(handshake.json.compact() == text)
  }

  @Test func surroundingsBecomeTheProvenance() throws {
    let text = """
      {"protocol": 1, "implementation": {"name": "mine", "version": "2"}, "precision": "exact",
       "environment": {"python": "3.11", "libm": "glibc"}}
      """
    let handshake = try read(text)
    #expect(handshake.schedulers == nil)
    #expect(handshake.features == nil)
    #expect(handshake.provenance.implementation == "mine")
    #expect(handshake.provenance.version == "2")
    #expect(handshake.provenance.python == "3.11")
    #expect(handshake.provenance.platform == nil)
    #expect(handshake.provenance.libm == "glibc")
  }

  @Test(
    arguments: [
      ("[]", "", "expected an object, found an array of 0 elements"),
      (#"{"protocol": 2}"#, "protocol", "expected the protocol 1"),
      (#"{"protocol": "1"}"#, "protocol", #"expected an integer, found the string "1""#),
      (#"{"protocol": 1}"#, "", #"missing key "implementation""#),
      (#"{"protocol": 1, "implementation": {"version": "2"}}"#, "implementation", #"missing key "name""#),
      (
        #"{"protocol": 1, "implementation": {"name": "n", "version": 2}}"#, "implementation.version",
        "expected a string, found 2"
      ),
      (
        #"{"protocol": 1, "implementation": {"name": "n", "version": "2"}, "precision": "float16"}"#,
        "precision", #"expected one of "exact", "float64", "float32", found "float16""#
      ),
      (
        #"{"protocol": 1, "implementation": {"name": "n", "version": "2"}, "precisions": "exact"}"#,
        "",
        #"unknown key "precisions" (did you mean "precision"?); expected one of "protocol", "#
          + #""implementation", "precision", "schedulers", "features", "channels", "families", "environment""#
      ),
    ]
  )
  func refusalNamesThePlace(text: String, path: String, message: String) throws {
    let error = try #require(throws: JSONError.self) { try read(text) }
    #expect(error.path.description == path)
    #expect(error.message == message)
  }

  @Test(
    arguments: [
      (#""schedulers": ["StepLR", "Step"]"#, "schedulers[1]"), (#""schedulers": "StepLR""#, "schedulers"),
      (#""features": ["momenta"]"#, "features[0]"), (#""channels": ["lr", "rate"]"#, "channels[1]"),
      (#""environment": {"os": "x"}"#, "environment"),
    ]
  )
  func wrongDeclarationIsRefusedAt(member: String, path: String) throws {
    let text = """
      {"protocol": 1, "implementation": {"name": "n", "version": "2"}, "precision": "exact", \(member)}
      """
    let error = try #require(throws: JSONError.self) { try read(text) }
    #expect(error.path.description == path)
  }
}
