import Fixtures
import Scenarios
import Testing

@Suite struct SchedulerTypeTests {
  @Test(
    arguments: [
      (SchedulerType.step, "step-lr"), (.cosineAnnealing, "cosine-annealing-lr"),
      (.warmRestarts, "cosine-annealing-warm-restarts"), (.plateau, "reduce-lr-on-plateau"),
      (.chained, "chained-scheduler"), (.oneCycle, "one-cycle-lr"), (.multiStep, "multi-step-lr"),
    ]
  )
  func slugPartsTheWordsOfTheName(type: SchedulerType, slug: String) {
    #expect(type.slug == slug)
  }

  @Test func eachClassHasASlugOfItsOwn() {
    #expect(Set(SchedulerType.allCases.map(\.slug)).count == SchedulerType.allCases.count)
  }
}
