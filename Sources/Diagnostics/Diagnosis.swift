/// Why an implementation diverges: a wrong scheduler that produces what was observed.
package struct Diagnosis: Sendable, Equatable {
  /// The cause's name, for lists and counts: `shifted`, `closed-form`, …
  package var name: String
  /// The cause in words.
  package var text: String
  /// Whether every value has the same bits; otherwise it is equal within tolerance.
  package var isExact: Bool
  /// Whether the observed values are those of the cause in single precision.
  package var isSinglePrecision: Bool
  /// The other causes that would produce the same values, in words.
  package var alternatives: [String]
  /// The names of the causes that it was chosen from; not in reports.
  package var names: [String] = []

  /// All of its parts.
  package init(
    name: String,
    text: String,
    isExact: Bool,
    isSinglePrecision: Bool,
    alternatives: [String],
    names: [String] = []
  ) {
    self.name = name
    self.text = text
    self.isExact = isExact
    self.isSinglePrecision = isSinglePrecision
    self.alternatives = alternatives
    self.names = names
  }

  /// The cause, how well it fits, and how many others would.
  package var sentence: String {
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
