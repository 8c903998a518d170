#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "CCompression.h"

// What a frame of zstd may ask to be remembered: 16 MiB, twice what its levels up to 19 need.
// Of a layer of an image: 128 MiB, what its command takes unasked.
enum { most_window_log = 24, most_window_log_long = 27 };

struct stream {
    enum goelf_method method;
    z_stream zlib;
    ZSTD_DCtx *zstd;
    int is_between;
    size_t start, end;
    // Made when it is first needed: many copies of a stream never take a byte.
    uint8_t *input;
};

static struct stream *stream_of(goelf_stream handle) { return (struct stream *)(uintptr_t)handle; }

static int open_zlib(struct stream *stream) {
    int status = stream->method == goelf_gzip ? inflateInit2(&stream->zlib, 16 + MAX_WBITS)
                                              : inflateInit(&stream->zlib);
    return status == Z_OK;
}

static int open_zstd(struct stream *stream) {
    int log = stream->method == goelf_zstd_long ? most_window_log_long : most_window_log;
    stream->zstd = ZSTD_createDCtx();
    return stream->zstd &&
           !ZSTD_isError(ZSTD_DCtx_setParameter(stream->zstd, ZSTD_d_windowLogMax, log));
}

static int is_zlib(const struct stream *stream) {
    return stream->method == goelf_zlib || stream->method == goelf_gzip;
}

goelf_stream goelf_stream_open(enum goelf_method method) {
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream) return 0;
    stream->method = method;
    stream->is_between = 1;
    if (is_zlib(stream) ? open_zlib(stream) : open_zstd(stream)) return (uintptr_t)stream;
    ZSTD_freeDCtx(stream->zstd);
    free(stream);
    return 0;
}

void goelf_stream_close(goelf_stream handle) {
    struct stream *stream = stream_of(handle);
    if (!stream) return;
    if (is_zlib(stream)) inflateEnd(&stream->zlib);
    ZSTD_freeDCtx(stream->zstd);
    free(stream->input);
    free(stream);
}

void goelf_stream_feed(goelf_stream handle, const uint8_t *source, size_t count) {
    struct stream *stream = stream_of(handle);
    if (!stream->input) stream->input = malloc(goelf_stream_input);
    if (!stream->input) count = 0;
    if (count > goelf_stream_input) count = goelf_stream_input;
    if (count > 0) memcpy(stream->input, source, count);
    stream->start = 0;
    stream->end = count;
}

size_t goelf_stream_left(goelf_stream handle) {
    struct stream *stream = stream_of(handle);
    return stream->end - stream->start;
}

int goelf_stream_is_between(goelf_stream handle) { return stream_of(handle)->is_between; }

goelf_stream goelf_stream_copy(goelf_stream handle) {
    struct stream *stream = stream_of(handle);
    if (!is_zlib(stream)) return 0;
    struct stream *copy = calloc(1, sizeof *copy);
    if (!copy) return 0;
    copy->method = stream->method;
    copy->is_between = stream->is_between;
    if (inflateCopy(&copy->zlib, &stream->zlib) == Z_OK) return (uintptr_t)copy;
    free(copy);
    return 0;
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
        if (stream->method == goelf_gzip && stream->is_between && *zlib->next_in == 0) {
            zlib->next_in++;
            zlib->avail_in--;
            continue;
        }
        status = inflate(zlib, Z_NO_FLUSH);
        stream->is_between = status == Z_STREAM_END;
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
        stream->is_between = status == 0;
        if (stream->is_between && stream->method == goelf_zstd_long && out.pos > 0) break;
    } while (out.pos < out.size);
    stream->start = in.pos;
    return ZSTD_isError(status) && out.pos == 0 ? -1 : (ptrdiff_t)out.pos;
}

ptrdiff_t goelf_stream_read(goelf_stream handle, ptrdiff_t most, uint8_t *target, size_t count) {
    struct stream *stream = stream_of(handle);
    if (count > (size_t)most) count = (size_t)most;
    return is_zlib(stream) ? read_zlib(stream, target, count) : read_zstd(stream, target, count);
}

ptrdiff_t goelf_stream_fill(goelf_stream handle, ptrdiff_t start, ptrdiff_t most, uint8_t *target,
                            size_t count) {
    if (start < 0 || (size_t)start > count) return -1;
    return goelf_stream_read(handle, most, target + start, count - (size_t)start);
}
