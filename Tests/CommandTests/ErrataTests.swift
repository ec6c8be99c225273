import Testing

/// What the documentation has wrong is shown with what PyTorch 2.13.0 does.
@Suite struct ErrataTests {
  private func errata(_ id: String) async throws -> String {
    let errata = try await Command.run("errata", "--id", id)
    #expect(errata.status == 0)
    return errata.output
  }

  @Test(
    arguments: [
      ("chained-scheduler/tutorial", "lr = 0.09     if epoch == 0", "lr = 0.1 from epoch 0"),
      ("chained-scheduler/tutorial", "lr = 0.081    if epoch == 1", "lr = 0.09000000000000001 from epoch 1"),
      (
        "chained-scheduler/tutorial", "lr = 0.59049  if epoch >= 4",
        "lr = 0.6561000000000002, 0.5904900000000002, 0.5314410000000002, … from epoch 4"
      ),
      (
        "chained-scheduler/documented", "lr = 0.05      if epoch == 0",
        "lr = 0.005000000000000001 from epoch 0"
      ),
    ]
  )
  func claimIsShownWithTheActualValues(id: String, documented: String, actual: String) async throws {
    #expect(try await errata(id).contains("documented  \(documented)\n      actual      \(actual)\n"))
  }

  // The table of what is documented against what is so: each of its rows is an erratum of the suite.
  @Test(
    arguments: [
      "chained-scheduler/tutorial", "sequential-lr/tutorial", "linear-lr/tutorial", "linear-lr/documented",
      "polynomial-lr/documented", "chained-scheduler/documented", "exponential-lr/tutorial",
      "reduce-lr-on-plateau/remains-the-same", "cyclic-lr/exp-range-cycle-iterations",
      "cosine-annealing-warm-restarts/eta-min-unreachable",
    ]
  )
  func knownErratumIsNamed(id: String) async throws {
    let text = try await errata(id)
    #expect(text.hasPrefix(id + " "))
    #expect(text.contains("  ✗ "))
    #expect(!text.contains(", 0 errata\n"))
  }

  @Test func upheldClaimsAreNamedOnlyWhereAllAreAskedFor() async throws {
    let few = try await Command.run("errata")
    let all = try await Command.run("errata", "--all")
    #expect(!few.output.contains("✓"))
    #expect(all.output.contains("  ✓ "))
    #expect(few.output.split(separator: "\n").last == all.output.split(separator: "\n").last)
  }
}
