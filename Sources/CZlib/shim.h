// zlib's one-shot decompression, with bounds that Swift can see.
#ifndef GOELF_CZLIB_H
#define GOELF_CZLIB_H

#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// Decompresses a whole zlib stream; returns the bytes written, or -1 when it is damaged or larger.
static inline ptrdiff_t goelf_zlib_decompress(
    const uint8_t *__counted_by(source_count) source __attribute__((noescape)), size_t source_count,
    uint8_t *__counted_by(target_count) target __attribute__((noescape)), size_t target_count) {
    uLongf written = target_count;
    return uncompress(target, &written, source, source_count) == Z_OK ? (ptrdiff_t)written : -1;
}

#endif
