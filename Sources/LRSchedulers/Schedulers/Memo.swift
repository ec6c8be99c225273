/// What one of many steps leaves for the next, by hand, for stated figures.
package struct Memo {
  // The last cosine. CosineAnnealingLR divides a cosine by that of the step before. To compute both takes as long as the
  // same loop in C, which is less than 100 times as fast as PyTorch; the one of the step before is known, to the bit.
  private var argument = Double.nan
  private var cosine = Double.nan

  /// The last stretch between two milestones: a search of MultiStepLR's takes longer than all else that it does.
  var between = (Double.infinity, -Double.infinity)

  mutating func cosine(_ x: Double) -> Double {
    if x != argument { (argument, cosine) = (x, CLibrary.cosine(x)) }
    return cosine
  }
}
