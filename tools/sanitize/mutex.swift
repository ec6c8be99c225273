// Each access is within the lock, and `swiftc -sanitize=thread mutex.swift && ./mutex` reports races: see mutex.c. A
// toolchain for which it reports none needs no mutex.c.

import Glibc
import Synchronization

final class Box: Sendable {
  let state = Mutex([Int]())
}

let box = Box()
var threads: [pthread_t] = []
for _ in 0..<4 {
  var thread = pthread_t()
  pthread_create(
    &thread,
    nil,
    { _ in
      for number in 0..<20_000 {
        box.state.withLock { numbers in
          numbers.append(number)
          if numbers.count > 50 { numbers.removeAll() }
        }
      }
      return nil
    },
    nil
  )
  threads.append(thread)
}
for thread in threads { pthread_join(thread, nil) }
print(box.state.withLock { $0.count }, "numbers")
