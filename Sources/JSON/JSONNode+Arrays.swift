import CJSONC

extension JSONNode {
  /// The elements of an array.
  ///
  /// Throws when this is no array.
  public func elements() throws(JSONError) -> [JSONNode] {
    guard kind == .array else { throw expected("an array") }
    if let column = document.column(at: pointer) { return try materialised(column).elements() }
    return (0..<json_object_array_length(pointer)).map { index in
      element(json_object_array_get_idx(pointer, index), at: Int(index))
    }
  }

  /// The column as an array of a document of its own.
  private func materialised(_ column: LongColumn) throws(JSONError) -> JSONNode {
    do throws(Tokener.Failure) {
      return JSONNode(try Document(materialising: column, of: document, place: path))
    } catch {
      throw failed(error)
    }
  }

  /// The number of elements of an array or of members of an object.
  ///
  /// Throws when this is neither.
  public func count() throws(JSONError) -> Int {
    switch kind {
    case .array: return elementCount
    case .object: return Int(json_object_object_length(pointer))
    default: throw expected("an array or an object")
    }
  }

  /// The number of elements of what must be an array.
  var elementCount: Int { document.column(at: pointer)?.count ?? Int(json_object_array_length(pointer)) }

  /// Reads an array of numbers straight into doubles, each as ``double()`` would read it.
  ///
  /// An element that is `null` becomes the double given for it. Throws when this is no array, when an element is
  /// no number, and at a `null` when no double is given for it.
  public func doubles(null: Double? = nil) throws(JSONError) -> [Double] {
    guard kind == .array else { throw expected("an array of numbers") }
    if let column = document.column(at: pointer) { return try doubles(of: column, null: null) }
    let count = json_object_array_length(pointer)
    var result: [Double] = []
    result.reserveCapacity(Int(count))
    for index in 0..<count {
      result.append(try double(of: json_object_array_get_idx(pointer, index), at: Int(index), null: null))
    }
    return result
  }

  private func doubles(of column: LongColumn, null: Double?) throws(JSONError) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(column.count)
    var slices = ColumnSlices(column)
    while let slice = try next(of: &slices) {
      try slice.forEach { (element, index) throws(JSONError) in
        result.append(try double(of: element, at: index, null: null))
      }
    }
    return result
  }

  private func next(of slices: inout ColumnSlices) throws(JSONError) -> ColumnSlice? {
    do throws(Tokener.Failure) {
      return try slices.next()
    } catch {
      throw failed(error)
    }
  }

  @inline(__always)
  private func double(of element: OpaquePointer?, at index: Int, null: Double?) throws(JSONError) -> Double {
    if element == nil, let null { return null }
    if let number = Self.double(at: element) {
      if let value = number.inRange { return value }
      throw self.element(element, at: index).expected("a number that a double holds")
    }
    throw self.element(element, at: index).expected(
      null == nil ? "a number" : "a number or null"
    )
  }

  /// json-c refuses nothing that ``StrictScanner`` passes, but memory may run out.
  private func failed(_ failure: Tokener.Failure) -> JSONError { error("json-c: \(failure.message)") }
}
