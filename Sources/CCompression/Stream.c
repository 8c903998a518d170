#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "CCompression.h"

// What a frame of zstd may ask to be remembered: 16 MiB, twice what its levels up to 19 need.
enum { most_window_log = 24 };

struct stream {
    enum goelf_method method;
    z_stream zlib;
    ZSTD_DCtx *zstd;
    size_t start, end;
    uint8_t input[goelf_stream_input];
};

static struct stream *stream_of(goelf_stream handle) { return (struct stream *)(uintptr_t)handle; }

goelf_stream goelf_stream_open(enum goelf_method method) {
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream) return 0;
    stream->method = method;
    if (method == goelf_zlib) {
        if (inflateInit(&stream->zlib) == Z_OK) return (uintptr_t)stream;
    } else {
        stream->zstd = ZSTD_createDCtx();
        if (stream->zstd &&
            !ZSTD_isError(ZSTD_DCtx_setParameter(stream->zstd, ZSTD_d_windowLogMax, most_window_log)))
            return (uintptr_t)stream;
        ZSTD_freeDCtx(stream->zstd);
    }
    free(stream);
    return 0;
}

void goelf_stream_close(goelf_stream handle) {
    struct stream *stream = stream_of(handle);
    if (!stream) return;
    if (stream->method == goelf_zlib) inflateEnd(&stream->zlib);
    ZSTD_freeDCtx(stream->zstd);
    free(stream);
}

void goelf_stream_feed(goelf_stream handle, const uint8_t *source, size_t count) {
    struct stream *stream = stream_of(handle);
    if (count > sizeof stream->input) count = sizeof stream->input;
    memcpy(stream->input, source, count);
    stream->start = 0;
    stream->end = count;
}

static ptrdiff_t read_zlib(struct stream *stream, uint8_t *target, size_t count) {
    z_stream *zlib = &stream->zlib;
    zlib->next_in = stream->input + stream->start;
    zlib->avail_in = (uInt)(stream->end - stream->start);
    zlib->next_out = target;
    zlib->avail_out = count < UINT_MAX ? (uInt)count : UINT_MAX;
    count = zlib->avail_out;
    int status = Z_OK;
    while (zlib->avail_out > 0 && zlib->avail_in > 0 && status == Z_OK) {
        status = inflate(zlib, Z_NO_FLUSH);
        // `ld -r` puts sections that are compressed one behind the other.
        if (status == Z_STREAM_END) status = inflateReset(zlib);
    }
    stream->start = stream->end - zlib->avail_in;
    ptrdiff_t written = (ptrdiff_t)(count - zlib->avail_out);
    return status == Z_OK || status == Z_BUF_ERROR || written > 0 ? written : -1;
}

static ptrdiff_t read_zstd(struct stream *stream, uint8_t *target, size_t count) {
    ZSTD_inBuffer in = {stream->input, stream->end, stream->start};
    ZSTD_outBuffer out = {target, count, 0};
    size_t status = 0;
    // Once more after the input's end: some of what it gave may not have fit before.
    do {
        size_t before = out.pos;
        size_t consumed = in.pos;
        status = ZSTD_decompressStream(stream->zstd, &out, &in);
        if (ZSTD_isError(status) || (out.pos == before && in.pos == consumed)) break;
    } while (out.pos < out.size);
    stream->start = in.pos;
    return ZSTD_isError(status) && out.pos == 0 ? -1 : (ptrdiff_t)out.pos;
}

ptrdiff_t goelf_stream_read(goelf_stream handle, ptrdiff_t most, uint8_t *target, size_t count) {
    struct stream *stream = stream_of(handle);
    if (count > (size_t)most) count = (size_t)most;
    return stream->method == goelf_zlib ? read_zlib(stream, target, count)
                                        : read_zstd(stream, target, count);
}
