import LRSchedulers
import Testing

@Suite struct OptimizerTests {
  @Test func sgdHasMomentumZeroByDefault() {
    let optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.1), ParameterGroup(lr: 1, momentum: 0.9)])
    #expect(optimizer.groups[0].momentum == 0)
    #expect(optimizer.groups[0].betas == nil)
    #expect(optimizer.groups[0].observedMomentum == 0)
    #expect(optimizer.groups[1].momentum == 0.9)
    #expect(optimizer.groups[1].lr == 1)
  }

  @Test func adamHasBetasByDefault() {
    let optimizer = Optimizer(
      .adam,
      groups: [ParameterGroup(lr: 0.1), ParameterGroup(lr: 0.1, betas: Betas(0.5, 0.6))]
    )
    #expect(optimizer.groups[0].betas == Betas(0.9, 0.999))
    #expect(optimizer.groups[0].momentum == nil)
    #expect(optimizer.groups[0].observedMomentum == 0.9)
    #expect(optimizer.groups[1].observedMomentum == 0.5)
  }

  @Test func adagradHasNeither() {
    let optimizer = Optimizer(.adagrad, groups: [ParameterGroup(lr: 0.1)])
    #expect(optimizer.groups[0] == ParameterGroup(lr: 0.1))
    #expect(optimizer.groups[0].observedMomentum == nil)
  }

  @Test func addedGroupGetsTheDefaultsToo() {
    var optimizer = Optimizer(.adam, groups: [])
    optimizer.add(ParameterGroup(lr: 0.1))
    #expect(optimizer.groups.count == 1)
    #expect(optimizer.groups[0].betas == Betas(0.9, 0.999))
  }

  @Test func loadedStateReplacesTheGroupsWithAllOptions() throws {
    var saved = sgd(0.1, momentum: 0.9)
    saved.groups[0].lr = 0.025
    saved.groups[0].initialLR = 0.1
    var optimizer = sgd(0.5)
    try optimizer.load(saved)
    #expect(optimizer == saved)
  }

  @Test func stateOfAnotherNumberOfGroupsIsRefused() throws {
    var optimizer = sgd(0.1)
    let before = optimizer
    #expect(try raised { try optimizer.load(sgd(0.1, 0.2)) } == .valueError)
    #expect(optimizer == before)
  }

  // Values by PyTorch 2.13.0.
  @Test func secondSchedulerKeepsTheInitialLROfTheFirst() throws {
    var optimizer = sgd(0.1)
    var first = try ExponentialLR(&optimizer, gamma: 0.5)
    try first.step(&optimizer)
    #expect(optimizer.groups[0].initialLR == 0.1)
    var second = try StepLR(&optimizer, stepSize: 1, gamma: 0.5)
    #expect(optimizer.groups[0].initialLR == 0.1)
    #expect(try second.rates(&optimizer, at: [1]) == [0.05])
  }
}
