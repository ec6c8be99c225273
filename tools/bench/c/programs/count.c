// Preloaded: counts a process's allocations, and Swift's retains and releases, and says at its end how many there
// were: `count: MALLOCS RETAINS RELEASES` on standard error.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

static atomic_long mallocs;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static void *counted(void *memory) {
  atomic_fetch_add_explicit(&mallocs, 1, memory_order_relaxed);
  return memory;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }
void *realloc(void *old, size_t size) { return counted(__libc_realloc(old, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }
int posix_memalign(void **memory, size_t alignment, size_t size) {
  *memory = counted(__libc_memalign(alignment, size));
  return *memory ? 0 : 12;
}

// swift_retain and swift_release preserve more registers than a C function does, so they are taken over by code that
// touches none: it counts, and goes on to the real one. Elsewhere than on x86-64 nothing is taken over, and -1 is told.
#define HIDDEN __attribute__((visibility("hidden")))
HIDDEN void *next_retain, *next_release;
HIDDEN atomic_long retains, releases;

#ifdef __x86_64__
#define TAKE_OVER(name, count, next)  \
  __asm__(".globl " name "\n"         \
          ".type " name ", @function\n" \
          name ":\n"                  \
          "  lock incq " count "(%rip)\n" \
          "  jmp *" next "(%rip)\n")
TAKE_OVER("swift_retain", "retains", "next_retain");
TAKE_OVER("swift_release", "releases", "next_release");
#endif

// The library is linked to be initialised before all others, whose initialisers may retain already.
__attribute__((constructor)) static void hook(void) {
  next_retain = dlsym(RTLD_NEXT, "swift_retain");
  next_release = dlsym(RTLD_NEXT, "swift_release");
}

__attribute__((destructor)) static void tell(void) {
#ifdef __x86_64__
  long retained = atomic_load(&retains), released = atomic_load(&releases);
#else
  long retained = -1, released = -1;
#endif
  fprintf(stderr, "count: %ld %ld %ld\n", atomic_load(&mallocs), retained, released);
}
