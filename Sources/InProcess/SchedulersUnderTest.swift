import Adapters
import Fixtures
import Scenarios

/// Schedulers written in Swift that the suite plays in the process of their tests.
///
/// A value is an optimizer with its schedulers. The suite builds one for each scenario, follows the scenario's
/// program and asks for what is to be observed. What must be written where there is only `step()` and `lr`:
///
/// ```swift
/// struct MySchedulers: SchedulersUnderTest {
///   static let schedulers: [SchedulerType] = [.step]
///   private var scheduler: StepLR
///
///   init(_ setup: Setup) throws {
///     let spec = try setup.onlyScheduler()
///     scheduler = StepLR(lr: setup.groups[0].lr, every: try spec.int("step_size"), by: try spec.double("gamma"))
///   }
///   mutating func step(_ scheduler: Int) { self.scheduler.step() }
///   var lr: [Double] { [scheduler.lr] }
/// }
/// ```
///
/// All else has a default that offers nothing. What is offered is declared in `features` and `channels` and written
/// in the member that belongs to it; a case that needs more is skipped, and counted as skipped:
///
/// | declared | written |
/// |---|---|
/// | `.closedForm`, `.fractionalEpoch` | `step(_:epoch:)` |
/// | `.setLR` | `setLR(_:)` |
/// | `.addGroup` | `add(_:)` |
/// | `.reload` | `reload(_:_:)` |
/// | `.reloadOptions` | `reload(_:_:)` of one part after the other, into what was built with other arguments |
/// | `.addScheduler` | `add(_:)` of a `SchedulerSpec` |
/// | `.getLR` | `getLR()` |
/// | `.momentum` and the channel `.momentum` | `momentum` |
/// | the channels `.lastEpoch`, `.lastLR` | `lastEpoch`, `lastLR` |
/// | `.beta2`, `.initialLR`, `.state` and the channels `.beta2`, `.initialLR` | `beta2`, `initialLR`, `state(_:)` |
/// | `.observe`, `.save`, `.tables` | nothing: these are the suite's own to do |
/// | `.tensorLR` | `lr` of groups whose `GroupSetup` has a `tensor` |
/// | `.groups` | one value a group in `lr` |
/// | `.functions` | `SchedulerSpec.functions(_:groups:)` |
/// | `.resume` | the argument `last_epoch`, and `initialLR` of the groups |
/// | `.errors` | errors thrown where PyTorch raises; never a trap, which would end all tests |
/// | `.plateau` in `schedulers` | `step(_:metric:)` |
///
/// An error that is thrown refuses, as an exception of PyTorch does: it is right where the case expects one at this
/// step. `Unsupported`, thrown by `init`, skips the case. A class must be final.
///
/// An argument that a scenario gives and that is never read from its `SchedulerSpec` skips the case too, by name:
/// *StepLR's argument gamma was never read*. Nobody has to do anything for it. An argument that has PyTorch's default
/// need not be read.
public protocol SchedulersUnderTest: SendableMetatype {
  /// The classes that `init` can build.
  static var schedulers: [SchedulerType] { get }
  /// What else is offered; none by default.
  static var features: [Feature] { get }
  /// What can be observed, `get_lr` aside, which is a feature; the learning rates by default.
  static var channels: [Channel] { get }
  /// What is computed with, which picks the tolerance; doubles by default.
  static var precision: Precision { get }
  /// Who is tested; the type's name by default.
  static var implementation: Implementation { get }

  /// The optimizer, and the schedulers built in order on it.
  ///
  /// - Throws: `Unsupported` where a scenario cannot be said in the implementation's terms; else what the
  ///   implementation throws to refuse.
  init(_ setup: Setup) throws

