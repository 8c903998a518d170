#include "CCompression.h"

#include <zlib.h>
#include <zstd.h>

static ptrdiff_t decompress_zlib(const uint8_t *source, size_t source_count, uint8_t *target,
                                 size_t target_count) {
    uLongf written = target_count;
    return uncompress(target, &written, source, source_count) == Z_OK ? (ptrdiff_t)written : -1;
}

static ptrdiff_t decompress_zstd(const uint8_t *source, size_t source_count, uint8_t *target,
                                 size_t target_count) {
    size_t written = ZSTD_decompress(target, target_count, source, source_count);
    return ZSTD_isError(written) ? -1 : (ptrdiff_t)written;
}

ptrdiff_t goelf_decompress(enum goelf_method method, size_t source_count, uint8_t *buffer,
                           size_t count) {
    if (source_count > count) return -1;
    size_t room = count - source_count;
    return (method == goelf_zlib ? decompress_zlib : decompress_zstd)(buffer + room, source_count,
                                                                      buffer, room);
}
