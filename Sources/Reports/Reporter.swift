import ConformanceSupport
import JSON
import Verdicts

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
  ///   - coloured: Whether the text is coloured, where the format is for people.
  ///   - verbose: Whether passing cases are named too, where the format is for people.
  public func reporter(coloured: Bool = false, verbose: Bool = false) -> any Reporter {
    reporter(style: TextStyle(coloured: coloured), verbose: verbose)
  }

  /// A reporter of the format.
  ///
  /// - Parameters:
  ///   - style: Whether the text is coloured.
  ///   - verbose: Whether passing cases are named too, where the format is for people.
  ///   - brief: Whether a failing case has one line alone, where the format is for people.
  ///   - pytorch: The version of PyTorch whose behaviour is expected.
  package func reporter(
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
