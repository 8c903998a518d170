/* Allocates by jemalloc's own function, and defines one that has mimalloc's name. */
#include <stddef.h>

void *mallocx(size_t size, int flags);

static char memory[16];

void *mi_malloc(size_t size) { return size > sizeof memory ? NULL : memory; }

int main(void) { return mallocx(1, 0) == NULL || mi_malloc(1) == NULL; }
