import Adapters

/// What happens in a run, in order.
public enum RunEvent: Sendable {
  /// The run begins; so many cases are to be judged.
  case began(total: Int)
  /// The subject has said who it is.
  case started(Handshake)
  /// A case is judged.
  case finished(CaseResult)
  /// All cases are judged.
  case ended(RunSummary)
}
