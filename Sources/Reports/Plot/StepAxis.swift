/// The horizontal axis: steps, or epochs of so many steps.
struct StepAxis {
  /// The last step, at least 1.
  let last: Int
  let stepsPerEpoch: Int?

  init(_ series: [Series], stepsPerEpoch: Int?) {
    last = max(1, (series.map(\.values.count).max() ?? 1) - 1)
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// What it counts.
  var caption: String { stepsPerEpoch == nil ? "step" : "epoch" }

  /// From 0 at the left to 1 at the right.
  func place(_ step: Double) -> Double { step / Double(last) }

  /// Its ticks, each with its place.
  func ticks(most: Int) -> [(place: Double, label: String)] {
    let length = Double(stepsPerEpoch ?? 1)
    return Ticks.linear(from: 0, to: Double(last) / length, most: most, isWhole: stepsPerEpoch == nil)
      .map { (place($0.value * length), $0.label) }
  }
}
