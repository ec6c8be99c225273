/// The momentum bounds that CyclicLR and OneCycleLR take.
struct MomentumBounds: Sendable {
  let base: [Number]
  let max: [Number]

  /// The bounds; nil where the momentum does not cycle. Where training starts, every group keeps both, and starts at the
  /// upper one.
  ///
  /// - Throws: `ValueError` for an optimizer without momentum or betas, or lists of the wrong length.
  init?(
    _ optimizer: inout Optimizer,
    cycles: Bool,
    base: PerGroup,
    max: PerGroup,
    starts: Bool
  ) throws(PythonError) {
    guard Fault.constructing({ Faulty.condition("cycle_momentum", cycles) }) else { return nil }
    guard optimizer.hasMomentum else {
      throw PythonError(.valueError, "cycle_momentum needs an optimizer with momentum or betas")
    }
    self.base = try base.values(named: "base_momentum", for: optimizer)
    self.max = try max.values(named: "max_momentum", for: optimizer)
    guard Fault.constructing({ Faulty.condition("last_epoch is −1, for the momentum", starts) }) else {
      return
    }
    for index in optimizer.groups.indices {
      optimizer.groups[index].setMomentum(self.max[index], of: optimizer.kind)
      optimizer.groups[index].maxMomentum = self.max[index]
      optimizer.groups[index].baseMomentum = self.base[index]
    }
  }
}
