import JSON
import Testing

@testable import Adapters
@testable import Fixtures
@testable import Scenarios
@testable import Verdicts

/// An implementation may compute one class in another precision than the others.
@Suite struct DeclaredPrecisionTests {
  private func read(_ text: String) throws -> DeclaredPrecision {
    try DeclaredPrecision(JSONNode(parsing: text))
  }

  @Test func aCaseIsJudgedByTheWidestOfItsClasses() throws {
    let declared = try read(#"{"*": "float64", "OneCycleLR": "float32", "StepLR": "exact"}"#)
    #expect(declared.precision(of: [.step]) == .exact)
    #expect(declared.precision(of: [.exponential]) == .float64)
    #expect(declared.precision(of: [.sequential, .step]) == .float64)
    #expect(declared.precision(of: [.step, .oneCycle]) == .float32)
    #expect(declared.narrowest == .exact)
    #expect(declared.text == "float64, StepLR exact, OneCycleLR float32")
  }

  @Test(arguments: [#""float32""#, #"{"*":"exact"}"#, #"{"*":"float64","StepLR":"exact"}"#])
  func whatIsReadIsWritten(text: String) throws {
    let declared = try read(text)
    #expect(try read(declared.json.compact()) == declared)
  }

  @Test(arguments: [
    (#"{"StepLR": "exact"}"#, #"missing key "*""#),
    (#"{"*": "float64", "StepLRs": "exact"}"#, #"expected a class of PyTorch's or "*", found "StepLRs""#),
    (#"{"*": "float16"}"#, #"expected one of "exact", "float64", "float32", found "float16""#),
  ])
  func otherNamesAreRefused(text: String, message: String) throws {
    let error = try #require(throws: JSONError.self) { try read(text) }
    #expect(error.message == message)
  }

  @Test func theToleranceIsThatOfTheCase() throws {
    var handshake = Handshake(implementation: Implementation(name: "n", version: "1"), precision: .float64)
    handshake.precision = try read(#"{"*": "float64", "StepLR": "float32"}"#)
    let judge = Judge(strictErrors: false, diagnoses: false)
    #expect(judge.tolerance(handshake, of: [.step]) == .float32)
    #expect(judge.tolerance(handshake, of: [.exponential]) == .float64)
    #expect(judge.tolerance(handshake) == .float64)
    let given = Judge(tolerance: .exact, strictErrors: false, diagnoses: false)
    #expect(given.tolerance(handshake, of: [.step]) == .exact)
  }

  @Test func aRunIsNoWiderThanWhatEachClassAsksFor() async throws {
    func report(_ tolerance: Tolerance?) async throws -> RunStanding.Claim {
      try await RunStandingTests.report { options, handshake in
        options.tolerance = tolerance
        handshake.precision = DeclaredPrecision(.float64, byScheduler: [.exponential: .exact])
      }
      .standing.claim
    }
    #expect(try await report(nil) == .conforming)
    #expect(try await report(.float64) == .widened)
    #expect(try await report(.exact) == .conforming)
  }
}
