// What the Thread sanitizer cannot see of Swift's Mutex (6.3, Linux): a thread that finds it locked waits in a part of the
// library that is not instrumented, so that what two threads did within the lock, one after the other, looks like a
// race: `swiftc -sanitize=thread mutex.swift && ./mutex` reports some. `run` links these functions in the place of the
// library's, by the linker's --wrap; they call it and tell the sanitizer. With them mutex.swift reports none, and nothing
// need be suppressed.

#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

void __tsan_acquire(void *), __tsan_release(void *);
SWIFT void library_lock(uint32_t thread, SELF) __asm__("__real_" LOCK);
SWIFT void library_unlock(SELF) __asm__("__real_" UNLOCK);
SWIFT void lock(uint32_t thread, SELF) __asm__("__wrap_" LOCK);
SWIFT void unlock(SELF) __asm__("__wrap_" UNLOCK);

SWIFT void lock(uint32_t thread, SELF) {
  library_lock(thread, self);
  __tsan_acquire(self);
}

SWIFT void unlock(SELF) {
  __tsan_release(self);
  library_unlock(self);
}
