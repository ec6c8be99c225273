import ConformanceSupport

/// Finds and reads fixture files.
public enum SuiteLoader {
  /// The most cases that are read at once.
  package static let maximumCases = 1_000_000
  /// The most fixture files in a folder that is asked for, those of its folders included.
  static let maximumFiles = 10_000
  /// The folders of a suite that hold no fixtures.
  static let otherFolders: Set = ["schema", "released", "sentences"]
  /// The deepest folder in it.
  static let maximumNesting = 16

  /// Reads all fixtures at some paths: files, and every `.json` file in folders but `suite.json`
  /// and those of `schema`, `released` and `sentences`. Cases that the filter does not want may be passed over: what is wrong in
  /// their scenarios is then not found.
  ///
  /// - Throws: `FixtureError` for the first file that cannot be read, an id that is there twice, and where there
  ///   is no file at all.
  public static func load(
    _ paths: [String],
    filter: CaseFilter = CaseFilter()
  ) throws(FixtureError) -> [Suite] {
    let files = try found(at: paths)
    // Reading is most of what a check of the reference costs. The largest file is first, lest it be waited for in
    // the end.
    let order = files.indices.sorted { files[$0].size > files[$1].size }
    let read = Parallel.map(files.count) { place in
      Result { () throws(FixtureError) in try load(files[order[place]].path, filter: filter) }
    }
    var suites: [Suite] = []
    var cases = 0
    // In the order of the files: the first that cannot be read is told, whichever was tried first.
    for place in files.indices.sorted(by: { order[$0] < order[$1] }) {
      let suite = try read[place].get()
      cases += suite.cases.count + suite.passedOver.count
      if cases > maximumCases {
        throw FixtureError(
          path: suite.path,
          at: .cases,
          problem: "more than \(maximumCases) cases in all"
        )
      }
      suites.append(suite)
    }
    try refuseDuplicates(suites)
    return suites
  }

  /// Reads one file.
  package static func load(
    _ path: String,
    filter: CaseFilter = CaseFilter()
  ) throws(FixtureError) -> Suite {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path)
    } catch {
      throw FixtureError(path: error.path, problem: error.problem)
    }
    return try Suite(parsing: bytes, path: path, filter: filter)
  }

  /// The fixture files at some paths, in order.
  package static func files(at paths: [String]) throws(FixtureError) -> [String] {
    try found(at: paths).map(\.path)
  }

  private static func found(at paths: [String]) throws(FixtureError) -> [FoundFile] {
    var files: [FoundFile] = []
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

  /// Adds the fixtures at a path that was asked for.
  private static func collect(_ path: String, _ files: inout [FoundFile]) throws(FileError) {
    let entry = Files.entry(path)
    guard entry.kind == .folder else {
      files.append(FoundFile(path: path, size: entry.size))
      return
    }
    var walk = FolderWalk(root: Files.resolved(path))
    try walk.collect(path, nesting: 0)
    files += walk.files
  }

  private static func refuseDuplicates(_ suites: [Suite]) throws(FixtureError) {
    var seen: [String: String] = [:]
    seen.reserveCapacity(suites.reduce(0) { $0 + $1.cases.count + $1.passedOver.count })
    for suite in suites {
      for (index, id) in (suite.cases.lazy.map(\.id) + suite.passedOver).enumerated() {
        if let other = seen.updateValue(suite.path, forKey: id) {
          throw FixtureError(
            path: suite.path,
            caseID: id,
            // Where a filter has passed some over, the place among the others is not known.
            at: suite.passedOver.isEmpty ? .cases.appending(index: index).appending(key: "id") : .cases,
            problem: "the id is already in \(other)"
          )
        }
      }
    }
  }
}

/// A fixture file and its bytes.
private struct FoundFile {
  var path: String
  var size: Int
}

/// The fixture files of a folder and of the folders in it.
///
/// A symbolic link is followed only within the folder that was asked for: a fixture that came with somebody else's
/// suite can neither be read from elsewhere nor, by `regenerate` or `validate --write`, be written there.
private struct FolderWalk {
  let root: String
  private(set) var files: [FoundFile] = []
  private var folders: Set<String> = []

  init(root: String) { self.root = root }

  mutating func collect(_ folder: String, nesting: Int) throws(FileError) {
    guard nesting <= SuiteLoader.maximumNesting else {
      throw FileError(path: folder, problem: "nested more than \(SuiteLoader.maximumNesting) folders deep")
    }
    // A link that leads back would be walked for ever.
    guard folders.insert(Files.resolved(folder)).inserted else { return }
    for name in try Files.list(folder) {
      let child = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      let entry = Files.entry(child)
      if entry.kind == .missing, !entry.isLink, name.contains("\u{fffd}") {
        throw FileError(path: child, problem: "a file name that is not UTF-8; rename the file")
      }
      if entry.kind == .folder {
        if !SuiteLoader.otherFolders.contains(name) {
          if entry.isLink { try refuseOutside(child) }
          try collect(child, nesting: nesting + 1)
        }
      } else if name.hasSuffix(".json"), name != SuiteVersion.fileName {
        if entry.isLink { try refuseOutside(child) }
        if entry.kind == .file, !entry.isRegular {
          throw FileError(path: child, problem: "no regular file")
        }
        guard files.count < SuiteLoader.maximumFiles else {
          throw FileError(path: root, problem: "more than \(SuiteLoader.maximumFiles) fixture files")
        }
        files.append(FoundFile(path: child, size: entry.size))
      }
    }
  }

  private func refuseOutside(_ path: String) throws(FileError) {
    let target = Files.resolved(path)
    if target.hasPrefix(root.hasSuffix("/") ? root : root + "/") || target == root { return }
    // A link that leads nowhere resolves to itself, and is named when it is read.
    if Files.kind(path) == .missing { return }
    throw FileError(path: path, problem: "a link out of the folder; name \(target) itself where it is meant")
  }
}
