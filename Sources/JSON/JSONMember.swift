/// A key with its value, as an object to be written lists them.
public struct JSONMember: Sendable, Equatable {
  /// The name of the member.
  public var key: String
  /// What the name stands for.
  public var value: JSONValue

  /// Makes a member of a key and a value.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}
