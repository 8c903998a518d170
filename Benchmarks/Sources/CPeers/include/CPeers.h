// What a C programmer would write: the measure for the library's own loops.
#ifndef GOELF_CPEERS_H
#define GOELF_CPEERS_H

#include <stddef.h>
#include <stdint.h>

/// Adds up values, sizes and lengths of names of a table of 64-bit little-endian symbols.
uint64_t peer_symbols(const uint8_t *table, size_t count, const uint8_t *names, size_t size);

#endif
