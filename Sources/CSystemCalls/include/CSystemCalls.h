// The few system calls and byte searches that Swift cannot import as they are, with bounds that it
// can see: a `Span` goes in, and no caller needs the word `unsafe`.
#ifndef GOELF_CSYSTEMCALLS_H
#define GOELF_CSYSTEMCALLS_H

#include <errno.h>
#include <ptrcheck.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GOELF_IN __attribute__((noescape))

/// The count of bytes before the first zero, or `count` when there is none.
static inline size_t goelf_length(const uint8_t *__counted_by(count) bytes GOELF_IN, size_t count) {
    return count == 0 ? 0 : strnlen((const char *)bytes, count);
}

/// Opens a file for reading; `path` ends with a zero byte. Never waits for the other end of a
/// FIFO and never makes a terminal the controlling one. Returns a descriptor, or -errno.
int goelf_open(const uint8_t *__counted_by(count) path GOELF_IN, size_t count);

void goelf_close(int descriptor);

enum goelf_kind { goelf_regular, goelf_directory, goelf_stream };

/// What the system says of an open file; `error` is 0, or an errno and then nothing else holds.
/// A folder may seem to be regular: reading it fails with `goelf_is_directory`.
struct goelf_status {
    int error;
    enum goelf_kind kind;
    uint64_t size;
};

struct goelf_status goelf_status(int descriptor);

/// The errno of reading a folder.
enum { goelf_is_directory = EISDIR };

/// Reads at an offset until the buffer is full or the file ends. Returns the count, or -errno.
ptrdiff_t goelf_read_at(int descriptor, uint8_t *__counted_by(count) bytes GOELF_IN, size_t count,
                        uint64_t offset);

/// Waits until there is something to read, or everybody who writes has ended, no longer than that.
void goelf_await(int descriptor, int milliseconds);

/// Reads what comes next in a stream, and waits for it. Returns the count (0 at the end), or
/// -errno.
ptrdiff_t goelf_read(int descriptor, uint8_t *__counted_by(count) bytes GOELF_IN, size_t count);

/// Writes all bytes. Returns 0, or -errno.
int goelf_write(int descriptor, const uint8_t *__counted_by(count) bytes GOELF_IN, size_t count);

/// The number of the error that a reader has gone away.
extern const int goelf_broken_pipe;

/// Ends the process at once.
void goelf_exit(int status) __attribute__((noreturn));

/// The system's words for an error number, written into `text`; returns their length.
size_t goelf_error_text(int number, uint8_t *__counted_by(count) text GOELF_IN, size_t count);

/// What kind of file a path leads to, links followed: a `goelf_kind`, or -errno.
int goelf_kind_of_path(const uint8_t *__counted_by(count) path GOELF_IN, size_t count);

/// 1 if something has that path, and be it a link that leads nowhere, else 0.
int goelf_is_there(const uint8_t *__counted_by(count) path GOELF_IN, size_t count);

/// 1 if two paths lead to one file, else 0.
int goelf_is_same_file(const uint8_t *__counted_by(count) path GOELF_IN, size_t count,
                       const uint8_t *__counted_by(other_count) other GOELF_IN,
                       size_t other_count);

/// Something that was found inside a root: `error` is 0, or an errno and then nothing else holds.
struct goelf_found {
    int error;
    enum goelf_kind kind;
    /// Open for reading where it is a file or a folder, else -1.
    int descriptor;
    uint16_t permissions;
    uint64_t size, device, number;
};

/// Opens a folder to look for paths in it. Returns a descriptor, or -errno.
int goelf_open_root(const uint8_t *__counted_by(count) path GOELF_IN, size_t count);

/// Opens what a path leads to for a program that has the folder as its root: no link and no `..`
/// leads out, and nothing but files and folders is opened. No zero ends `path`. With a
/// negative `root` paths are those of this process.
struct goelf_found goelf_open_inside(int root, const uint8_t *__counted_by(count) path GOELF_IN,
                                     size_t count);

