import ConformanceSupport
import Reports

extension ReportHistory {
  /// The reports in some files and folders. A folder of reports is one time, called by its name; so is a file; a folder
  /// of folders is as many times as it has folders with reports.
  init(paths: [String]) throws(Failure) {
    self.init()
    for path in paths { try add(path) }
  }

  private mutating func add(_ path: String) throws(Failure) {
    guard Files.kind(path) == .folder else {
      try add([path], label: Self.label(path))
      return
    }
    let names: [String]
    do throws(FileError) {
      names = try Files.list(path).sorted()
    } catch {
      throw Failure(.usage, "\(path): \(error.problem)")
    }
    let entries = names.map { "\(path)/\($0)" }
    try add(entries.filter { $0.hasSuffix(".json") }, label: Self.label(path))
    for entry in entries where Files.kind(entry) == .folder { try add(entry) }
  }

  private mutating func add(_ files: [String], label: String) throws(Failure) {
    guard !files.isEmpty else { return }
    var moment = Moment(label: label)
    for file in files { moment.add(try ReportFile.load(file)) }
    moments.append(moment)
  }

  /// The last part of a path, without a report's suffix.
  private static func label(_ path: String) -> String {
    let name = Files.name(of: path)
    return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
  }
}
