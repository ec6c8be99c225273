import Scenarios

/// Whether the documentation is right.
package enum ClaimVerdict: String, Sendable, CaseIterable {
  /// PyTorch produces what is claimed.
  case upheld
  /// It does not.
  case erratum
}

/// A sentence of the documentation, and what it states of the case.
package struct Claim: Sendable, Equatable {
  /// Where it stands.
  package var source: String
  /// What it says, word for word.
  package var text: String
  /// What it states of this case.
  package var statement: ClaimStatement
  /// Whether PyTorch produces it.
  package var verdict: ClaimVerdict
  /// What is wrong with it; required of errata.
  package var note: String?

  /// The value that it states of the learning rate; nil if it states something else.
  package var rate: ClaimedValue? {
    guard case .value(let value) = statement, value.channel == .lr else { return nil }
    return value
  }
}

/// What a claim states.
package enum ClaimStatement: Sendable, Equatable {
  /// A value is observed.
  case value(ClaimedValue)
  /// The run ends with an error of this type.
  case error(String)
}

/// A value, and where it is observed.
package struct ClaimedValue: Sendable, Equatable {
  /// The first and last epoch it speaks of, 0 after construction; a last of nil is the end of the trace.
  package var epochs: ClaimedEpochs
  /// What is observed.
  package var channel = Channel.lr
  /// Whose column: the parameter group's or the scheduler's, by its index; 0 where the channel has one column.
  package var column: Int
  /// The value that the text states.
  package var number: Double
}

/// The epochs of a claim, both ends included.
package struct ClaimedEpochs: Sendable, Equatable {
  /// The first.
  package var first: Int
  /// The last; nil is the end of the trace.
  package var last: Int?
}

extension Channel.Breadth {
  /// The key of a claim that says whose column it speaks of; nil where the channel has one column.
  var claimKey: String? {
    switch self {
    case .group: "group"
    case .scheduler: "scheduler"
    case .single: nil
    }
  }
}
