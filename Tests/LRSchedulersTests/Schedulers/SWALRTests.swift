import Testing

@testable import LRSchedulers

@Suite struct SWALRTests {
  @Test func annealsAlongACosineAndStays() throws {
    var optimizer = sgd(0.1)
    var scheduler = try SWALR(&optimizer, swaLR: 0.05, annealEpochs: 4)
    let expected = [0.1, 0.09267766952966369, 0.075, 0.057322330470336316, 0.05, 0.05]
    #expect(try scheduler.rates(&optimizer, steps: 5) == expected)
  }

  @Test func annealsAlongALine() throws {
    var optimizer = sgd(0.1)
    var scheduler = try SWALR(&optimizer, swaLR: 0.05, annealEpochs: 4, annealStrategy: .linear)
    let expected = [0.1, 0.08750000000000001, 0.07500000000000001, 0.06250000000000001, 0.05]
    #expect(try scheduler.rates(&optimizer, steps: 4) == expected)
  }

  @Test func withoutEpochsTheRateIsThereAtOnce() throws {
    var optimizer = sgd(0.1)
    var scheduler = try SWALR(&optimizer, swaLR: 0.05, annealEpochs: 0)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.05, 0.05, 0.05])
  }

  @Test func manyStepsInOneCallAreThoseOneByOne() throws {
    var optimizer = sgd(0.1)
    var scheduler = try SWALR(&optimizer, swaLR: 0.03, annealEpochs: 7)
    var (bulk, other) = (scheduler, optimizer)
    var rates: [Double] = []
    try bulk.step(&other, count: 12, into: &rates)
    #expect(try scheduler.rates(&optimizer, steps: 12).dropFirst() == rates[...])
    #expect(other == optimizer)
    #expect(bulk.lastLR == scheduler.lastLR)
  }

  @Test func eachGroupHasItsOwnRate() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1), ParameterGroup(lr: 1.0)])
    var scheduler = try SWALR(&optimizer, swaLR: [0.05, 0.2], annealEpochs: 1)
    try scheduler.step(&optimizer)
    #expect(optimizer.learningRates == [0.05, 0.2])
  }

  @Test(
    arguments: [(-1, AnnealStrategy.cosine), (4.0, .cosine), (4, .unknown)]
      as [(any PythonNumber, AnnealStrategy)]
  )
  func wrongArgumentIsRefused(epochs: any PythonNumber, strategy: AnnealStrategy) throws {
    var optimizer = sgd(0.1)
    let kind = try raised {
      _ = try SWALR(&optimizer, swaLR: 0.05, annealEpochs: epochs, annealStrategy: strategy)
    }
    #expect(kind == .valueError)
  }

  @Test func groupThatIsAddedLacksItsRate() throws {
    var optimizer = sgd(0.1)
    var scheduler = try SWALR(&optimizer, swaLR: 0.05)
    optimizer.add(ParameterGroup(lr: 0.3))
    #expect(try raised { try scheduler.step(&optimizer) } == .keyError)
  }
}
