import LRSchedulers
import Testing

// All values by PyTorch 2.13.0.
@Suite struct OneCycleLRMomentumTests {
  @Test func momentumGoesTheOtherWay() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    let expected: [Double] = [
      0.95, 0.8999999999999999, 0.85, 0.854951556604879, 0.8688255099070633, 0.8888739533021842,
      0.9111260466978157, 0.9311744900929366, 0.945048443395121, 0.95,
    ]
    #expect(try scheduler.momenta(&optimizer, steps: 9) == expected)
  }

  @Test func momentumStaysAtItsMaximumInTheThirdPhase() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10, threePhase: true)
    let expected: [Double] = [
      0.95, 0.8999999999999999, 0.85, 0.8999999999999999, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95,
    ]
    #expect(try scheduler.momenta(&optimizer, steps: 9) == expected)
  }

  @Test func firstBetaCycles() throws {
    var optimizer = Optimizer(.adam, groups: [ParameterGroup(lr: 0.1)])
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    #expect(
      try scheduler.momenta(&optimizer, steps: 3) == [0.95, 0.8999999999999999, 0.85, 0.854951556604879]
    )
    #expect(optimizer.groups[0].betas?.second == 0.999)
  }

  @Test func getLROutsideAStepSetsTheMomentum() throws {
    var optimizer = sgd(0.1, momentum: 0.9)
    var scheduler = try OneCycleLR(&optimizer, maxLR: 1.0, totalSteps: 10)
    try scheduler.step(&optimizer)
    optimizer.groups[0].momentum = 0.123
    #expect(try doubles(scheduler.getLR(&optimizer)) == [0.52])
    #expect(optimizer.groups[0].momentum == 0.8999999999999999)
  }
}
