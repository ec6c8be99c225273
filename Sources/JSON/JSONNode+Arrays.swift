import CJSONC

extension JSONNode {
  /// The elements of an array.
  ///
  /// Throws when this is no array.
  public func elements() throws(JSONError) -> [JSONNode] {
    guard kind == .array else { throw expected("an array") }
    return (0..<json_object_array_length(pointer)).map { index in
      element(json_object_array_get_idx(pointer, index), at: Int(index))
    }
  }

  /// The number of elements of an array or of members of an object.
  ///
  /// Throws when this is neither.
  public func count() throws(JSONError) -> Int {
    switch kind {
    case .array: return Int(json_object_array_length(pointer))
    case .object: return Int(json_object_object_length(pointer))
    default: throw expected("an array or an object")
    }
  }

  /// Reads an array of numbers straight into doubles, each as ``double()`` would read it.
  ///
  /// An element that is `null` becomes the double given for it. Throws when this is no array, when an element is
  /// no number, and at a `null` when no double is given for it.
  public func doubles(null: Double? = nil) throws(JSONError) -> [Double] {
    guard kind == .array else { throw expected("an array of numbers") }
    let count = json_object_array_length(pointer)
    var result: [Double] = []
    result.reserveCapacity(Int(count))
    for index in 0..<count {
      let element: OpaquePointer? = json_object_array_get_idx(pointer, index)
      if element == nil, let null {
        result.append(null)
      } else if let number = Self.number(at: element) {
        result.append(number.asDouble)
      } else {
        let node = self.element(element, at: Int(index))
        throw node.expected(null == nil ? "a number" : "a number or null")
      }
    }
    return result
  }
}
