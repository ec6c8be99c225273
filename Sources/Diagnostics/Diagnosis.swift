import Fixtures
import ReferencePlay
import Scenarios

/// Why a case diverges, as far as it can be told.
package struct Diagnosis: Sendable, Equatable {
  /// The cause's name, for lists and counts: `shifted`, `closed-form`, …
  package var name: String
  /// The cause in words.
  package var text: String
  /// Where PyTorch has what is done otherwise: `StepLR.get_lr`; nil where that is not known.
  package var place: String?
  /// PyTorch's formula; nil where the cause is in none.
  package var formula: String?
  /// The formula that the implementation seems to have.
  package var apparent: String?
  /// How many failing cases it explains.
  package var explained = 1
  /// How many failing cases there are of the class.
  package var failing = 1
  /// How many failing cases speak against it, and must have another mistake beside.
  package var against = 0
  /// What the failing cases have in common: `StepLR`; empty where it is nothing.
  package var subject = ""
  /// The shortest case that shows it.
  package var smallest: String?
  /// The other causes that give the same in every case, in words.
  package var alternatives: [String] = []
  /// The names of all causes that are left; not in reports.
  package var names: [String] = []
  /// Whether it is an error that the implementation raises or does not raise, which says itself what it is.
  package var isError = false

  /// A cause.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The cause, and how sure it is.
  package var sentence: String {
    if isError { return text }
    let count =
      "explains \(explained) of \(failing) failing \(subject.isEmpty ? "" : subject + " ")case\(failing == 1 ? "" : "s")"
    let others =
      against == 0
      ? "refuted by none"
      : "but \(against) failing case\(against == 1 ? "" : "s") must have another mistake beside it"
    if alternatives.isEmpty { return "\(text) (\(count), \(others))" }
    let shown = alternatives.prefix(3).joined(separator: "; or ")
    let rest = shown + (alternatives.count > 3 ? "; or \(alternatives.count - 3) more" : "")
    return
      "one of \(alternatives.count + 1) causes that the cases do not tell apart: \(text); or \(rest) (each \(count))"
  }
}

extension RunDiagnosis {
  /// What is said of a case; nil where nothing is known.
  package func diagnosis(of index: Int, in cases: [PlayedCase]) -> Diagnosis? {
    if let finding = findings.first(where: { $0.explained.contains(index) }) {
      return finding.diagnosis(in: cases)
    }
    return errors.first { $0.cases.contains(index) }.map { error in
      var diagnosis = Diagnosis(name: error.name, text: error.text)
      diagnosis.isError = true
      diagnosis.explained = error.cases.count
      diagnosis.failing = error.cases.count
      diagnosis.place = error.type.map { "\($0.rawValue).\(error.isConstructor ? "__init__" : "step")" }
      return diagnosis
    }
  }
}

extension RunDiagnosis.Finding {
  /// The finding as it is told.
  package func diagnosis(in cases: [PlayedCase]) -> Diagnosis {
    let written = hypotheses.map { $0.fault.flatMap { FaultFormula($0.type, $0.fault) } }
    let texts = zip(hypotheses, written).map { hypothesis, formula in
      // Well-known mistakes have words of their own.
      guard hypothesis.name == "formula", let formula else { return hypothesis.text }
      return "\(hypothesis.place) computes \(formula.apparent), where PyTorch has \(formula.right)"
    }
    var diagnosis = Diagnosis(
      name: hypotheses.count == 1 ? hypotheses[0].name : hypotheses.map(\.name).joined(separator: "+"),
      text: texts.joined(separator: "; and ")
    )
    if let formula = written.compactMap(\.self).first {
      diagnosis.formula = formula.right
      diagnosis.apparent = formula.apparent
    }
    diagnosis.place = hypotheses.map(\.place).joined(separator: ", ")
    diagnosis.explained = explained.count
    diagnosis.failing = failing
    diagnosis.against = against
    let types = hypotheses.flatMap { $0.types ?? [] }
    if hypotheses.allSatisfy({ $0.types != nil }) {
      diagnosis.subject = Set(types).map(\.rawValue).sorted().joined(separator: " or ")
    }
    diagnosis.smallest = cases[smallest].fixture.id
    diagnosis.alternatives = alternatives.map(\.text)
    diagnosis.names = (hypotheses + alternatives).map(\.name)
    return diagnosis
  }
}
