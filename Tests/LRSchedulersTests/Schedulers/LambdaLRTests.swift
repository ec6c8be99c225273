import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct LambdaLRTests {
  private let halving = ScheduleFunctions.all(
    ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.5).power(epoch) }
  )

  @Test func baseRateIsMultipliedByTheFunctionOfTheEpoch() throws {
    var optimizer = sgd(0.1)
    let function = ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.95).power(epoch) }
    var scheduler = try LambdaLR(&optimizer, lrLambda: .all(function))
    #expect(try scheduler.rates(&optimizer, steps: 3) == [0.1, 0.095, 0.09025, 0.0857375])
    #expect(try scheduler.rates(&optimizer, at: [7, 0.5]) == [0.06983372960937498, 0.09746794344808964])
  }

  @Test(arguments: zip([0, 1], [[0.0, 0.0, 0.1, 0.1], [1.0, 0.5, 0.25, 0.125]] as [[Double]]))
  func eachGroupCanHaveAFunctionOfItsOwn(group: Int, expected: [Double]) throws {
    var optimizer = sgd(0.1, 1.0)
    let functions = [
      ScheduleFunction { (epoch) throws(PythonError) in try epoch.floorDivided(by: 2) },
      ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.5).power(epoch) },
    ]
    var scheduler = try LambdaLR(&optimizer, lrLambda: .each(functions))
    #expect(try scheduler.rates(&optimizer, steps: 3, group: group) == expected)
  }

  @Test func listOfAnotherLengthThanTheGroupsIsRefused() throws {
    var optimizer = sgd(0.1, 1.0)
    let one = ScheduleFunction { (_) throws(PythonError) in 1 }
    #expect(try raised { _ = try LambdaLR(&optimizer, lrLambda: .each([one])) } == .valueError)
  }

  @Test func whatIsNoFunctionFailsWhenItIsCalled() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try LambdaLR(&optimizer, lrLambda: .all(.notCallable)) } == .typeError)
  }

  @Test func errorOfTheFunctionIsHandedOn() throws {
    var optimizer = sgd(0.1)
    let inverse = ScheduleFunction { (epoch) throws(PythonError) in try 1 / epoch }
    #expect(try raised { _ = try LambdaLR(&optimizer, lrLambda: .all(inverse)) } == .zeroDivisionError)
  }

  @Test func resumesFromTheFunctionAndNotFromTheRateInUse() throws {
    var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.03, initialLR: 0.1)])
    var scheduler = try LambdaLR(&optimizer, lrLambda: halving, lastEpoch: 1)
    #expect(try scheduler.rates(&optimizer, steps: 2) == [0.025, 0.0125, 0.00625])
  }

  @Test func resumingWantsInitialLR() throws {
    var optimizer = sgd(0.1)
    #expect(try raised { _ = try LambdaLR(&optimizer, lrLambda: halving, lastEpoch: 1) } == .keyError)
  }

  @Test func rateSetFromOutsideIsOverwritten() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LambdaLR(&optimizer, lrLambda: halving)
    optimizer.groups[0].lr = 9.0
    #expect(try scheduler.rates(&optimizer, steps: 1) == [9.0, 0.05])
  }

  @Test func loadedStateKeepsTheOwnFunction() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LambdaLR(&optimizer, lrLambda: halving)
    try scheduler.step(&optimizer)
    var fresh = sgd(0.1)
    let own = ScheduleFunction { (epoch) throws(PythonError) in try Number.float(0.9).power(epoch) }
    var restored = try LambdaLR(&fresh, lrLambda: .all(own))
    try restored.load(scheduler)
    #expect(try restored.rates(&fresh, steps: 2) == [0.1, 0.08100000000000002, 0.0729])
  }

  @Test func addedGroupIsRefusedInTheNextStep() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LambdaLR(&optimizer, lrLambda: halving)
    optimizer.add(ParameterGroup(lr: 8.0))
    #expect(try raised { try scheduler.step(&optimizer) } == .valueError)
  }

  @Test func getLROutsideAStepIsTheRateInUse() throws {
    var optimizer = sgd(0.1)
    var scheduler = try LambdaLR(&optimizer, lrLambda: halving)
    try scheduler.step(&optimizer)
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05])
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.05])
  }
}
