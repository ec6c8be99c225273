/// The distance of two doubles in units in the last place: how many doubles lie from one to the other.
///
/// Saturates where one of them is not a number.
func ulpDistance(_ a: Double, _ b: Double) -> UInt64 {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .max }
  // Sign and magnitude to an ordered integer; both zeros are neighbours of the smallest numbers.
  func ordered(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }
  let x = ordered(a)
  let y = ordered(b)
  return x > y ? UInt64(bitPattern: x &- y) : UInt64(bitPattern: y &- x)
}
