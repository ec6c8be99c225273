import ArgumentParser
import ConformanceSupport
import Fixtures
import JSON
import Scenarios

/// What is said of arguments that cannot be parsed, where more can be said than the parser does.
struct UsageAdvice {
  private let arguments: [String]
  /// What the parser says of arguments; nil where they are right.
  private let refusal: ([String]) -> String?

  init(_ arguments: [String], refusal: @escaping ([String]) -> String?) {
    self.arguments = arguments
    self.refusal = refusal
  }

  /// The commands that take an adapter after `--`.
  private static let adapterCommands: [any ParsableCommand.Type] = [
    CheckCommand.self, RecordCommand.self, SmokeCommand.self, FuzzCommand.self, RegenerateCommand.self,
  ]

  /// - Parameter message: What the parser says.
  func text(insteadOf message: String) -> String {
    unknownCommand ?? forgottenTerminator ?? message
  }

  private var unknownCommand: String? {
    let commands = LRConform.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    return "no command \(word)\(NearestText.hint(for: word, among: commands)); `lrconform --help` lists them"
  }

  /// `check ./my-adapter`, `check python3 -u adapter.py`: words where none is expected.
  private var forgottenTerminator: String? {
    guard let command = arguments.first, !arguments.contains("--"),
      Self.adapterCommands.contains(where: { $0.configuration.commandName == command })
    else { return nil }
    // An option that the parser does not know may be for the program that stands before it.
    let end =
      arguments.indices.first { complaint(about: arguments[...$0])?.hasPrefix("Unknown option") == true }
      ?? arguments.endIndex
    let stray = strayIndices(in: arguments[..<end])
    guard let first = stray.first else { return nil }
    if let option = Self.filter(for: arguments[first]) {
      return
        "unexpected \(arguments[first]); did you mean: lrconform \(command) \(option) \(arguments[first])?"
    }
    let others = arguments[..<end].indices.filter { !stray.contains($0) }
    let adapter = stray.map { arguments[$0] } + arguments[end...]
    return
      "an adapter stands after --: lrconform \(Self.line(others.map { arguments[$0] })) -- \(Self.line(adapter))"
  }

  /// What the parser says of some arguments, an adapter added, which some commands want.
  private func complaint(about arguments: ArraySlice<String>) -> String? {
    refusal(arguments + ["--", "adapter"])
  }

  /// Where the words are that the parser names as unexpected: `2 unexpected arguments: 'python3', 'adapter.py'`.
  private func strayIndices(in arguments: ArraySlice<String>) -> [Int] {
    guard let message = complaint(about: arguments), message.lowercased().contains("unexpected argument"),
      let start = message.firstIndex(of: "'"), let end = message.lastIndex(of: "'"), start < end
    else { return [] }
    let quoted = message[message.index(after: start)..<end]
    var words = String(quoted).split(separator: "', '").map(String.init)
    var indices: [Int] = []
    // From the end, since a word may stand as an option's value too.
    for index in arguments.indices.reversed() where words.last == arguments[index] {
      indices.insert(index, at: 0)
      words.removeLast()
    }
    return words.isEmpty ? indices : []
  }

  /// The filter that a word is for which is no program: a class, or a case's id.
  private static func filter(for word: String) -> String? {
    if Files.kind(word) != .missing { return nil }
    if SchedulerType(rawValue: word) != nil { return "--scheduler" }
    let cases = try? FixtureSource(named: []).select()
    return cases?.contains { Glob.matches(word, $0.fixture.id) } == true ? "--id" : nil
  }

  /// Words as a shell takes them.
  private static func line(_ words: [String]) -> String {
    words.map { word in
      let isPlain =
        word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0) } && !word.isEmpty
      return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }.joined(separator: " ")
  }
}
