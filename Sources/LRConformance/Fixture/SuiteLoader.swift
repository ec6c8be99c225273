/// Finds and reads fixture files.
public enum SuiteLoader {
  /// Reads all fixtures at some paths: files, and every `.json` file in folders but `suite.json`
  /// and those of `schema` and `released`.
  ///
  /// - Throws: `FixtureError` for the first file that cannot be read, an id that is there twice, and where there
  ///   is no file at all.
  public static func load(_ paths: [String]) throws(FixtureError) -> [Suite] {
    var suites: [Suite] = []
    for path in try files(at: paths) { suites.append(try load(path)) }
    try refuseDuplicates(suites)
    return suites
  }

  /// Reads one file.
  public static func load(_ path: String) throws(FixtureError) -> Suite {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path)
    } catch {
      throw FixtureError(path: error.path, problem: error.problem)
    }
    return try Suite(parsing: bytes, path: path)
  }

  /// The fixture files at some paths, in order.
  public static func files(at paths: [String]) throws(FixtureError) -> [String] {
    var files: [String] = []
    for path in paths {
      do {
        try collect(path, &files)
      } catch {
        throw FixtureError(path: error.path, problem: error.problem)
      }
    }
    if files.isEmpty {
      throw FixtureError(path: paths.joined(separator: ", "), problem: "expected fixtures, found none")
    }
    return files
  }

  private static func collect(_ path: String, _ files: inout [String]) throws(FileError) {
    guard Files.kind(path) == .folder else {
      files.append(path)
      return
    }
    for name in try Files.list(path) {
      let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      if Files.kind(child) == .folder {
        if name != "schema", name != "released" { try collect(child, &files) }
      } else if name.hasSuffix(".json"), name != SuiteVersion.fileName {
        files.append(child)
      }
    }
  }

  private static func refuseDuplicates(_ suites: [Suite]) throws(FixtureError) {
    var seen: [String: String] = [:]
    for suite in suites {
      for (index, fixture) in suite.cases.enumerated() {
        if let other = seen.updateValue(suite.path, forKey: fixture.id) {
          throw FixtureError(
            path: suite.path,
            caseID: fixture.id,
            place: "cases[\(index)].id",
            problem: "the id is already in \(other)"
          )
        }
      }
    }
  }
}
