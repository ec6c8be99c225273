extension JSONNode {
  /// The member of an object with this key, compared byte for byte.
  ///
  /// Throws when this is no object or has no such member.
  public func member(_ key: String) throws(JSONError) -> JSONNode {
    guard let member = try optionalMember(key) else {
      throw error("missing key \(BoundedText.quoted(key))")
    }
    return member
  }

  /// The member of an object with this key, or nil when there is none; an explicit `null` is a node.
  ///
  /// Throws when this is no object.
  public func optionalMember(_ key: String) throws(JSONError) -> JSONNode? {
    try requireObject()
    guard let value = Tree.member(key, of: pointer) else { return nil }
    return member(value, key: key)
  }

  /// The members of an object in the order of the document.
  ///
  /// Throws when this is no object.
  public func members() throws(JSONError) -> [(key: String, value: JSONNode)] {
    try requireObject()
    var result: [(key: String, value: JSONNode)] = []
    Tree.forEachMember(of: pointer) { key, value in
      result.append((key, member(value, key: key)))
    }
    return result
  }

  /// The keys of an object in the order of the document.
  ///
  /// Throws when this is no object.
  public func keys() throws(JSONError) -> [String] {
    try requireObject()
    var result: [String] = []
    Tree.forEachMember(of: pointer) { key, _ in result.append(key) }
    return result
  }

  /// Refuses an object with a key that is not among those allowed.
  ///
  /// Throws an error that names the first such key and the one it may be a slip of, or when this is no object.
  public func refuseKeys(otherThan allowed: [String]) throws(JSONError) {
    try requireObject()
    guard let key = Tree.firstKey(of: pointer, notAmong: allowed) else { return }
    let unknown = "unknown key \(BoundedText.quoted(key))\(NearestText.hint(for: key, among: allowed))"
    guard !allowed.isEmpty else { throw error("\(unknown); expected no keys") }
    let expected = allowed.map { BoundedText.quoted($0) }.joined(separator: ", ")
    throw error("\(unknown); expected one of \(expected)")
  }

  private func requireObject() throws(JSONError) {
    guard kind == .object else { throw expected("an object") }
  }
}
