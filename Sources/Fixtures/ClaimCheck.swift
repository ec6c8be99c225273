import Scenarios

/// A claim compared with what PyTorch produced.
package struct ClaimCheck: Sendable {
  /// What the comparison gives, whatever the fixture says.
  package var verdict: ClaimVerdict
  /// The first epoch at which the claim fails.
  package var firstFailing: Int?
  /// What PyTorch produces in the epochs of the claim.
  package var actual: [Double]
}

extension Claim {
  /// Compares the claim with what PyTorch produced: a value at the precision that the text prints, an error by its type.
  package func check(against expected: Outcome) -> ClaimCheck {
    switch statement {
    case .value(let value): check(value, against: expected.trace)
    case .error(let type):
      ClaimCheck(verdict: expected.error?.type == type ? .upheld : .erratum, firstFailing: nil, actual: [])
    }
  }

  private func check(_ claimed: ClaimedValue, against trace: Trace) -> ClaimCheck {
    let columns = trace[claimed.channel] ?? []
    let column = columns.indices.contains(claimed.column) ? columns[claimed.column] : []
    let (first, number) = (claimed.epochs.first, claimed.number)
    let last = min(claimed.epochs.last ?? (column.count - 1), column.count - 1)
    guard first <= last else { return ClaimCheck(verdict: .erratum, firstFailing: nil, actual: []) }
    let values = Array(column[first...last])
    let allowed = number == 0 ? 1e-12 : 0.5 * pow10(-decimals(of: number))
    // Slightly more than half a unit, because half a decimal unit is not exactly a double.
    let failing = values.firstIndex { !(($0 - number).magnitude <= allowed * (1 + 1e-9)) }
    return ClaimCheck(
      verdict: failing == nil ? .upheld : .erratum,
      firstFailing: failing.map { first + $0 },
      actual: values
    )
  }

  /// The decimals that the text prints of the number; those of its own shortest form where the text does not
  /// print it.
  private func decimals(of number: Double) -> Int {
    for literal in Claim.decimalLiterals(in: text) where Double(literal) == number {
      return Claim.decimals(of: literal)
    }
    return Claim.decimals(of: "\(number)")
  }

  private static func decimals(of literal: String) -> Int {
    let parts = literal.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let fraction = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var digits = fraction.count > 1 ? fraction[1] : ""
    if digits == "0", parts.count > 1 { digits = "" }
    return max(0, digits.count - exponent)
  }

  private static func decimalLiterals(in text: String) -> [String] {
    text.split { !($0.isASCII && ($0.isNumber || ".eE-+".contains($0))) }.map { word in
      var word = word[...]
      while let last = word.last, !last.isNumber { word.removeLast() }
      while let first = word.first, !first.isNumber, first != "." { word.removeFirst() }
      return word.hasPrefix(".") ? "0" + word : String(word)
    }
  }

  private func pow10(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? 0
  }
}
