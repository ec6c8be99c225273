import Adapters
import ConformanceSupport
import Fixtures
import Synchronization
import Verdicts

/// The suite, for the tests of a Swift package that has schedulers of its own.
///
/// ```swift
/// let suite = ConformanceSuite(of: MySchedulers.self, known: "known.json")
///
/// @Test(arguments: try suite.cases) func conforms(_ fixture: ConformanceCase) throws { try fixture.check() }
///
/// @Test(.disabled("\(suite.skippedText)")) func skippedCases() {}
/// ```
///
/// The fixtures are those of the checkout that this package is built from; `LRCONFORM_FIXTURES` in the environment
/// names others. With `LRCONFORM_ID=step-lr/documented` only the cases are played whose id matches.
///
/// A class, because the fixtures are read once for all tests that ask for them.
public final class ConformanceSuite<Schedulers: SchedulersUnderTest>: Sendable {
  private let options: ConformanceOptions
  private let loaded = Mutex<Result<ConformancePlan, FixtureError>?>(nil)

  /// A suite. Nothing is read before cases are asked for.
  ///
  /// - Parameters:
  ///   - schedulers: What is tested.
  ///   - known: A file of known divergences, in the format of `lrconform check --known`; a relative path begins at
  ///     the folder of the source file that calls this.
  ///   - filter: Which cases are played; all by default.
  ///   - tolerance: How far values may be off; by default what `precision` asks for.
  ///   - strictErrors: Whether the types of errors are compared too.
  ///   - torch: The version of PyTorch that is expected; by default the one that the suite is recorded from.
  ///   - fixtures: A fixture file or folder; by default the suite's own.
  public init(
    of schedulers: Schedulers.Type,
    known: String? = nil,
    filter: CaseFilter = CaseFilter(),
    tolerance: Tolerance? = nil,
    strictErrors: Bool = false,
    torch: Version? = nil,
    fixtures: String? = nil,
    file: String = #filePath
  ) {
    var filter = filter
    if let id = Environment["LRCONFORM_ID"] { filter.ids = [id] }
    options = ConformanceOptions(
      known: known.map { $0.hasPrefix("/") ? $0 : Files.parent(of: file) + "/" + $0 },
      filter: filter,
      judge: Judge(tolerance: tolerance, strictErrors: strictErrors, diagnoses: true),
      torch: torch,
      fixtures: fixtures
    )
  }

  /// The cases to check, in the order of the files: those that are not skipped, and one that fails for each entry
  /// of the known list whose case is skipped or does not exist.
  ///
  /// - Throws: `FixtureError` where fixtures or the known list cannot be read, or the filter matches nothing.
  public var cases: [ConformanceCase] { get throws(FixtureError) { try plan.cases } }

  /// The cases that need what the implementation does not offer.
  public var skipped: [SkippedCase] { get throws(FixtureError) { try plan.skipped } }

  /// How many cases are skipped and why, in one line.
  public var skippedText: String {
    do {
      return SkippedText(skipped: try plan.skipped, total: try plan.total).line
    } catch {
      return "\(error)"
    }
  }

  /// Rewrites the known list to what diverges now; reasons of entries that still hold are kept. With
  /// `LRCONFORM_UPDATE_KNOWN=1` in the environment it is done before the cases are handed out.
  ///
  /// - Throws: `FixtureError` where there is no list to write or a filter, and for a case that is broken; the list
  ///   stays as it is.
  public func updateKnown() throws(FixtureError) {
    try Self.updateKnown(options)
    loaded.withLock { $0 = nil }
  }

  private static func updateKnown(_ options: ConformanceOptions) throws(FixtureError) {
    guard let path = options.known else {
      throw FixtureError(path: "known", problem: "there is no list of known divergences to update")
    }
    func refused(_ problem: String) -> FixtureError {
      FixtureError(path: path, problem: "not rewritten: \(problem)")
    }
    if !options.filter.isEmpty { throw refused("only a part of the cases is played") }
    let old = Files.kind(path) == .missing ? KnownDivergences() : try KnownDivergences(path: path)
    var results: [CaseResult] = []
    for fixture in try ConformancePlan(options, of: Schedulers.self, known: nil).cases {
      guard let result = fixture.play() else { continue }
      if result.verdict == .broken {
        throw refused("case \(fixture.id) is broken: \(result.reason ?? "")")
      }
      results.append(result)
    }
    do {
      try Files.replace(path, with: old.updated(with: results).canonicalBytes())
    } catch {
      throw FixtureError(path: error.path, problem: error.problem)
    }
  }

  /// The schedulers as a subject of `Runner`, for reports in all its formats.
  public var subject: Subject { .inProcess(Schedulers.handshake, InProcessPlayer<Schedulers>().play) }

  private var plan: ConformancePlan {
    get throws(FixtureError) {
      let plan = loaded.withLock { loaded in
        let plan = loaded ?? Self.load(options)
        loaded = plan
        return plan
      }
      return try plan.get()
    }
  }

  private static func load(_ options: ConformanceOptions) -> Result<ConformancePlan, FixtureError> {
    Result { () throws(FixtureError) in
      if options.known != nil, Environment["LRCONFORM_UPDATE_KNOWN"] == "1" { try updateKnown(options) }
      let known = try options.known.map { (path) throws(FixtureError) in
        if Files.kind(path) == .missing {
          throw FixtureError(
            path: path,
            problem: "no such file or folder; LRCONFORM_UPDATE_KNOWN=1 in the environment writes it"
          )
        }
        return try KnownDivergences(path: path)
      }
      return try ConformancePlan(options, of: Schedulers.self, known: known)
    }
  }
}

/// What a suite is asked for.
struct ConformanceOptions: Sendable {
  /// The file of known divergences.
  var known: String?
  var filter: CaseFilter
  var judge: Judge
  var torch: Version?
  /// A file or folder; nil for the suite's own.
  var fixtures: String?
}
