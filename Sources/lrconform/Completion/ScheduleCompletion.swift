import ArgumentParser
import Scenarios

extension CompletionKind {
  /// What may stand where schedules are written in words.
  static var schedules: CompletionKind {
    .custom { words, index, prefix in
      ScheduleCompletion(words, before: index).candidates(prefix)
    }
  }
}

/// What a shell offers where schedules are written in words: classes, their options, and the values of these.
struct ScheduleCompletion {
  private let words: ArraySlice<String>

  /// - Parameter index: Where the word is that is completed.
  init(_ words: [String], before index: Int) { self.words = words.prefix(index) }

  func candidates(_ prefix: String) -> [String] {
    all(prefix).filter { $0.hasPrefix(prefix) }
  }

  private func all(_ prefix: String) -> [String] {
    let place = words.lastIndex { ScheduleVocabulary.type(named: $0) != nil }
    let type = place.flatMap { ScheduleVocabulary.type(named: words[$0]) }
    if let type, let last = words.last, last.hasPrefix("--"),
      let values = ScheduleVocabulary.values(of: last, in: type)
    {
      return values
    }
    if prefix.hasPrefix("-") {
      guard let place, let type else { return [] }
      let given = words[place...]
      return ScheduleVocabulary.options(of: type).filter { !given.contains($0) }
    }
    var names = SchedulerType.allNames + CaseCompletion.families()
    if type != nil { names.append("then") }
    // There are more than a thousand ids; they stand before the schedules.
    if type == nil, !prefix.isEmpty { names += CaseCompletion.ids(prefix) }
    return names
  }
}
