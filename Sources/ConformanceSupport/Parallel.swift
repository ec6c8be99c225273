import Dispatch

/// Independent work on all processors at once.
package enum Parallel {
  /// The results of some work for each of a number of indices, in their order.
  package static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, filled in
      let places = Places(buffer)
      if count == 1 {
        places.fill(0, with: work(0))
      } else {
        DispatchQueue.concurrentPerform(iterations: count) { index in places.fill(index, with: work(index)) }
      }
      filled = count
    }
  }

  /// Where the results go, straight to where they stay.
  ///
  /// Sendable because each place is filled once, by whoever did its work, and read when all are.
  private struct Places<Result>: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Result>

    init(_ buffer: UnsafeMutableBufferPointer<Result>) { self.buffer = buffer }

    func fill(_ index: Int, with result: consuming Result) {
      buffer.initializeElement(at: index, to: result)
    }
  }
}
