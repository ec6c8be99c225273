/// ReduceLROnPlateau.
extension PortScheduler {
  private var looksForMinimum: Bool { (text("mode") == "min") != mistakes.contains(.minimumForMaximum) }

  func startPlateau(_ groups: [Group]) {
    epoch = 0
    best = mistakes.contains(.bestAtZero) ? 0 : looksForMinimum ? .infinity : -.infinity
    last = groups.map(\.lr)
  }

  func step(_ groups: [Group], metric: Double) {
    epoch += 1
    defer { last = groups.map(\.lr) }
    if mistakes.contains(.blindInCooldown), cooling > 0 {
      cooling -= 1
      return
    }
    if isBetter(metric) {
      (best, bad) = (metric, 0)
    } else {
      bad += 1
    }
    if cooling > 0 {
      cooling -= 1
      bad = 0
    }
    var patience = number("patience")
    if mistakes.contains(.patienceOneMore) { patience += 1 }
    let isOver = mistakes.contains(.patienceAtLeast) ? Double(bad) >= patience : Double(bad) > patience
    guard isOver else { return }
    reduce(groups)
    cooling = Int(number("cooldown"))
    if mistakes.contains(.cooldownShort) { cooling = max(0, cooling - 1) }
    if mistakes.contains(.cooldownLong) { cooling += 1 }
    if !mistakes.contains(.badEpochsKept) { bad = 0 }
  }

  private func isBetter(_ metric: Double) -> Bool {
    if mistakes.contains(.firstIsBest), epoch == 1 { return true }
    if mistakes.contains(.equalIsBetter), metric == best { return true }
    let threshold = number("threshold")
    let isRelative = (text("threshold_mode") == "rel") != mistakes.contains(.absoluteForRelative)
    let sign = looksForMinimum ? -1.0 : 1.0
    var bound = isRelative ? best * (1 + sign * threshold) : best + sign * threshold
    if mistakes.contains(.thresholdAsFactor), !isRelative { bound = best * threshold }
    return looksForMinimum ? metric < bound : metric > bound
  }

  private func reduce(_ groups: [Group]) {
    let minima = perGroup("min_lr", groups.count)
    for (group, minimum) in zip(groups, minima) {
      let reduced = group.lr * real("factor")
      let bounded = mistakes.contains(.minimumIgnored) ? reduced : max(reduced, minimum)
      if mistakes.contains(.epsIgnored) || group.lr - bounded > real("eps") { group.lr = bounded }
    }
  }
}
