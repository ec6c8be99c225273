/// The last cosine that was computed.
///
/// By hand, for one stated figure: CosineAnnealingLR divides a cosine by that of the step before. To compute both takes as
/// long as the same loop in C, which is less than 100 times as fast as PyTorch; the one of the step before is known, to
/// the bit.
package struct CosineMemo {
  private var argument = Double.nan
  private var cosine = Double.nan

  mutating func callAsFunction(_ x: Double) -> Double {
    if x != argument { (argument, cosine) = (x, CLibrary.cosine(x)) }
    return cosine
  }
}
