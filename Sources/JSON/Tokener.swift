import CJSONC

/// One use of json-c's parser. It reads numbers in the C locale whatever the process has set.
enum Tokener {
  struct Failure: Error {
    var offset: Int
    var message: String
  }

  /// Parses text that ``StrictScanner`` has passed, and returns a tree that the caller owns; nil is `null`.
  static func tree(of text: UnsafeRawBufferPointer, depth: Int) throws(Failure) -> OpaquePointer? {
    // json-c counts the level of the innermost scalar too.
    guard let tokener = json_tokener_new_ex(Int32(clamping: depth + 2)) else {
      throw Failure(offset: 0, message: "out of memory")
    }
    defer { json_tokener_free(tokener) }

    let start = text.bindMemory(to: CChar.self).baseAddress
    var tree: OpaquePointer? = json_tokener_parse_ex(tokener, start, Int32(clamping: text.count))
    var outcome = json_tokener_get_error(tokener)
    if outcome == json_tokener_continue {
      // A number at the end of the text is complete only once json-c has seen the end of a C string.
      var terminator: CChar = 0
      tree = json_tokener_parse_ex(tokener, &terminator, 1)
      outcome = json_tokener_get_error(tokener)
    }
    guard outcome == json_tokener_success else {
      json_object_put(tree)
      let offset = min(Int(json_tokener_get_parse_end(tokener)), text.count)
      throw Failure(offset: offset, message: String(cString: json_tokener_error_desc(outcome)))
    }
    return tree
  }

  /// Parses text as the other function does.
  static func tree(of text: [UInt8], depth: Int) throws(Failure) -> OpaquePointer? {
    // The closure could not throw the error.
    let result = text.withUnsafeBytes { bytes -> Result<OpaquePointer?, Failure> in
      do throws(Failure) {
        return .success(try tree(of: bytes, depth: depth))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
