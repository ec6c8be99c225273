import ArgumentParser
import Fixtures
import JSON
import Reports

extension CaseLevel: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// One of many names, as an option's `transform`: a wrong one is told with the nearest and with all.
  static func named(_ text: String) throws -> Self {
    if let value = Self(rawValue: text) { return value }
    let names = allNames
    let list = names.joined(separator: ", ")
    throw ValidationError("expected one of \(list)\(NearestText.hint(for: text, among: names))")
  }

  /// All names, for completions.
  static var allNames: [String] { allCases.map(\.rawValue) }
}

extension Tolerance {
  /// The name of a class, or a relative and perhaps an absolute tolerance, `1e-9,1e-12`: an option's `transform`.
  static func argument(_ text: String) throws -> Tolerance {
    if let precision = Precision(rawValue: text) { return precision.tolerance }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard 1...2 ~= parts.count, let relative = parts[0], let absolute = parts.count > 1 ? parts[1] : 0,
      relative >= 0, absolute >= 0, relative.isFinite, absolute.isFinite
    else {
      let names = Precision.allCases.map(\.rawValue)
      throw ValidationError(
        "expected \(names.joined(separator: ", ")), or a relative and perhaps an absolute tolerance as 1e-9 or "
          + "1e-9,1e-12, none below 0\(NearestText.hint(for: text, among: names))"
      )
    }
    return Tolerance(relative: relative, absolute: absolute)
  }
}

extension Version: ExpressibleByArgument {
  /// Numbers between points, as `2.9`.
  public init?(argument: String) { self.init(argument) }
}
