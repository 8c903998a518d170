// The few system calls and byte searches that Swift cannot import as they are, with bounds that it
// can see: a `Span` goes in, and no caller needs the word `unsafe`.
#ifndef GOELF_CSYSTEMCALLS_H
#define GOELF_CSYSTEMCALLS_H

#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GOELF_IN __attribute__((noescape))

/// The count of bytes before the first zero, or `count` when there is none.
static inline size_t goelf_length(const uint8_t *__counted_by(count) bytes GOELF_IN, size_t count) {
    const void *end = count == 0 ? NULL : memchr(bytes, 0, count);
    return end == NULL ? count : (size_t)((const uint8_t *)end - bytes);
}

/// Whether both hold the same bytes.
static inline int goelf_equal(const uint8_t *__counted_by(count) a GOELF_IN, size_t count,
                              const uint8_t *__counted_by(other) b GOELF_IN, size_t other) {
    return count == other && (count == 0 || memcmp(a, b, count) == 0);
}

/// Opens a file for reading; `path` ends with a zero byte. Never waits for the other end of a
/// FIFO and never makes a terminal the controlling one. Returns a descriptor, or -errno.
int goelf_open(const uint8_t *__counted_by(count) path GOELF_IN, size_t count);

void goelf_close(int descriptor);

enum goelf_kind { goelf_regular, goelf_directory, goelf_stream };

/// What `fstat` says of an open file; `error` is 0, or an errno and then nothing else holds.
struct goelf_status {
    int error;
    enum goelf_kind kind;
    uint64_t size;
};

struct goelf_status goelf_status(int descriptor);

/// Reads at an offset until the buffer is full or the file ends. Returns the count, or -errno.
ptrdiff_t goelf_read_at(int descriptor, uint8_t *__counted_by(count) bytes GOELF_IN, size_t count,
                        uint64_t offset);

/// Reads what comes next in a stream. Returns the count (0 at the end), or -errno.
ptrdiff_t goelf_read(int descriptor, uint8_t *__counted_by(count) bytes GOELF_IN, size_t count);

/// Writes all bytes. Returns 0, or -errno.
int goelf_write(int descriptor, const uint8_t *__counted_by(count) bytes GOELF_IN, size_t count);

/// The system's words for an error number, written into `text`; returns their length.
size_t goelf_error_text(int number, uint8_t *__counted_by(count) text GOELF_IN, size_t count);

#endif
