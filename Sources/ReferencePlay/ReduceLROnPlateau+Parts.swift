import LRSchedulers

extension ReduceLROnPlateau {
  /// The same with a part of what another one has, as an implementation that loads too little keeps it.
  func keeping<Part>(_ part: WritableKeyPath<Self, Part>, of other: Self) -> Self {
    var copy = self
    copy[keyPath: part] = other[keyPath: part]
    return copy
  }
}
