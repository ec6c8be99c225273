import LRSchedulers
import ReferencePlay
import Scenarios

/// CosineAnnealingWarmRestarts as a recursion from the current lr, which begins anew at each restart.
struct RecursiveRestarts: SchedulerAround {
  var inner: any LRScheduler
  private let etaMin: Number
  private(set) var lastLR: [Number]

  init?(_ spec: SchedulerSpec, _ optimizer: inout Optimizer) throws(PythonError) {
    guard case .number(let etaMin) = spec.value(of: "eta_min") else { return nil }
    self.etaMin = etaMin
    let rates = optimizer.groups.map(\.lr)
    inner = try SchedulerFactory().make(spec, &optimizer)
    lastLR = rates
    try goOn(from: rates, &optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer) throws(PythonError) {
    let rates = optimizer.groups.map(\.lr)
    try inner.step(&optimizer)
    try goOn(from: rates, &optimizer)
  }

  mutating func step(_ optimizer: inout Optimizer, _ argument: any PythonNumber) throws(PythonError) {
    try inner.step(&optimizer, argument)
    lastLR = optimizer.groups.map(\.lr)
  }

  mutating func load(_ state: any LRScheduler) throws(PythonError) {
    guard let state = state as? RecursiveRestarts else { return }
    try inner.load(state.inner)
    lastLR = state.lastLR
  }

  // What PyTorch's formula gives in this step and gave in the one before, applied to the rates before the step.
  private mutating func goOn(from rates: [Number], _ optimizer: inout Optimizer) throws(PythonError) {
    if let restarts = inner as? CosineAnnealingWarmRestarts, try restarts.tCur > 0 {
      let (t, period) = (restarts.tCur, restarts.tI)
      let now = try 1 + PythonMath.cos(PythonMath.pi * t / period)
      let before = try 1 + PythonMath.cos(PythonMath.pi * (t - 1) / period)
      for (index, rate) in rates.enumerated() where index < optimizer.groups.count {
        optimizer.groups[index].lr = try etaMin + (rate - etaMin) * (now / before)
      }
    }
    lastLR = optimizer.groups.map(\.lr)
  }
}
