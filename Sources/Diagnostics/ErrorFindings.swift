import Fixtures
import LRSchedulers
import Scenarios

/// Groups the errors of a run: the same error in many cases is one finding.
enum ErrorFindings {
  private struct Key: Hashable {
    var name: String
    var isConstructor: Bool
    var type: String
    var message: String

    func isLike(_ other: Key) -> Bool {
      type == other.type && message == other.message && (name == "accepted") == (other.name == "accepted")
    }
  }

  static func all(_ cases: [PlayedCase]) -> [RunDiagnosis.ErrorFinding] {
    var order: [Key] = []
    var groups: [Key: [Int]] = [:]
    for (index, played) in cases.enumerated() where played.fails {
      guard let key = key(of: played) else { continue }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(index)
    }
    func shared(_ members: [Int]) -> Set<SchedulerType> {
      members.dropFirst().reduce(Set(cases[members[0]].scenario.schedulerTypes)) { shared, index in
        shared.intersection(cases[index].scenario.schedulerTypes)
      }
    }
    let found = order.map { key -> RunDiagnosis.ErrorFinding in
      let members = groups[key] ?? []
      // The same error has the same source, wherever it is raised.
      let alike = order.filter { $0.isLike(key) }.flatMap { groups[$0] ?? [] }
      let wide = shared(alike)
      let common = wide.isEmpty ? shared(members) : wide
      // A child's error comes outside of composites too, so what all cases contain is not only the composite then.
      let type = cases[members[0]].scenario.schedulerTypes.filter(common.contains)
        .min { $0.isComposite && !$1.isComposite }
      return RunDiagnosis.ErrorFinding(
        name: key.name,
        text: text(cases[members[0]], of: type),
        type: type,
        isConstructor: key.isConstructor,
        cases: members
      )
    }
    return found.sorted { $0.cases.count > $1.cases.count }
  }

  private static func key(of played: PlayedCase) -> Key? {
    func key(_ name: String, _ error: RunError) -> Key {
      // Numbers in a message differ from case to case.
      let message = error.message.map { $0.isNumber ? "0" : "\($0)" }.joined()
      return Key(name: name, isConstructor: error.step == 0, type: error.type, message: message)
    }
    switch played.errorProblem {
    case nil: return nil
    case .raises(let error): return key(error.step == 0 ? "refused" : "raises", error)
    case .raisesElsewhere(let error, _): return key("raises-elsewhere", error)
    case .accepts(let error): return key("accepted", error)
    }
  }

  /// What is wrong in a case, in words.
  static func text(_ played: PlayedCase, of type: SchedulerType?) -> String {
    let subject = type.map { "\($0.rawValue) " } ?? ""
    func said(_ error: RunError) -> String {
      error.message.isEmpty ? error.type : "\(error.type): \(error.message)"
    }
    switch played.errorProblem {
    case nil: return ""
    case .raises(let error) where error.step == 0: return "\(subject)refuses these arguments: \(said(error))"
    case .raises(let error): return "\(subject)raises in step \(error.step): \(said(error))"
    case .raisesElsewhere(let error, let expected):
      return
        "\(subject)raises in step \(error.step), where PyTorch raises in step \(expected.step): \(said(error))"
    case .accepts(let error) where error.step == 0:
      return "\(subject)accepts arguments that PyTorch refuses: \(said(error))"
    case .accepts(let error):
      return "\(subject)raises nothing in step \(error.step), where PyTorch raises \(said(error))"
    }
  }
}
