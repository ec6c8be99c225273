import Synchronization

/// Which arguments of a scheduler somebody has asked for. Copies of the scheduler's spec share it.
final class ArgumentReads: Sendable {
  private struct State {
    var names: Set<String> = []
    var readsAll = false
  }

  private let state = Mutex(State())

  func note(_ name: String) { state.withLock { _ = $0.names.insert(name) } }

  /// All arguments are read at once, as a list.
  func noteAll() { state.withLock { $0.readsAll = true } }

  func has(_ name: String) -> Bool { state.withLock { $0.readsAll || $0.names.contains(name) } }
}

extension SchedulerSpec {
  /// The spec with a note of its own, in it and in each child, of what is read.
  package func noting() -> SchedulerSpec {
    SchedulerSpec(
      type: type,
      arguments: arguments.map { argument in
        guard case .schedulers(let children) = argument.value else { return argument }
        return KeywordArgument(argument.name, .schedulers(children.map { $0.noting() }))
      },
      reads: ArgumentReads()
    )
  }

  /// `StepLR's argument gamma was never read`: the first scheduler, of this one and those inside it, that is given
  /// arguments that nobody asked for. Nil where there is none, or where reads are not noted.
  ///
  /// An argument with PyTorch's default has the same meaning as none, and need not be read.
  package var unreadArguments: String? {
    for spec in flattenedUnnoted {
      let names = spec.unreadNames
      if names.isEmpty { continue }
      let all =
        names.count > 1
        ? "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])" : names[0]
      return "\(spec.type.rawValue)'s \(names.count > 1 ? "arguments" : "argument") \(all) "
        + "\(names.count > 1 ? "were" : "was") never read"
    }
    return nil
  }
}
