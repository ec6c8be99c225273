import ConformanceSupport

/// Two reports of the same suite, the later one compared with the earlier.
package struct ReportComparison: Sendable {
  /// What became of a case.
  package enum Change: String, Sendable, CaseIterable {
    /// It diverges or is broken, and was not.
    case newlyDiverging = "newly diverging"
    /// It passes, and did not.
    case mended
    /// Another verdict, first diverging step or diagnosis.
    case changed
    /// It is only in the later report.
    case added
    /// It is only in the earlier report.
    case gone
  }

  /// A case that is not as it was.
  package struct Entry: Sendable, Equatable {
    /// What became of it.
    package var change: Change
    /// The case's id.
    package var id: String
    /// As it was, as it is.
    package var text: String
    /// Whether it got worse.
    package var isWorse: Bool
  }

  /// The cases that are not as they were, in the order of the later report, those that are gone at the end.
  package var entries: [Entry] = []
  /// How many cases are as they were.
  package var unchanged = 0

  /// Whether anything got worse: a case diverges, is broken or is skipped that did better before. Cases that only
  /// one report has are neither better nor worse.
  package var isWorse: Bool { entries.contains(where: \.isWorse) }

  /// Compares two reports.
  package init(_ old: ReportFile, _ new: ReportFile) {
    let before = Dictionary(old.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for reported in new.cases {
      guard let earlier = before[reported.id] else {
        entries.append(Entry(change: .added, id: reported.id, text: reported.state, isWorse: false))
        continue
      }
      if earlier.isAs(reported) {
        unchanged += 1
        continue
      }
      let change: Change =
        switch (earlier.rank, reported.rank) {
        case (...1, 2...): .newlyDiverging
        case (2..., 0): .mended
        default: .changed
        }
      entries.append(
        Entry(
          change: change,
          id: reported.id,
          text: "\(earlier.state) → \(reported.state)",
          isWorse: reported.rank > earlier.rank
        )
      )
    }
    let after = Set(new.cases.map(\.id))
    for earlier in old.cases where !after.contains(earlier.id) {
      entries.append(Entry(change: .gone, id: earlier.id, text: earlier.state, isWorse: false))
    }
  }

  /// The changes by kind, a line each, and the counts.
  package func text(style: TextStyle) -> String {
    var text = ""
    for change in Change.allCases {
      let changed = entries.filter { $0.change == change }
      guard !changed.isEmpty else { continue }
      text += style.bold("\(change.rawValue) (\(changed.count))") + "\n"
      for entry in changed {
        let mark = entry.isWorse ? style.red("✗") : change == .mended ? style.green("✓") : "·"
        text += "  \(mark) \(entry.id.singleLine): \(entry.text.singleLine)\n"
      }
      text += "\n"
    }
    let counts = Change.allCases.compactMap { change -> String? in
      let count = entries.count { $0.change == change }
      return count > 0 ? "\(count) \(change.rawValue)" : nil
    }
    let verdict = isWorse ? style.red("worse") : style.green("nothing got worse")
    return text + (counts + ["\(unchanged) as before"]).joined(separator: ", ") + ": \(verdict)\n"
  }
}

extension ReportedCase {
  /// The verdict with what tells one divergence from another.
  fileprivate var state: String {
    guard let divergence = comparison?.divergence else { return verdict.rawValue }
    return "\(verdict.rawValue) at step \(divergence.firstStep) (\(diagnosis?.text ?? "cause unknown"))"
  }

  /// Whether both have the same verdict and, where they diverge, the same step and cause.
  fileprivate func isAs(_ other: ReportedCase) -> Bool {
    verdict == other.verdict && comparison?.divergence?.firstStep == other.comparison?.divergence?.firstStep
      && (comparison?.divergence == nil || diagnosis?.name == other.diagnosis?.name)
  }

  /// How bad it is: it passes, is not run, diverges, is broken.
  fileprivate var rank: Int {
    switch verdict {
    case .identical, .within: 0
    case .skipped: 1
    case .diverged, .errorMismatch: 2
    case .broken: 3
    }
  }
}
