/// What must be known of the arguments before they are parsed.
enum CommandLineCheck {
  /// Refuses a `--` after which nothing stands, as `check -- $ADAPTER` has it where the variable is empty: without an
  /// adapter the reference would be checked, and conform.
  static func refuseNothingAfterTerminator(_ arguments: [String]) throws(Failure) {
    // The shell asks for completions in the middle of a line.
    if arguments.count > 1, arguments[1].hasPrefix("---") { return }
    guard let terminator = arguments.firstIndex(of: "--") else { return }
    guard let first = arguments[(terminator + 1)...].first else {
      throw Failure(.usage, "there is no command after --; is a variable empty?")
    }
    if first.allSatisfy(\.isWhitespace) {
      throw Failure(.usage, "the first word after -- is empty: is a variable empty?")
    }
  }
}
