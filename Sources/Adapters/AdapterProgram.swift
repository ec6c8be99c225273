import ConformanceSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program of an adapter, as the command line names it: why it cannot be run, and how to correct that.
struct AdapterProgram {
  private let name: String

  /// A path, where there is a slash in it, or a name to be looked up in `PATH`.
  init(_ name: String) { self.name = name }

  /// Why it cannot be run, in one line; nil where nothing speaks against it.
  var problem: String? {
    guard name.contains("/") else { return isInPath ? nil : unknownName }
    switch Files.entry(name) {
    case let entry where entry.kind == .missing:
      return entry.isLink
        ? "\(name) is a link to nothing"
        : "there is no file \(name); a relative path begins in \(currentFolder)"
    case let entry where entry.kind == .folder: return folder
    default: break
    }
    if access(name, X_OK) != 0 { return "\(name) is not executable: \(mendOfMode)" }
    return missingInterpreter
  }

  /// Why the system does not know how to run it.
  var withoutInterpreter: String {
    "\(name) is no program, and its first line names no interpreter (as #!/usr/bin/env python3 does)\(byInterpreter)"
  }

  private var folder: String {
    let run = name.hasSuffix("/") ? "\(name)run" : "\(name)/run"
    let mend = access(run, X_OK) == 0 ? "its program is \(run)" : "name the program in it"
    return "\(name) is a folder: \(mend)"
  }

  private var mendOfMode: String { "chmod +x \(name)\(byInterpreter)" }

  private var byInterpreter: String {
    let interpreters = [".py": "python3", ".js": "node", ".sh": "sh", ".rb": "ruby", ".jl": "julia"]
    guard let known = interpreters.first(where: { name.hasSuffix($0.key) })?.value else { return "" }
    return ", or name its interpreter: -- \(known) \(name)"
  }

  private var unknownName: String {
    if Files.kind(name) == .file {
      return "there is no program \(name) in PATH, but a file here: -- ./\(name)"
    }
    return "there is no program \(name) in PATH"
  }

  private var isInPath: Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":", omittingEmptySubsequences: false).contains { folder in
      let file = folder.isEmpty ? name : "\(folder)/\(name)"
      return Files.kind(file) == .file && access(file, X_OK) == 0
    }
  }

  private var currentFolder: String { Files.resolved(".") }

  /// The interpreter of the first line, where it is not there: the system then says that the file itself is missing.
  private var missingInterpreter: String? {
    guard let start = try? Files.beginning(of: name, count: 256), start.starts(with: "#!".utf8) else {
      return nil
    }
    let line = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    guard let word = line.split(separator: UInt8(ascii: " ")).first else { return nil }
    let interpreter = String(decoding: word, as: UTF8.self)
    if Files.kind(interpreter) == .file { return nil }
    let isWindows = word.last == UInt8(ascii: "\r")
    return "the first line of \(name) names \(interpreter), which is not there"
      + (isWindows ? ": the file has the ends of lines of Windows" : "")
  }
}
