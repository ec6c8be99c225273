import ArgumentParser
import LRConformance

extension CaseLevel: ExpressibleByArgument {}
extension SchedulerType: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

extension Tolerance: ExpressibleByArgument {
  /// The name of a class, or a relative and perhaps an absolute tolerance: `1e-9,1e-12`.
  public init?(argument: String) {
    if let precision = Precision(rawValue: argument) {
      self = precision.tolerance
      return
    }
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard 1...2 ~= parts.count, let relative = parts[0], let absolute = parts.count > 1 ? parts[1] : 0,
      relative >= 0, absolute >= 0, relative.isFinite, absolute.isFinite
    else { return nil }
    self.init(relative: relative, absolute: absolute)
  }
}

extension Version: ExpressibleByArgument {
  /// Numbers between points, as `2.9`.
  public init?(argument: String) { self.init(argument) }
}

extension CompletionKind {
  /// The ids of the suite's cases.
  static var caseIDs: CompletionKind { .shellCommand("lrconform list --color never | cut -d ' ' -f 1") }
}
