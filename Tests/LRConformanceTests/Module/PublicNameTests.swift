import ConformanceSupport
import Testing

/// What a user of the library sees is small: whatever only other modules of the package need is `package`.
@Suite struct PublicNameTests {
  private static let sources = Fixtures.root + "/Sources"
  /// The modules that are no part of the conformance suite.
  private static let others = ["CJSONC", "JSON", "LRSchedulers", "lrconform"]

  @Test func conformanceModulesHaveFewPublicDeclarations() throws {
    let modules = try Files.list(Self.sources).filter { !Self.others.contains($0) }
    #expect(modules.contains("LRConformance") && modules.contains("InProcess"))
    var count = 0
    for module in modules { count += try Self.publicDeclarations(in: "\(Self.sources)/\(module)") }
    #expect(100...150 ~= count)
  }

  /// Lines that begin with `public`, members of types included, below a folder.
  private static func publicDeclarations(in folder: String) throws -> Int {
    var count = 0
    for name in try Files.list(folder) {
      let path = "\(folder)/\(name)"
      if Files.kind(path) == .folder {
        count += try publicDeclarations(in: path)
      } else if name.hasSuffix(".swift") {
        let lines = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
        count += lines.count { $0.contains(#/^ *(@\w+(\([^)]*\))? )*public /#) }
      }
    }
    return count
  }
}
