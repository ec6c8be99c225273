import LRSchedulers

/// Copies that keep a part of what another one has, as an implementation that loads too little does.
extension ReduceLROnPlateau {
  /// The same with another one's best metric and counts.
  package func keepingProgress(of other: ReduceLROnPlateau) -> ReduceLROnPlateau {
    var copy = self
    copy.progress = other.progress
    return copy
  }

  /// The same with another one's counters.
  package func keepingCounters(of other: ReduceLROnPlateau) -> ReduceLROnPlateau {
    var copy = self
    copy.progress.badEpochs = other.badEpochs
    copy.progress.cooldownCounter = other.cooldownCounter
    return copy
  }

  /// The same with another one's epoch.
  package func keepingEpoch(of other: ReduceLROnPlateau) -> ReduceLROnPlateau {
    var copy = self
    copy.epoch = other.epoch
    return copy
  }

  /// The same with another one's last rates.
  package func keepingLastLR(of other: ReduceLROnPlateau) -> ReduceLROnPlateau {
    var copy = self
    copy.lastLR = other.lastLR
    return copy
  }
}
