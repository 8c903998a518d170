// zstd's one-shot decompression, with bounds that Swift can see.
#ifndef GOELF_CZSTD_H
#define GOELF_CZSTD_H

#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>
#include <zstd.h>

/// Decompresses whole frames; returns the bytes written, or -1 when they are damaged or larger.
static inline ptrdiff_t goelf_zstd_decompress(
    const uint8_t *__counted_by(source_count) source __attribute__((noescape)), size_t source_count,
    uint8_t *__counted_by(target_count) target __attribute__((noescape)), size_t target_count) {
    size_t written = ZSTD_decompress(target, target_count, source, source_count);
    return ZSTD_isError(written) ? -1 : (ptrdiff_t)written;
}

#endif
