import CJSONC

/// How much of a document is read before it is refused.
package struct JSONLimits: Sendable, Equatable {
  /// The most arrays and objects that may be open at once; at most 256 whatever is asked for.
  package var maximumDepth: Int
  /// The most bytes that a document may have; at most 2 GiB whatever is asked for.
  package var maximumBytes: Int
  /// The most values that a document may have: each takes fifty times the memory of the two bytes that write it.
  package var maximumValues: Int
  /// The fewest elements of a column: see ``Exempt``. With fewer, a stand-in saves json-c nothing.
  var fewestElements = 4

  package init(maximumDepth: Int = 64, maximumBytes: Int = 256 << 20, maximumValues: Int = 20_000_000) {
    (self.maximumDepth, self.maximumBytes, self.maximumValues) = (maximumDepth, maximumBytes, maximumValues)
  }

  package static let standard = JSONLimits()

  /// Trees are freed, copied and written by recursion, so the depth must leave a small thread stack unharmed.
  var effectiveDepth: Int { min(max(maximumDepth, 0), 256) }

  /// json-c takes a length as a 32-bit integer; offsets are kept in 32 bits too.
  var effectiveBytes: Int { min(max(maximumBytes, 0), Int(Int32.max) - 1) }
}

package enum JSONMemory {
  /// Has the C library ask for memory in large steps, for the whole process: a thread beside the first would otherwise
  /// ask for each page on its own. Memory that is not used is not taken.
  package static func growInLargeSteps() { lrconform_grow_in_large_steps() }
}
