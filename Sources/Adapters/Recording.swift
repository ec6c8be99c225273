import ConformanceSupport
import JSON
import Scenarios

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Replies in a file, one JSON line each: what an adapter answered, to be judged later.
///
/// The first line may be the reply to `start`. Every other has the case's `id` and what a reply has (`trace`,
/// `error`, `unobserved`, `ends`, `skipped`), or `fault` where the adapter failed; and `stderr`, where it said something there. The order does
/// not matter.
package enum Recording {
  /// The line of an answer, with its end.
  package static func line(id: String, _ answer: PlayAnswer) -> [UInt8] {
    var members = [JSONMember("id", .string(id))]
    let said: String
    switch answer {
    case .reply(let reply, let errorText):
      members += reply.jsonMembers
      said = errorText
    case .fault(let fault, let errorText):
      members.append(JSONMember("fault", .string("\(fault)")))
      said = errorText
    }
    if !said.isEmpty { members.append(JSONMember("stderr", .string(said))) }
    return line(.object(members))
  }

  /// The line of who answered, with its end.
  package static func line(_ handshake: Handshake) -> [UInt8] { line(handshake.json) }

  private static func line(_ value: JSONValue) -> [UInt8] {
    var bytes = String.harmlessJSON(value.compactBytes())
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  package static func play<Judged>(
    _ path: String,
    _ tasks: [PlayTask],
    _ receiver: PlayReceiver<Judged>
  ) throws(RunFailure) -> Handshake {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .recordingBroken("\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var reader = LineReader(descriptor: descriptor)
    var playback = Playback(path, tasks, receiver)
    do {
      while let entry = try playback.next(&reader) {
        if !playback.take(entry) { break }
      }
    } catch let error as RunFailure {
      throw error
    } catch {
      throw .recordingBroken("\(path): \(error)")
    }
    return playback.end()
  }
}

/// A recording that is being read.
private struct Playback<Judged: Sendable> {
  private let path: String
  private let tasks: [PlayTask]
  private let receiver: PlayReceiver<Judged>
  private let places: [String: Int]
  private var order: AnswerOrder<Judged>
  private var handshake: Handshake?
  private var lineNumber = 0

  init(_ path: String, _ tasks: [PlayTask], _ receiver: PlayReceiver<Judged>) {
    self.path = path
    self.tasks = tasks
    self.receiver = receiver
    places = Dictionary(tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    order = AnswerOrder(count: tasks.count)
  }

  /// The answer in the next line that has one; nil at the end of the recording. The line and its tree are gone when
  /// this returns, before the answer is judged.
  mutating func next(_ reader: inout LineReader) throws -> (place: Int, answer: PlayAnswer)? {
    while let line = try reader.next() {
      if let entry = try read(line) { return entry }
    }
    return nil
  }

  /// Takes an answer; false once no more is wanted.
  mutating func take(_ entry: (place: Int, answer: PlayAnswer)) -> Bool {
    let judged = receiver.judge(entry.place, entry.answer, greet())
    return order.take(entry.place, judged, handOn: receiver.judged)
  }

  /// The answer in a line; nil where it is empty, the handshake, or about another case.
  private mutating func read(_ line: [UInt8]) throws(RunFailure) -> (place: Int, answer: PlayAnswer)? {
    lineNumber += 1
    if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { return nil }
    do {
      let node = try JSONNode(file: path, line, firstLine: lineNumber)
      if handshake == nil, try node.optionalMember("protocol") != nil {
        handshake = try Handshake(node)
        greet()
        return nil
      }
      greet()
      try node.refuseKeys(
        otherThan: ["id", "seq", "trace", "error", "skipped", "fault", "stderr"] + Gaps.keys
      )
      let idNode = try node.member("id")
      guard let place = places[try idNode.string()] else { return nil }
      if order.has(place) { throw idNode.error("a second reply for this case") }
      return (place, try answer(node, tasks[place]))
    } catch let error as JSONError {
      throw .recordingBroken("\(error)")
    } catch {
      throw .recordingBroken("\(path): \(error)")
    }
  }

  private func answer(_ node: JSONNode, _ task: PlayTask) throws(JSONError) -> PlayAnswer {
    let said = try node.optionalMember("stderr")?.string(atMost: TextLimits.message) ?? ""
    if let fault = try node.optionalMember("fault") {
      return .fault(.recorded(try fault.string(atMost: TextLimits.message)), errorText: said)
    }
    return .reply(try Reply(node), errorText: said)
  }

  /// What has no reply is no pass.
  mutating func end() -> Handshake {
    let handshake = greet()
    for (index, task) in tasks.enumerated() where !order.has(index) {
      let answer: PlayAnswer =
        if let reason = task.requirements.reasonToSkip(handshake) {
          .reply(.skipped(reason))
        } else {
          .fault(.notRecorded, errorText: "")
        }
      if !take((index, answer)) { break }
    }
    return handshake
  }

  // Without a first line that says who answered, it is called by the file.
  @discardableResult
  private mutating func greet() -> Handshake {
    if let handshake, greeted { return handshake }
    let name = Files.name(of: path)
    let known =
      handshake
      ?? Handshake(implementation: Implementation(name: name, version: "unknown"), precision: .float64)
    handshake = known
    greeted = true
    receiver.started(known)
    return known
  }

  private var greeted = false
}
