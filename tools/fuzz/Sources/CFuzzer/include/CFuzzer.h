#include <stddef.h>
#include <stdint.h>

/* libFuzzer's own main, for programs that have one already. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

/* A mutation of bytes, libFuzzer's own; the new size. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum);
