import ConformanceSupport
import JSON
import ReferencePlay
import Scenarios

/// The reference as an adapter: serves the protocol on two descriptors.
package struct Oracle {
  private let player = ReferencePlayer()
  private var reader: LineReader
  private let output: Int32

  /// An oracle that reads requests from one descriptor and writes replies to another.
  package init(input: Int32, output: Int32) {
    reader = LineReader(descriptor: input)
    self.output = output
  }

  /// What the reference says of itself.
  package static let handshake = Handshake(
    implementation: Implementation(
      name: "lrconform",
      version: ProductVersion.current,
      language: "Swift"
    ),
    precision: .exact,
    schedulers: SchedulerType.allCases,
    features: Feature.allCases
  )

  /// Serves until `stop` or the end of the input.
  ///
  /// - Throws: `ProtocolError` for a line that is no request.
  package mutating func serve() throws {
    while let line = try reader.next() {
      let request: JSONNode
      let command: String
      do {
        request = try JSONNode(parsing: line, source: "request")
        command = try request.member("cmd").string()
      } catch {
        throw ProtocolError(problem: "\(error)")
      }
      switch command {
      case "start": try send(Self.handshake.json)
      case "run": try send(answer(request))
      case "stop": return
      default: throw ProtocolError(problem: "the unknown command \(JSONValue.string(command).compact())")
      }
    }
  }

  private func answer(_ request: JSONNode) throws -> JSONValue {
    let sequence: Int
    do {
      sequence = try request.member("seq").integer()
    } catch {
      throw ProtocolError(problem: "\(error)")
    }
    do {
      let scenario = try Scenario(request.member("scenario"))
      return Reply.outcome(player.play(scenario)).json(sequence: sequence)
    } catch {
      return Reply.skipped("the scenario is not understood: \(error)").json(sequence: sequence)
    }
  }

  private func send(_ value: JSONValue) throws {
    try Files.write(value.compactBytes() + [UInt8(ascii: "\n")], to: output)
  }
}

/// A line that does not belong to the protocol.
package struct ProtocolError: Error, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  package var problem: String

  /// The problem.
  package var description: String { problem }
}
