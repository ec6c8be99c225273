import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct ConstantLRTests {
  @Test func factorHoldsUntilTotalItersAndIsThenUndone() throws {
    var optimizer = sgd(0.05)
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 4)
    #expect(try scheduler.rates(&optimizer, steps: 6) == [0.025, 0.025, 0.025, 0.025, 0.05, 0.05, 0.05])
    #expect(try scheduler.rates(&optimizer, at: [3, 4, 0]) == [0.025, 0.05, 0.025])
  }

  @Test func defaultsAreAThirdForFiveSteps() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer)
    let expected: [Double] = [
      0.03333333333333333, 0.03333333333333333, 0.03333333333333333, 0.03333333333333333, 0.03333333333333333,
      0.1, 0.1,
    ]
    #expect(try scheduler.rates(&optimizer, steps: 6) == expected)
  }

  @Test func totalItersOfZeroNeverUndoesTheFactor() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 0)
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.05, 0.05, 0.05, 0.05])
    #expect(try scheduler.rates(&optimizer, at: [0]) == [0.1])
  }

  @Test func factorOfZeroFailsWhereItIsToBeUndone() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer, factor: 0, totalIters: 2)
    #expect(try scheduler.rates(&optimizer, steps: 1) == [0.0, 0.0])
    #expect(try raised { try scheduler.step(&optimizer) } == .zeroDivisionError)
  }

  @Test func factorOfZeroIsUndoneByTheClosedForm() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer, factor: 0, totalIters: 2)
    #expect(try scheduler.rates(&optimizer, at: [1, 2]) == [0.0, 0.1])
  }

  @Test(
    arguments: zip([1.5, -0.1, .infinity], [.valueError, .valueError, .valueError] as [PythonError.Kind])
  )
  func factorOutOfRangeIsRefused(factor: Double, kind: PythonError.Kind) throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try ConstantLR(&optimizer, factor: Number.float(factor)) } == kind)
    #expect(optimizer == sgd(0.1))
  }

  @Test func factorThatIsNaNPasses() throws {
    var optimizer = sgd(0.1)
    _ = try ConstantLR(&optimizer, factor: Number.float(.nan), totalIters: 9)
    #expect(optimizer.groups[0].lr.isNaN)
  }

  @Test func undoingAThirdDoesNotGiveBackTheSameBits() throws {
    var optimizer = sgd(0.3)
    var scheduler = try ConstantLR(&optimizer, factor: Number.float(1.0 / 3), totalIters: 2)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.09999999999999999, 0.09999999999999999, 0.3])
  }

  @Test func resumesWithoutApplyingTheFactorAgain() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.1)])
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 4, lastEpoch: 2)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.05, 0.1, 0.1])
  }

  @Test func resumingAtTotalItersUndoesTheFactorAtConstruction() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, initialLR: 0.1)])
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 4, lastEpoch: 3)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.1, 0.1, 0.1])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try ConstantLR(&optimizer, lastEpoch: 0) } == .keyError)
  }

  @Test func undoesTheFactorOnARateSetFromOutside() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 3)
    optimizer.groups[0].lr = 1.0
    #expect(try scheduler.rates(&optimizer, steps: 4) == [1.0, 1.0, 1.0, 2.0, 2.0])
  }

  @Test func addedGroupIsUndoneWhatWasNeverDone() throws {
    var optimizer = sgd(0.1)
    var scheduler = try ConstantLR(&optimizer, factor: 0.5, totalIters: 3)
    optimizer.add(ParameterGroup(lr: 1.0))
    #expect(try scheduler.rates(&optimizer, steps: 4, group: 1) == [1.0, 1.0, 1.0, 2.0, 2.0])
    #expect(try raised { try scheduler.step(&optimizer, 1) } == .valueError)
  }
}
