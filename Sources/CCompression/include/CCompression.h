// One-shot decompression with zlib and zstd, with bounds that Swift can see: a `MutableSpan` goes
// in, and no caller needs the word `unsafe`.
//
// Source and target share one buffer because Swift 6.3.1 crashes on functions with two buffers.
#ifndef GOELF_CCOMPRESSION_H
#define GOELF_CCOMPRESSION_H

#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>

#define GOELF_BORROWED __attribute__((noescape))

enum goelf_method { goelf_zlib, goelf_zstd };

/// Decompresses the last `source_count` bytes of a buffer, a whole zlib stream or whole zstd frames,
/// into the bytes before them; returns how many it wrote, or -1 when they are damaged or larger.
ptrdiff_t goelf_decompress(enum goelf_method method, size_t source_count,
                           uint8_t *__counted_by(count) buffer GOELF_BORROWED, size_t count);

#endif
