import LRSchedulers
import ReferencePlay
import Scenarios

/// A mistake in a formula, in words.
struct FaultText {
  /// The mistake in words.
  let text: String
  /// PyTorch's method that has what is done otherwise.
  let method: String
  /// Whether it is one that ports often have.
  let isWellKnown: Bool

  init(_ type: SchedulerType, _ fault: Fault) {
    method = fault.place.map { Self.method($0, in: type) } ?? "get_lr"
    if let known = Self.known(type, fault) {
      text = known
      isWellKnown = true
    } else {
      isWellKnown = false
      let name = Self.option(fault) ?? FaultName(fault)?.replacement ?? "another formula"
      let ways = fault.mistakes.first?.places.count ?? 1
      let branches = fault.place?.branches ?? []
      // Where a place is reached in one way only, others are right.
      let way =
        ways > 1 || branches.isEmpty ? "" : " (\(branches.map { $0 ? "yes" : "no" }.joined(separator: ", ")))"
      text = "\(type.rawValue).\(method): \(name)\(way)" + Self.number(fault)
    }
  }

  // Another option of the group that is read; nil for another mistake.
  private static func option(_ fault: Fault) -> String? {
    guard case .option(let right) = fault.place?.kind, case .option(let wrong) = fault.change else {
      return nil
    }
    return "group['\(wrong.rawValue)'] is read for group['\(right.rawValue)']"
  }

  // What stands more than once in a formula is told by its number.
  private static func number(_ fault: Fault) -> String {
    guard let place = fault.place else { return "" }
    switch place.kind {
    case .condition, .option: return ""
    default: break
    }
    return ", operation \(place.index + 1)"
  }

  /// PyTorch's method for a place of a formula.
  private static func method(_ place: Fault.Place, in type: SchedulerType) -> String {
    // OneCycleLR's constructor names the options that each phase goes between.
    if case .option = place.kind, type == .oneCycle { return "__init__" }
    return switch place.formula {
    case .lr, .momentum: "get_lr"
    case .closedForm: "_get_closed_form_lr"
    case .period, .periodAtEpoch, .turn: "step"
    // What is compared first is whether the metric is better.
    case .plateau: place.branches.isEmpty ? "_is_better" : "step"
    case .reduction: "_reduce_lr"
    case .construction: type == .plateau ? "_init_is_better" : "__init__"
    }
  }

  private static func known(_ type: SchedulerType, _ fault: Fault) -> String? {
    guard let place = fault.place else { return nil }
    switch (type, place.formula, place.kind, fault.change) {
    case (.linear, .lr, .comparison(.greater, _), .secondConstant(1)),
      (.polynomial, .lr, .comparison(.greater, _), .secondConstant(1)):
      return "the last change of \(type.rawValue) comes one epoch late"
    case (.linear, .lr, .comparison(.greater, _), .comparison(.greaterOrEqual)),
      (.polynomial, .lr, .comparison(.greater, _), .comparison(.greaterOrEqual)):
      return "\(type.rawValue) ends one epoch early: t >= total_iters for t > total_iters"
    default: return nil
    }
  }
}
