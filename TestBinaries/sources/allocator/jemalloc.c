/* As much of libjemalloc as a linker asks for. */
#include <stddef.h>

void *mallocx(size_t size, int flags) { return (void *)(size + (size_t)flags); }
