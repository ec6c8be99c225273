import Testing

/// What the program tells a shell that completes a word; the scripts themselves are tried by tools/package/check.
@Suite struct CompletionTests {
  /// The candidates for the last word of a line.
  private func candidates(_ argument: String, _ words: String...) async throws -> [String] {
    let line = ["lrconform"] + words
    let command = try await Command.run(
      ["---completion", words[0], "--", argument, "\(line.count - 1)", "\(line[line.count - 1].count)"] + line
    )
    #expect(command.status == 0, "\(command.errors)")
    return command.output.split(separator: "\n").map(String.init)
  }

  @Test func idsAndTagsAreTheSuites() async throws {
    let listed = try await Command.run("list", "--id", "step-lr/*")
    let ids = listed.output.split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(!ids.isEmpty)
    #expect(try await candidates("--id", "check", "--id", "step-lr/").sorted() == ids.sorted())
    #expect(try await candidates("positional@0", "show", "step-lr/documen") == ["step-lr/documented"])
    #expect(try await candidates("--tag", "list", "--tag", "chain") == ["chainable"])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func scriptsAskForTheOptionsOfSchedules(shell: String) async throws {
    let script = try await Command.run("--generate-completion-script", shell)
    #expect(script.status == 0)
    let call =
      switch shell {
      case "bash": "---completion plot -- positional@0"
      case "zsh": #"---completion "${words[1]}" -- positional@0"#
      default: "---completion (commandline -opc)[2] -- positional@0"
      }
    #expect(script.output.contains(call))
    #expect(!script.output.contains("_tokens -tC"))
  }

  @Test func schedulesAndTheirOptionsAreOffered() async throws {
    #expect(
      try await candidates("positional@0", "plot", "Cosine") == [
        "CosineAnnealingLR", "CosineAnnealingWarmRestarts",
      ]
    )
    #expect(try await candidates("positional@0", "trace", "warmup-c").contains("warmup-cosine"))
    #expect(
      try await candidates("positional@0", "plot", "StepLR", "--step_size", "3", "--") == [
        "--gamma", "--last_epoch",
      ]
    )
    #expect(try await candidates("positional@0", "plot", "steplr", "--st") == ["--step_size"])
    #expect(
      try await candidates("positional@0", "plot", "CyclicLR", "--mode", "") == [
        "triangular", "triangular2", "exp_range",
      ]
    )
    #expect(try await candidates("positional@0", "plot", "StepLR", "--step_size", "") == [])
    #expect(try await candidates("positional@0", "plot", "StepLR", "--step_size", "3", "th") == ["then"])
    #expect(try await candidates("positional@0", "plot", "--") == [])
  }
}
