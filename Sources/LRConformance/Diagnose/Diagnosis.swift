/// Why an implementation diverges: a wrong scheduler that produces what was observed.
public struct Diagnosis: Sendable, Equatable {
  /// The cause's name, for lists and counts: `shifted`, `closed-form`, …
  public var name: String
  /// The cause in words.
  public var text: String
  /// Whether every value has the same bits; otherwise it is equal within tolerance.
  public var isExact: Bool
  /// Whether the observed values are those of the cause in single precision.
  public var isSinglePrecision: Bool
  /// The other causes that would produce the same values, in words.
  public var alternatives: [String]
  /// The names of the causes that it was chosen from; not in reports.
  var names: [String] = []

  /// The cause, how well it fits, and how many others would.
  public var sentence: String {
    var sentence = text
    if isSinglePrecision, name != "float32" { sentence += ", in single precision" }
    sentence += isExact ? " (matches exactly)" : " (matches within tolerance)"
    if !alternatives.isEmpty {
      let others = alternatives.prefix(3).joined(separator: "; or ")
      sentence += "; would also fit: \(others)\(alternatives.count > 3 ? "; …" : "")"
    }
    return sentence
  }
}
