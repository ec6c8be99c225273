import ConformanceSupport

#if canImport(Darwin)
  import Darwin
#endif

/// Where the suite's fixtures are.
package enum FixtureLocation {
  /// The folder that `LRCONFORM_FIXTURES` names; else the first `fixtures` folder that is the suite's, from the
  /// current folder upwards; else `share/lrconform/fixtures` beside the program's `bin`; else the first from the
  /// program's folder upwards. Nil where there is none.
  package static func find(executable: String?) -> String? {
    if let named = named { return named }
    let here = Files.resolved(".")
    if let found = upwards(from: here) {
      return found.hasPrefix(here + "/") ? String(found.dropFirst(here.utf8.count + 1)) : found
    }
    guard let program = program ?? executable else { return nil }
    let folder = Files.parent(of: Files.resolved(program))
    let installed = Files.parent(of: folder) + "/share/lrconform/fixtures"
    if isSuite(installed) { return installed }
    return upwards(from: folder)
  }

  /// For a package that depends on this one: the folder that `LRCONFORM_FIXTURES` names, else the one of the checkout
  /// that this file was compiled in. Nil where that has gone.
  package static func ofCheckout() -> String? {
    if let named = named { return named }
    var root = #filePath
    // Sources/Fixtures/FixtureLocation.swift
    for _ in 0..<3 { root = Files.parent(of: root) }
    return isSuite(root + "/fixtures") ? root + "/fixtures" : nil
  }

  private static var named: String? { Environment["LRCONFORM_FIXTURES"] }

  private static func upwards(from start: String) -> String? {
    var folder = start
    while true {
      let candidate = folder == "/" ? "/fixtures" : "\(folder)/fixtures"
      if isSuite(candidate) { return candidate }
      if folder == "/" || folder.isEmpty { return nil }
      folder = Files.parent(of: folder)
    }
  }

  private static func isSuite(_ path: String) -> Bool {
    // Many projects have a folder of fixtures.
    Files.kind("\(path)/\(SuiteVersion.fileName)") == .file && Files.kind("\(path)/documented") == .folder
  }

  // The name that it was called by is no path where the shell found it.
  private static var program: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size) + 1)
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    #else
      let path = "/proc/self/exe"
      return Files.kind(path) == .file ? path : nil
    #endif
  }
}