/// The same without openat2(2), name by name, for kernels and sandboxes that have none.
struct goelf_found goelf_walk_inside(int root, const uint8_t *__counted_by(count) path GOELF_IN,
                                     size_t count);

/// Puts the path without links in the place of a path, which ends with a zero byte. Returns its
/// length, or -errno.
ptrdiff_t goelf_real_path(int root, uint8_t *__counted_by(count) path GOELF_IN, size_t count);

/// Writes the path of the working directory; returns its length, or -errno.
ptrdiff_t goelf_working_directory(uint8_t *__counted_by(count) path GOELF_IN, size_t count);

/// Which of the levels 1 to 4 of x86-64 (psABI, "Low Level System Information") this processor
/// has; 0 for others.
int goelf_x86_level(void);

/// The name of this machine's processor, as `uname -m` prints it; returns its length.
size_t goelf_machine(uint8_t *__counted_by(count) name GOELF_IN, size_t count);

/// The version of the running kernel, as `uname -r` prints it; returns its length.
size_t goelf_kernel_release(uint8_t *__counted_by(count) release GOELF_IN, size_t count);

/// Today, in days since 1970-01-01 (UTC).
int64_t goelf_day(void);

/// The size of a page of memory here.
uint64_t goelf_page_size(void);

/// Lists some entries of an open directory: a byte for the kind (0 file, 1 directory, 2 link,
/// 3 other), the name, a zero byte, and so on. Returns how many bytes, 0 at the end, or -errno.
/// The buffer needs 32 KiB.
ptrdiff_t goelf_list(int directory, uint8_t *__counted_by(count) entries GOELF_IN, size_t count);

/// Starts a thread that calls `work` and ends with it. Returns 0, or -errno.
int goelf_start_thread(void (*work)(void));

/// How often a change was told of.
uint64_t goelf_changes(void);

/// Tells all threads that something has changed for which they may wait.
void goelf_tell_change(void);

/// Waits until more changes were told of than `seen`.
void goelf_wait_for_change(uint64_t seen);

/// Lets this process have as many files open as the system allows it, which may be more than it begins
/// with. Returns how many.
int goelf_open_more_files(void);

/// Whether a descriptor is a terminal that shows colours, unless the environment says otherwise:
/// NO_COLOR, CLICOLOR_FORCE, TERM.
int goelf_wants_color(int descriptor);

/// Writes the value of a variable of the environment; its name ends with a zero byte. Returns the
/// length, 0 where it is not set; nothing is written where it is longer than `room`.
size_t goelf_environment(const uint8_t *__counted_by(count) name GOELF_IN, size_t count,
                         uint8_t *__counted_by(room) value GOELF_IN, size_t room);

/// Creates a file beside `path` to be put in its place; its name, with a zero behind it, goes to
/// `temporary`. Where `path` is something other than a file, such as a device, that is opened and
/// the name is empty. Returns a descriptor, or -errno.
int goelf_create(const uint8_t *__counted_by(count) path GOELF_IN, size_t count,
                 uint8_t *__counted_by(room) temporary GOELF_IN, size_t room);

/// Puts the created file in its place. Returns 0, or -errno.
int goelf_commit(int descriptor, const uint8_t *__counted_by(count) temporary GOELF_IN,
                 size_t count, const uint8_t *__counted_by(length) path GOELF_IN, size_t length);

/// Removes the created file.
void goelf_discard(int descriptor, const uint8_t *__counted_by(count) temporary GOELF_IN,
                   size_t count);

/// The state of SHA-256 between two blocks.
struct goelf_sha256 {
    uint32_t a, b, c, d, e, f, g, h;
};

/// Whether this processor has instructions for SHA-256, so that `goelf_sha256` may be called.
int goelf_has_sha256(void);

/// The state after more whole blocks of 64 bytes.
struct goelf_sha256 goelf_sha256(struct goelf_sha256 state,
                                 const uint8_t *__counted_by(count) blocks GOELF_IN, size_t count);

#endif
