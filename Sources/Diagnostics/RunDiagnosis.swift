import LRSchedulers
import Scenarios

/// What a run says of the mistakes of an implementation.
package struct RunDiagnosis: Sendable {
  /// A cause that some cases have in common.
  package struct Finding: Sendable {
    /// The mistakes; several only where none alone explains the cases.
    package var hypotheses: [Hypothesis]
    /// The cases that are explained, by their place in the run.
    package var explained: [Int]
    /// How many failing cases contain the class; all where any class shows it.
    package var failing: Int
    /// How many failing cases speak against it, and must have another mistake beside.
    package var against = 0
    /// Other causes that give the same in every case.
    package var alternatives: [Hypothesis]
    /// The shortest case that shows it.
    package var smallest: Int
  }

  /// Errors that should not be there, or are not there, and are alike.
  package struct ErrorFinding: Sendable {
    /// What is wrong, for lists and counts: `refused`, `raises`, `raises-elsewhere`, `accepted`.
    package var name: String
    /// What is wrong in words.
    package var text: String
    /// The class that all cases contain; nil where there is none.
    package var type: SchedulerType?
    /// Whether a constructor is concerned, and not a step.
    package var isConstructor: Bool
    /// The cases, by their place in the run.
    package var cases: [Int]
  }

  /// The causes, those first that explain most.
  package var findings: [Finding] = []
  /// Errors, which are told before all else and are not explained by causes of values.
  package var errors: [ErrorFinding] = []
  /// The failing cases that nothing explains, by their place in the run.
  package var unexplained: [Int] = []
}
