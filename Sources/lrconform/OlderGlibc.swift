#if canImport(Glibc)
  /// The C library's `hypotf`: √(x² + y²).
  ///
  /// Swift's own `hypot` refers to it and is always linked, though nothing here calls it. glibc 2.35 has a new version of
  /// the function, so a program that takes glibc's needs 2.35 or later where it runs. With this one it needs 2.34, which
  /// `tools/package/check` verifies.
  ///
  /// The result is glibc's: infinite if x or y is, even if the other is NaN. A float's square is exact as a double and
  /// cannot overflow.
  @_cdecl("hypotf")
  public func hypotenuse(_ x: Float, _ y: Float) -> Float {
    if x.isInfinite || y.isInfinite { return .infinity }
    let (x, y) = (Double(x), Double(y))
    return Float((x * x + y * y).squareRoot())
  }
#endif
