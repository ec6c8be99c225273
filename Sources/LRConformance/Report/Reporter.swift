import JSON

/// What happens in a run, in order.
public enum RunEvent: Sendable {
  /// The run begins; so many cases are to be judged.
  case began(total: Int)
  /// The subject has said who it is.
  case started(Handshake)
  /// A case is judged.
  case finished(CaseResult)
  /// All cases are judged.
  case ended(RunSummary)
}

/// Turns the events of a run into a text; knows nothing of the run.
public protocol Reporter: Sendable {
  /// The text that an event adds.
  mutating func text(for event: RunEvent) -> String
}

/// The formats that a run can be reported in.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people, at a terminal.
  case pretty
  /// One document for programs.
  case json
  /// JUnit XML, for servers that show test results.
  case junit
  /// The Test Anything Protocol, version 14.
  case tap
  /// Markdown, for a comment on a pull request.
  case markdown
  /// Workflow commands of GitHub Actions.
  case github

  /// A reporter of the format.
  ///
  /// - Parameters:
  ///   - style: Whether the text is coloured.
  ///   - verbose: Whether passing cases are named too, where the format is for people.
  ///   - brief: Whether a failing case has one line alone, where the format is for people.
  ///   - pytorch: The version of PyTorch whose behaviour is expected.
  public func reporter(
    style: TextStyle,
    verbose: Bool,
    brief: Bool = false,
    pytorch: String = ProductVersion.pytorch
  ) -> any Reporter {
    switch self {
    case .pretty: PrettyReporter(style: style, verbose: verbose, brief: brief, pytorch: pytorch)
    case .json: JSONReporter()
    case .junit: JUnitReporter()
    case .tap: TAPReporter(pytorch: pytorch)
    case .markdown: MarkdownReporter()
    case .github: GitHubReporter(pytorch: pytorch)
    }
  }
}
