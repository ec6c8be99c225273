import TestSupport
import Testing

@Suite struct FamilyCommandTests {
  @Test func listNamesFormulaArgumentsAndWhoHasThem() async throws {
    let list = try await Command.run("list", "--family")
    #expect(list.status == 0)
    #expect(list.output.contains("warmup-cosine\n  lr = base lr · (start + (1 - start) * epoch / warmup"))
    #expect(list.output.contains("\n  --floor  where the decay ends (of the base lr; 0 by default)\n"))
    #expect(list.output.contains("\n  --convention rises-again  past the end"))
    #expect(list.output.contains("\n  transformers get_cosine_schedule_with_warmup, rises-again: https://"))
  }

  @Test func traceAndPlotTakeAFamilyWithItsArguments() async throws {
    let words = ["warmup-cosine", "--warmup", "2", "--total", "4", "--lr", "1", "--steps", "5"]
    let trace = try await Command.run(["trace"] + words + ["--format", "csv"])
    #expect(trace.status == 0, "\(trace.errors)")
    let values = trace.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").last }
    #expect(values == ["0.0", "0.5", "1.0", "0.5", "0.0", "0.0"])
    let other = ["StepLR", "--step_size", "2"]
    let plot = try await Command.run(["plot"] + words + ["--convention", "rises-again"] + other)
    #expect(plot.status == 0, "\(plot.errors)")
    #expect(plot.output.contains("warmup-cosine warmup=2 total=4 convention=rises-again"))
  }

  @Test(
    arguments: [
      (["warmup-cosin", "--warmup", "2"], #"found warmup-cosin (did you mean "warmup-cosine"?)"#),
      (["noam"], "noam misses warmup (steps): the steps of the warm-up"),
      (["noam", "--warmup", "x"], "--warmup"),
      (["noam", "--warm", "3"], "noam has no --warm"),
      (["noam", "--warmup", "3", "--convention", "other"], "noam has no convention other"),
    ]
  )
  func wrongWordsAreToldInOneLine(words: [String], expected: String) async throws {
    let trace = try await Command.run(["trace"] + words)
    #expect(trace.status == 2)
    #expect(trace.errors.contains(expected), "\(trace.errors)")
    #expect(trace.errors.split(separator: "\n").count == 1)
  }

  @Test func fuzzPlaysSchedulesOfAFamily() async throws {
    let oracle = try Command.executable()
    let fuzz = try await Command.run(
      ["fuzz", "--family", "noam", "--family", "warmup-cosine", "--count", "200", "--", oracle, "oracle"]
    )
    #expect(fuzz.status == 0, "\(fuzz.output)\(fuzz.errors)")
    let unknown = try await Command.run(["fuzz", "--family", "naom", "--", oracle, "oracle"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains(#"found naom (did you mean "noam"?)"#), "\(unknown.errors)")
  }
}
