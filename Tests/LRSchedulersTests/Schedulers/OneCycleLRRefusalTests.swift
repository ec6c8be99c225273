import LRSchedulers
import Testing

// All errors by PyTorch 2.13.0.
@Suite struct OneCycleLRRefusalTests {
  @Test(
    arguments: [
      (0, nil, nil), (-1, nil, nil), (2.0, nil, nil), (nil, 0, 2), (nil, 2, 1.5), (nil, 2, nil),
      (nil, nil, 2), (nil, nil, nil),
    ] as [(Number?, Number?, Number?)]
  )
  func numbersOfStepsThatAreNoPositiveIntegers(
    totalSteps: Number?,
    epochs: Number?,
    stepsPerEpoch: Number?
  ) throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    let kind = try raised {
      _ = try OneCycleLR(
        &optimizer,
        maxLR: 1.0,
        totalSteps: totalSteps,
        epochs: epochs,
        stepsPerEpoch: stepsPerEpoch
      )
    }
    #expect(kind == .valueError)
  }

  @Test(arguments: [1, 0, -0.1, 1.5] as [Number])
  func partThatIsNoFloatFromZeroToOne(pctStart: Number) throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    let kind = try raised {
      _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, pctStart: pctStart)
    }
    #expect(kind == .valueError)
  }

  @Test func riseOfASingleStepDividesByZero() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    let kind = try raised { _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, pctStart: 0.1) }
    #expect(kind == .zeroDivisionError)
  }

  @Test func unknownStrategy() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    let kind = try raised {
      _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, annealStrategy: .unknown)
    }
    #expect(kind == .valueError)
  }

  @Test func listOfAnotherLengthThanTheGroups() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    #expect(try raised { _ = try OneCycleLR(&optimizer, maxLR: [1.0, 2.0], totalSteps: 10) } == .valueError)
  }

  @Test func optimizerWithoutMomentumUnlessItDoesNotCycle() throws {
    var optimizer = Optimizer(.adagrad, groups: [ParameterGroup(lr: 0.1)])
    #expect(try raised { _ = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10) } == .valueError)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, cycleMomentum: false)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.040000000000000036, 0.52, 1.0])
  }
}