  /// One step of a scheduler.
  ///
  /// - Parameter scheduler: Its place in `setup.schedulers`, 0 where there is only one.
  mutating func step(_ scheduler: Int) throws
  /// PyTorch's `step(epoch)`.
  mutating func step(_ scheduler: Int, epoch: Double) throws
  /// ReduceLROnPlateau's `step(metrics)`.
  mutating func step(_ scheduler: Int, metric: Double) throws
  /// The learning rates are changed from outside, one for each group.
  mutating func setLR(_ rates: [Double]) throws
  /// A parameter group is added to the optimizer.
  mutating func add(_ group: GroupSetup) throws
  /// Loads a saved state into this value, which was built again from the same setup.
  ///
  /// - Parameters:
  ///   - saved: The value as it was; what its state would hold is to be taken from it, no more.
  ///   - scope: Whether the optimizer's state is loaded too, before the schedulers'.
  mutating func reload(_ saved: Self, _ scope: ReloadScope) throws

  /// One more scheduler is built on the optimizer, after those of the setup.
  mutating func add(_ scheduler: SchedulerSpec) throws

  /// Each group's learning rate.
  var lr: [Double] { get throws }
  /// Each group's momentum or first beta; nil for a group without.
  var momentum: [Double?] { get throws }
  /// Each scheduler's `last_epoch`; nil for one without.
  var lastEpoch: [Double?] { get throws }
  /// `get_last_lr()` of the last scheduler, one value a group.
  var lastLR: [Double] { get throws }
  /// `get_lr()` of the last scheduler, called outside a step, with its side effects; one value a group.
  mutating func getLR() throws -> [Double]
  /// Each group's second beta; nil for a group without.
  var beta2: [Double?] { get throws }
  /// Each group's `initial_lr`; nil for a group without.
  var initialLR: [Double?] { get throws }
  /// A number of the last scheduler's state, by PyTorch's key; nil where there is none.
  func state(_ key: String) throws -> Double?
}

extension SchedulersUnderTest {
  public static var features: [Feature] { [] }
  public static var channels: [Channel] { [.lr] }
  public static var precision: Precision { .float64 }
  public static var implementation: Implementation {
    Implementation(name: "\(Self.self)", version: "", language: "Swift")
  }

  public mutating func step(_ scheduler: Int, epoch: Double) throws { throw MissingMember("step(_:epoch:)") }
  public mutating func step(_ scheduler: Int, metric: Double) throws {
    throw MissingMember("step(_:metric:)")
  }
  public mutating func setLR(_ rates: [Double]) throws { throw MissingMember("setLR(_:)") }
  public mutating func add(_ group: GroupSetup) throws { throw MissingMember("add(_:)") }
  public mutating func reload(_ saved: Self, _ scope: ReloadScope) throws {
    throw MissingMember("reload(_:_:)")
  }
  public var momentum: [Double?] { get throws { throw MissingMember("momentum") } }
  public var lastEpoch: [Double?] { get throws { throw MissingMember("lastEpoch") } }
  public var lastLR: [Double] { get throws { throw MissingMember("lastLR") } }
  public mutating func getLR() throws -> [Double] { throw MissingMember("getLR()") }
  public mutating func add(_ scheduler: SchedulerSpec) throws { throw MissingMember("add(_:)") }
  public var beta2: [Double?] { get throws { throw MissingMember("beta2") } }
  public var initialLR: [Double?] { get throws { throw MissingMember("initialLR") } }
  public func state(_ key: String) throws -> Double? { throw MissingMember("state(_:)") }

  /// What the type declares, as an adapter's reply to `start` would say it.
  package static var handshake: Handshake {
    Handshake(
      implementation: implementation,
      precision: precision,
      schedulers: schedulers,
      features: features,
      channels: channels
    )
  }
}

/// A scenario cannot be said in the implementation's terms: thrown by `init`, it skips the case.
public struct Unsupported: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is not supported, in a few words.
  public var reason: String

  /// What is not supported, in a few words: `no scale_fn`.
  public init(_ reason: String) { self.reason = reason }

  /// The reason.
  public var description: String { reason }
}

/// A member that the declarations promise was left to its default, or an argument was asked that no scheduler of
/// the class has: a mistake of the test, not of the implementation.
struct MissingMember: Error, CustomStringConvertible {
  let description: String

  init(_ member: String) {
    description = "what is declared needs \(member), which is not written"
  }

  init(argument: String, of spec: SchedulerSpec, expected: String) {
    description = "\(spec.type.rawValue) has no argument \(argument) that holds \(expected)"
  }
}
