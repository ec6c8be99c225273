import CJSONC

extension JSONValue {
  /// Copies a parsed value: integers of any size and doubles stay what they are, keys keep their order, and a string that
  /// spells a number stays a string.
  public init(_ node: JSONNode) {
    self.init(copying: node.pointer, in: node.document)
  }

  private init(copying pointer: OpaquePointer?, in document: Document) {
    switch Tree.kind(of: pointer) {
    case .null:
      self = .null
    case .boolean:
      self = .boolean(json_object_get_boolean(pointer) != 0)
    case .integer, .double:
      switch JSONNode.number(at: pointer) {
      case .integer(let value): self = .integer(value)
      case .wideInteger(let digits): self = .wideInteger(digits)
      case .double(let value): self = .double(value)
      case nil: self = .null
      }
    case .string:
      self = .string(Tree.string(of: pointer))
    case .array:
      if let column = document.column(at: pointer) {
        self.init(copying: column, in: document)
        return
      }
      let indices = 0..<json_object_array_length(pointer)
      self = .array(indices.map { JSONValue(copying: json_object_array_get_idx(pointer, $0), in: document) })
    case .object:
      var members: [JSONMember] = []
      Tree.forEachMember(of: pointer) { key, value in
        members.append(JSONMember(key, JSONValue(copying: value, in: document)))
      }
      self = .object(members)
    }
  }

  private init(copying column: LongColumn, in document: Document) {
    var elements: [JSONValue] = []
    elements.reserveCapacity(column.count)
    var slices = ColumnSlices(column)
    do throws(Tokener.Failure) {
      while let slice = try slices.next() {
        slice.forEach { element, _ in elements.append(JSONValue(copying: element, in: document)) }
      }
      self = .array(elements)
    } catch {
      // Only where memory has run out: json-c refuses nothing that the scanner has passed.
      self = .null
    }
  }
}
