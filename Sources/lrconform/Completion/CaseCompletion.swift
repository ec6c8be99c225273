import ArgumentParser
import ConformanceSupport
import Fixtures

extension CompletionKind {
  /// The ids of the suite's cases.
  static var caseIDs: CompletionKind { .custom { _, _, prefix in CaseCompletion.ids(prefix) } }

  /// The tags of the suite's cases.
  static var tags: CompletionKind { .custom { _, _, prefix in CaseCompletion.tags(prefix) } }
}

/// What a shell offers where cases are meant.
enum CaseCompletion {
  static func ids(_ prefix: String) -> [String] {
    CaseNames.ids(at: paths).filter { $0.hasPrefix(prefix) }
  }

  static func tags(_ prefix: String) -> [String] {
    CaseNames.tags(at: paths).filter { $0.hasPrefix(prefix) }
  }

  /// The names of the families.
  static func families() -> [String] {
    paths.flatMap { path in
      ((try? SuiteLoader.files(at: ["\(path)/families"])) ?? [])
        .map { String(Files.name(of: $0).dropLast(".json".count)) }
    }
  }

  // Where there are no fixtures nothing is offered; a shell has no place for a message.
  private static var paths: [String] { (try? FixtureSource(named: []).paths()) ?? [] }
}
