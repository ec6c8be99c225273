#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

// Gives freed memory back to the system, where the C library can.
static inline void lrconform_trim_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

// Has the system asked for memory in steps of 16 MiB, where the C library can.
static inline void lrconform_grow_in_large_steps(void) {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}
