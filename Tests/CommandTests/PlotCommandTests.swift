import Foundation
import TestSupport
import Testing

@Suite struct PlotCommandTests {
  @Test(
    arguments: [
      ("a.svg", "<svg "), ("a.html", "<!doctype html>"), ("a.csv", "step,lr\n0,0.1\n"),
      ("a.TXT", "       lr\n"),
      ("a", "       lr\n"),
    ]
  )
  func theFileNameChoosesTheFormat(name: String, beginning: String) async throws {
    let folder = try TemporaryFolder()
    let plot = try await Command.run("plot", "StepLR", "--step_size", "3", "--output", folder / name)
    #expect(plot.status == 0, "\(plot.errors)")
    #expect(try String(contentsOfFile: folder / name, encoding: .utf8).hasPrefix(beginning))
  }

  @Test(
    arguments: [
      (
        ["plot", "ConstantLR", "-o", "a.png"],
        "--output a.png: the name must end in .txt, .svg, .html, .csv; there is no PNG, since that needs a "
          + "library; a browser or rsvg-convert makes one of an .svg"
      ),
      (
        ["plot", "ConstantLR", "-o", "a.jpg"],
        "--output a.jpg: the name must end in .txt, .svg, .html, .csv"
      ),
      (
        ["trace", "ConstantLR", "-o", "a.svg"],
        "--output a.svg: the name must end in .txt, .csv, .json; lrconform plot draws pictures"
      ),
      (
        ["plot", "ConstantLR", "-o", "a.svg", "--format", "html"],
        "--format html and --output a.svg disagree about the format"
      ),
      (["plot", "CosineAnnealingLR"], "CosineAnnealingLR needs --T_max (int)"),
      (
        ["plot", "ConstantLR", "--steps-per-epoch", "0"],
        "--steps-per-epoch takes a number from 1 to 1000000000"
      ),
      (
        ["plot", "ReduceLROnPlateau", "--metrics", "1,x"],
        "--metrics takes numbers as 1,0.9,0.9 or a column as log.csv:val_loss"
      ),
    ]
  )
  func whatItCannotDoIsSaidInOneLine(arguments: [String], expected: String) async throws {
    let command = try await Command.run(arguments)
    #expect(command.status == 2)
    #expect(command.output == "")
    #expect(command.errorLines == ["lrconform: \(expected)"])
  }

  @Test func epochsStandBesideTheSteps() async throws {
    let trace = try await Command.run(
      "trace",
      "ConstantLR",
      "--steps",
      "3",
      "--steps-per-epoch",
      "2",
      "--format",
      "csv"
    )
    #expect(
      trace.output.split(separator: "\n").map { $0.prefix(6) } == [
        "step,e", "0,0.0,", "1,0.5,", "2,1.0,", "3,1.5,",
      ]
    )
  }

  @Test func metricsAreAColumnOfAFile() async throws {
    let folder = try TemporaryFolder()
    let log = folder / "log.csv"
    try "epoch,\"val,loss\",x\r\n0,1.0,\r\n1,,3\n2,0.9,3\n3, 0.9 ,2\n".write(
      toFile: log,
      atomically: true,
      encoding: .utf8
    )
    let words = [
      "trace", "ReduceLROnPlateau", "--patience", "0", "--lr", "1", "--format", "csv", "--metrics",
    ]
    let trace = try await Command.run(words + ["\(log):val,loss"])
    #expect(trace.output == "step,lr\n0,1.0\n1,1.0\n2,1.0\n3,0.1\n", "\(trace.errors)")
    for (metrics, expected) in [
      ("\(log):y", "\(log) has no column y; it has epoch, val,loss, x"),
      (
        "\(log):val.loss",
        #"\#(log) has no column val.loss (did you mean "val,loss"?); it has epoch, val,loss, x"#
      ),
      (
        log,
        "--metrics takes numbers as 1,0.9,0.9 or a column as log.csv:val_loss; of a file, name the column: "
          + "\(log):val_loss"
      ),
    ] {
      let refused = try await Command.run(words + [metrics])
      #expect(refused.status == 2)
      #expect(refused.errorLines == ["lrconform: \(expected)"])
    }
  }
}
