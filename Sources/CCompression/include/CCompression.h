// Decompression with zlib and zstd, at once or piece by piece, with bounds that Swift can see: a
// `MutableSpan` goes in, and no caller needs the word `unsafe`.
//
// Source and target share one buffer because Swift 6.3.1 crashes on functions with two buffers.
#ifndef GOELF_CCOMPRESSION_H
#define GOELF_CCOMPRESSION_H

#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>

#define GOELF_BORROWED __attribute__((noescape))

/// `goelf_gzip` is members of gzip one behind the other, zeros behind the last one passed over;
/// `goelf_zstd_long` is zstd with the longest memory that its command takes unasked.
enum goelf_method { goelf_zlib, goelf_zstd, goelf_gzip, goelf_zstd_long };

/// Decompresses the last `source_count` bytes of a buffer, a whole zlib stream or whole zstd frames,
/// into the bytes before them; returns how many it wrote, or -1 when they are damaged or larger.
ptrdiff_t goelf_decompress(enum goelf_method method, size_t source_count,
                           uint8_t *__counted_by(count) buffer GOELF_BORROWED, size_t count);

/// Bytes on their way to be expanded, as a number like that of an open file; 0 is none.
typedef uint64_t goelf_stream;

/// How much is taken by one call to `goelf_stream_feed`.
enum { goelf_stream_input = 1 << 15 };

/// Opens a stream, 0 where there is no memory; `goelf_stream_close` ends it, once.
goelf_stream goelf_stream_open(enum goelf_method method);
void goelf_stream_close(goelf_stream stream);

/// Takes the next compressed bytes; those that came before have to be used up.
void goelf_stream_feed(goelf_stream stream, const uint8_t *__counted_by(count) source GOELF_BORROWED,
                       size_t count);

/// Writes `most` of what the bytes taken give and says how many: 0 where more bytes are needed, -1
/// where they are damaged.
ptrdiff_t goelf_stream_read(goelf_stream stream, ptrdiff_t most,
                            uint8_t *__counted_by(count) target GOELF_BORROWED, size_t count);

/// The same, written from `start` on.
ptrdiff_t goelf_stream_fill(goelf_stream stream, ptrdiff_t start, ptrdiff_t most,
                            uint8_t *__counted_by(count) target GOELF_BORROWED, size_t count);

/// How many of the bytes taken are not used up yet.
size_t goelf_stream_left(goelf_stream stream);

/// Whether what was read ends where a member of gzip or a frame of zstd does. Frames of
/// `goelf_zstd_long` end a read, so that none is passed unseen.
int goelf_stream_is_between(goelf_stream stream);

/// A second stream that goes on from the same place, without the bytes taken that are left; 0 for
/// zstd, which cannot be copied, and where there is no memory.
goelf_stream goelf_stream_copy(goelf_stream stream);

#endif
