import Fixtures
import JSON
import Scenarios
import Testing

@Suite struct TraceTests {
  @Test func tracesAreEqualToTheBit() {
    #expect(trace([1, .nan]) == trace([1, -.nan]))
    #expect(trace([0.0]) != trace([-0.0]))
    #expect(trace([Trace.missing]) != trace([.nan]))
    #expect(trace([1]) != trace([1, 1]))
    #expect(trace([1]) != trace([1], of: .momentum))
    #expect(trace([1], [2]) != trace([1]))
  }

  @Test func missingIsNullAndSpecialValuesAreStrings() throws {
    let values = [Trace.missing, .nan, .infinity, -.infinity, -0.0, 1, 0.1, 1e-7]
    let text = trace(values).json.compact()
    #expect(text == #"{"lr":[[null,"NaN","Infinity","-Infinity",-0.0,1.0,0.1,1e-07]]}"#)
    #expect(try Trace(JSONNode(parsing: text)) == trace(values))
  }

  @Test func wholeEpochsAreIntegers() {
    let epochs = [0, 1, -1, 2.5, -0.0, 0x1p53, Trace.missing]
    #expect(
      trace(epochs, of: .lastEpoch).json.compact()
        == #"{"last_epoch":[[0,1,-1,2.5,-0.0,9007199254740992.0,null]]}"#
    )
  }

  @Test func hexadecimalFloatIsTakenForANumber() throws {
    let node = try JSONNode(parsing: #"{"lr": [["0x1.999999999999ap-4"]]}"#)
    #expect(try Trace(node) == trace([0.1]))
  }
}
