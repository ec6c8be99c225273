#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the suite's fixtures are.
public enum FixtureLocation {
  /// The folder that `LRCONFORM_FIXTURES` names; else the first `fixtures` folder with a `documented` one in it,
  /// from the current folder upwards and then from the program's; else `share/lrconform/fixtures` beside the
  /// program's `bin`. Nil where there is none.
  public static func find(executable: String?) -> String? {
    if let named = getenv("LRCONFORM_FIXTURES") {
      let path = String(cString: named)
      if !path.isEmpty { return path }
    }
    let here = Files.resolved(".")
    if let found = upwards(from: here) {
      return found.hasPrefix(here + "/") ? String(found.dropFirst(here.utf8.count + 1)) : found
    }
    guard let executable else { return nil }
    let folder = parent(of: Files.resolved(executable))
    let installed = parent(of: folder) + "/share/lrconform/fixtures"
    if isSuite(installed) { return installed }
    return upwards(from: folder)
  }

  private static func upwards(from start: String) -> String? {
    var folder = start
    while true {
      let candidate = folder == "/" ? "/fixtures" : "\(folder)/fixtures"
      if isSuite(candidate) { return candidate }
      if folder == "/" || folder.isEmpty { return nil }
      folder = parent(of: folder)
    }
  }

  private static func isSuite(_ path: String) -> Bool { Files.kind(path + "/documented") == .folder }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
