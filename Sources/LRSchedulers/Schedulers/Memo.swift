/// What a plain step leaves for the next, by hand, for stated figures.
package struct Memo {
  var cosine: LastCosine

  /// The last stretch between two milestones: a search of MultiStepLR's takes longer than all else that it does.
  var between = (Double.infinity, -Double.infinity)
}

/// The last cosine, which a scheduler keeps. CosineAnnealingLR divides a cosine by that of the step before. To compute
/// both takes as long as the same loop in C, which is less than 100 times as fast as PyTorch; the one of the step before
/// is known, to the bit.
struct LastCosine: Sendable {
  private var argument = Double.nan
  private var value = Double.nan

  mutating func callAsFunction(_ x: Double) -> Double {
    if x != argument { (argument, value) = (x, CLibrary.cosine(x)) }
    return value
  }
}
