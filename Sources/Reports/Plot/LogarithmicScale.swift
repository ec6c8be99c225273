#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Equal ratios are equally far apart. Its ends are logarithms, as the smallest double has no decade below it.
struct LogarithmicScale: ValueScale {
  let lowest: Double
  let highest: Double

  init(_ series: [Series]) {
    let positive = series.lazy.flatMap(\.values).filter { $0.isFinite && $0 > 0 }
    let low = log10(positive.min() ?? 0.1)
    let high = log10(positive.max() ?? 1)
    // Up to a decade's 1, 2 or 5 where the range is small, else up to whole decades.
    let isNarrow = high - low < 2
    let below = isNarrow ? Self.round(below: low) : (low + 1e-9).rounded(.down)
    let above =
      isNarrow
      ? -Self.round(below: -high, mantissas: [0, log10(0.5), log10(0.2)]) : (high - 1e-9).rounded(.up)
    lowest = below < above ? below : below - log10(2.0)
    highest = below < above ? above : above + log10(2.0)
  }

  /// The largest logarithm of 1, 2 or 5 times a power of ten that is not above another logarithm.
  private static func round(below logarithm: Double, mantissas: [Double] = [0, log10(2), log10(5)]) -> Double
  {
    mantissas.map { ((logarithm - $0) + 1e-9).rounded(.down) + $0 }.max() ?? logarithm
  }

  static func logarithm(mantissa: Int, exponent: Int) -> Double { log10(Double(mantissa)) + Double(exponent) }

  func height(_ value: Double) -> Double { (log10(value) - lowest) / (highest - lowest) }
}
