/// The momentum bounds that CyclicLR and OneCycleLR take.
struct MomentumBounds {
  var base: [Number]
  var max: [Number]

  /// - Throws: `ValueError` for an optimizer without momentum or betas, or lists of the wrong length.
  init(
    _ optimizer: Optimizer,
    base: PerGroup,
    max: PerGroup
  ) throws(PythonError) {
    guard optimizer.hasMomentum else {
      throw PythonError(.valueError, "cycle_momentum needs an optimizer with momentum or betas")
    }
    self.base = try base.values(named: "base_momentum", for: optimizer)
    self.max = try max.values(named: "max_momentum", for: optimizer)
  }

  /// Starts every group at its upper momentum and keeps both bounds in it.
  func apply(to optimizer: inout Optimizer) {
    for index in optimizer.groups.indices {
      optimizer.groups[index].setMomentum(max[index], of: optimizer.kind)
      optimizer.groups[index].maxMomentum = max[index]
      optimizer.groups[index].baseMomentum = base[index]
    }
  }
}
