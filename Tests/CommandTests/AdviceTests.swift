import Adapters
import Scenarios
import TestSupport
import Testing

/// What is said of a mistake on the command line, and how it is mended.
@Suite struct AdviceTests {
  private static let schedulers = SchedulerType.allCases.map(\.rawValue).joined(separator: ", ")
  private static let features = Feature.allCases.map(\.rawValue).joined(separator: ", ")
  private static let tolerance =
    "The value 'loose' is invalid for '--tolerance <tolerance>': expected exact, float64, float32, or a relative "
    + "and perhaps an absolute tolerance as 1e-9 or 1e-9,1e-12, none below 0"

  private static func scheduler(_ word: String, _ hint: String = #" (did you mean "StepLR"?)"#) -> String {
    "The value '\(word)' is invalid for '--scheduler <scheduler>': expected one of \(schedulers)\(hint)"
  }

  static let rows: [(String, String)] = [
    ("chek", #"no command chek (did you mean "check"?); `lrconform --help` lists them"#),
    ("Check", #"no command Check (did you mean "check"?); `lrconform --help` lists them"#),
    ("frobnicate", "no command frobnicate; `lrconform --help` lists them"),
    ("check --scheduler StepLr", scheduler("StepLr")),
    ("check --scheduler steplr", scheduler("steplr")),
    ("check --scheduler step_lr", scheduler("step_lr")),
    ("check --scheduler Nothing", scheduler("Nothing", "")),
    ("list --scheduler setpLR", scheduler("setpLR")),
    ("fuzz --scheduler StepRL -- true", scheduler("StepRL")),
    (
      "fuzz --feature reloads -- true",
      "The value 'reloads' is invalid for '--feature <feature>': expected one of \(features) "
        + #"(did you mean "reload"?)"#
    ),
    ("check --tolerance loose", tolerance),
    ("fuzz --tolerance loose -- true", tolerance),
    (
      "show step-lr/documentd",
      #"no case step-lr/documentd (did you mean "step-lr/documented"?); `lrconform list` names them"#
    ),
    (
      "repro StepLR/documented",
      #"no case StepLR/documented (did you mean "step-lr/documented"?); `lrconform list` names them"#
    ),
    (
      "trace step_lr/documented",
      #"no case step_lr/documented (did you mean "step-lr/documented"?); `lrconform list` names them"#
    ),
    ("show nothing/there", "no case nothing/there; `lrconform list` names them"),
    ("check --id step_lr/*", #"no case has the id step_lr/* (did you mean "step-lr/*"?)"#),
    ("check --id step-lr", #"no case has the id step-lr (did you mean "step-lr/*"?)"#),
    (
      "check --id step-lr/docmuented",
      #"no case has the id step-lr/docmuented (did you mean "step-lr/documented"?)"#
    ),
    ("check --id step-lr/documented --id nothing/*", "no case has the id nothing/*"),
    ("list --tag turorial", #"no case has the tag turorial (did you mean "tutorial"?)"#),
    ("list --tag tutorial --tag nothing", "no case has the tag nothing"),
    ("list --tag tutorial --level error", "no case has all of these: the level error, the tag tutorial"),
    (
      "list --scheduler StepLR --id linear-lr/* --id constant-lr/*",
      "no case has all of these: the scheduler StepLR, the id linear-lr/* or constant-lr/*"
    ),
    ("list --id step-lr/documented --shard 2/2", "part 2 of 2 has no case: there are fewer cases than parts"),
    ("check ./my-adapter", "an adapter stands after --: lrconform check -- ./my-adapter"),
    ("check python3 adapter.py", "an adapter stands after --: lrconform check -- python3 adapter.py"),
    (
      "check --jobs 2 python3 -u a.py",
      "an adapter stands after --: lrconform check --jobs 2 -- python3 -u a.py"
    ),
    (
      "check ./a --scheduler StepLR",
      "an adapter stands after --: lrconform check --scheduler StepLR -- ./a"
    ),
    ("fuzz ./a", "an adapter stands after --: lrconform fuzz -- ./a"),
    ("record ./a", "an adapter stands after --: lrconform record -- ./a"),
    ("smoke ./a", "an adapter stands after --: lrconform smoke -- ./a"),
    ("regenerate ./a", "an adapter stands after --: lrconform regenerate -- ./a"),
    ("check StepLR", "unexpected StepLR; did you mean: lrconform check --scheduler StepLR?"),
    ("check step-lr/*", "unexpected step-lr/*; did you mean: lrconform check --id step-lr/*?"),
    ("list extra", "Unexpected argument 'extra'"),
    ("check --shceduler StepLR", "Unknown option '--shceduler'. Did you mean '--scheduler'?"),
    ("check --known no.json", "no.json: no such file; --update-known makes it"),
    (
      "check --trace no.jsonl",
      "no.jsonl: no such file; `lrconform record --output no.jsonl -- ADAPTER` makes it"
    ),
    (
      "trace StepLT",
      #"expected one of \#(schedulers), or a family (`lrconform list --family`), found StepLT (did you mean "StepLR"?)"#
    ),
    (
      "trace StepLR --stepsize 3",
      #"StepLR has no --stepsize (did you mean "--step_size"?); it has --step_size, --gamma, --last_epoch"#
    ),
  ]

  @Test(arguments: rows)
  func oneLineTellsTheMistakeAndTheMend(arguments: String, line: String) async throws {
    let command = try await Command.run(arguments.split(separator: " ").map(String.init))
    #expect(command.status == 2)
    #expect(command.output == "")
    #expect(command.errors == "lrconform: \(line)\n")
  }

  @Test func wordsWithSpacesAreQuoted() async throws {
    let command = try await Command.run("check", "python3", "my adapter.py", "it's")
    #expect(
      command.errors
        == "lrconform: an adapter stands after --: lrconform check -- python3 'my adapter.py' 'it'\\''s'\n"
    )
  }

  @Test func linesStayLinesAndAllElseIsMadeVisible() async throws {
    let script =
      "echo 'Traceback:' >&2; printf '  File \\033[31m\\n::error::x\\nImportError: no torch\\n' >&2; exit 1"
    let command = try await Command.run("check", "--", "sh", "-c", script)
    #expect(command.status == 3)
    #expect(command.errors.contains("Traceback:\n  File \\u{1b}[31m\n\\::error::x\nImportError: no torch"))
    #expect(!command.errors.contains("\\u{a}"))
  }

  @Test func listOfLevelsStandsOnOneLine() async throws {
    let command = try await Command.run("check", "--level", "optional")
    #expect(command.errorLines.count == 1)
    #expect(!command.errors.contains("\\u{"))
  }
}
