import LRSchedulers

/// A scheduler around another that steps it in a wrong way.
struct SteppingWrapper: SchedulerAround {
  enum Way: Sendable, Equatable {
    /// `step()` computes from the closed form.
    case closedForm
    /// `step(epoch)` sets the epoch and computes chainably.
    case chainable
    /// `step(epoch)` is `step()`.
    case ignoresArgument
    /// `step(epoch)` sets the epoch and leaves the lr.
    case setsEpoch
    /// `step(epoch)` does nothing.
    case ignoresCall
    /// `step(epoch)` computes, but does not set the epoch before.
    case keepsEpoch
    /// Each step is made so many times.
    case times(Int)
    /// Only every n-th step is made.
    case every(Int)
    /// No step is made.
    case never
    /// Loading makes a step, as a constructor does; it shows in the next one.
    case aheadAfterLoad
    /// Nothing changes after an epoch.
    case until(Number)
  }

  var inner: any LRScheduler
  private let way: Way
  private var isAhead = false
  private var calls = 0

  init(_ inner: any LRScheduler, _ way: Way) {
    self.inner = inner
    self.way = way
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    if isAhead {
      isAhead = false
      try inner.step(&optimizer)
    }
    calls += 1
    switch way {
    case .closedForm:
      if let epoch = inner.lastEpoch {
        try inner.step(&optimizer, epoch + 1)
      } else {
        try inner.step(&optimizer)
      }
    case .times(let times): for _ in 0..<times { try inner.step(&optimizer) }
    case .every(let period): if calls % period == 0 { try inner.step(&optimizer) }
    case .never: break
    case .until(let end):
      if let epoch = inner.lastEpoch, try epoch + 1 > end { return }
      try inner.step(&optimizer)
    case .chainable, .ignoresArgument, .ignoresCall, .setsEpoch, .keepsEpoch, .aheadAfterLoad:
      try inner.step(&optimizer)
    }
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    calls += 1
    switch way {
    case .chainable:
      if var epochs = inner as? any EpochScheduler {
        try epochs.step(&optimizer, to: argument.number, closedForm: false)
        inner = epochs
      } else {
        try inner.step(&optimizer, argument)
      }
    case .ignoresArgument: try inner.step(&optimizer)
    case .setsEpoch:
      if var epochs = inner as? any EpochScheduler {
        epochs.state.lastEpoch = argument.number
        epochs.state.stepCount &+= 1
        inner = epochs
      }
    case .keepsEpoch: try inner.step(&optimizer, inner.lastEpoch ?? argument.number)
    case .never, .ignoresCall: break
    case .times(let times): for _ in 0..<times { try inner.step(&optimizer, argument) }
    case .every(let period): if calls % period == 0 { try inner.step(&optimizer, argument) }
    case .closedForm, .aheadAfterLoad, .until: try inner.step(&optimizer, argument)
    }
  }

  // A start of SequentialLR is a step to epoch 0.
  mutating func restart(_ optimizer: inout Optimizer) throws(PythonError) {
    guard var epochs = inner as? any EpochScheduler else { return }
    switch way {
    case .keepsEpoch: try epochs.update(&optimizer, closedForm: type(of: epochs).hasClosedForm)
    case .chainable where type(of: epochs).hasClosedForm:
      epochs.state.lastEpoch = 0
      try epochs.update(&optimizer, closedForm: false)
    default: try epochs.restart(&optimizer)
    }
    inner = epochs
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let wrapper = state as? SteppingWrapper else { return }
    try inner.load(wrapper.inner)
    calls = wrapper.calls
    isAhead = way == .aheadAfterLoad
  }
}
