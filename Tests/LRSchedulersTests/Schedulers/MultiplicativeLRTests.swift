import LRSchedulers
import Synchronization
import Testing

// All values by PyTorch 2.13.0.
@Suite struct MultiplicativeLRTests {
  private let half = ScheduleFunctions.all(ScheduleFunction { (_) throws(PythonError) in 0.5 })

  @Test func functionIsNotCalledForEpochZero() throws {
    final class Calls: Sendable { let epochs = Mutex<[Int]>([]) }
    let calls = Calls()
    let function = ScheduleFunction { (epoch) throws(PythonError) in
      if case .integer(let epoch) = epoch { calls.epochs.withLock { $0.append(epoch) } }
      return 0.5
    }
    var optimizer = sgd(0.1)
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: .all(function))
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.05, 0.025, 0.0125])
    #expect(calls.epochs.withLock { $0 } == [1, 2, 3])
  }

  @Test func stepToAnEpochMultipliesTheRateInUse() throws {
    var optimizer = sgd(0.1)
    let function = ScheduleFunction { (epoch) throws(PythonError) in try 1 / (epoch + 1) }
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: .all(function))
    #expect(
      try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.05, 0.016666666666666666, 0.004166666666666667]
    )
    #expect(try scheduler.rates(&optimizer, at: [1]) == [0.0020833333333333333])
  }

  @Test func listOfAnotherLengthThanTheGroupsIsRefused() throws {
    var optimizer = sgd(0.1, 1.0)
    let one = ScheduleFunction { (_) throws(PythonError) in 1 }
    #expect(try raised { _ = try MultiplicativeLR(&optimizer, lrLambda: .each([one])) } == .valueError)
  }

  @Test func whatIsNoFunctionIsRefusedAtConstruction() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try MultiplicativeLR(&optimizer, lrLambda: .all(.notCallable)) } == .typeError)
    #expect(optimizer.groups[0].initialLR == nil)
  }

  @Test func resumesFromTheLearningRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.03, initialLR: 0.1)])
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: half, lastEpoch: 1)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.03, 0.015, 0.0075])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try MultiplicativeLR(&optimizer, lrLambda: half, lastEpoch: 1) } == .keyError)
  }

  @Test func rateSetFromOutsideIsKept() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: half)
    optimizer.groups[0].lr = 9.0
    #expect(try scheduler.rates(&optimizer, steps: 2) == [9.0, 4.5, 2.25])
  }

  @Test func addedGroupIsRefusedInTheNextStep() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: half)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }

  @Test func getLROutsideAStepIsOneFactorAheadAndChangesNothing() throws {
    var optimizer = sgd(0.1)
    let scheduler = try MultiplicativeLR(&optimizer, lrLambda: half)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05])
    #expect(optimizer.groups[0].lr == 0.1)
  }

  @Test func loadedStateKeepsTheOwnFunction() throws {
    var optimizer = sgd(0.1)
    var scheduler = try MultiplicativeLR(&optimizer, lrLambda: half)
    try scheduler.step(&optimizer)
    var fresh = sgd(0.1)
    let own = ScheduleFunctions.all(ScheduleFunction { (_) throws(PythonError) in 0.9 })
    var restored = try MultiplicativeLR(&fresh, lrLambda: own)
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 2) == [0.1, 0.09000000000000001, 0.08100000000000002])
    #expect(restored.lastEpoch == 3)
  }
}
