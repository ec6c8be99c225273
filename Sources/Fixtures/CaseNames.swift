import ConformanceSupport

/// Ids and tags of cases, read off the lines of canonical files without reading the JSON: a shell that completes a word
/// waits for them.
package enum CaseNames {
  /// The ids of all cases, in the order of the files.
  package static func ids(at paths: [String]) -> [String] {
    lines(at: paths, after: #"      "id": ""#).flatMap { quoted(#"""# + $0).prefix(1) }
  }

  /// The tags that any case has, in alphabetical order.
  package static func tags(at paths: [String]) -> [String] {
    Set(lines(at: paths, after: #"      "tags": ["#).flatMap(quoted)).sorted()
  }

  /// What follows a beginning in the lines that have it. A file that cannot be read has none.
  private static func lines(at paths: [String], after beginning: String) -> [String] {
    let beginning = Array(beginning.utf8)
    let newline = UInt8(ascii: "\n")
    return ((try? SuiteLoader.files(at: paths)) ?? []).flatMap { path in
      ((try? Files.read(path)) ?? []).split(separator: newline)
        .filter { $0.starts(with: beginning) }
        .map { String(decoding: $0.dropFirst(beginning.count), as: UTF8.self) }
    }
  }

  /// The texts between quotes.
  private static func quoted(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
