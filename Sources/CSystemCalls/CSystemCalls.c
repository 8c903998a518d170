#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int goelf_open(const uint8_t *path, size_t count) {
    if (count == 0 || path[count - 1] != 0) return -EINVAL;
    int descriptor;
    do descriptor = open((const char *)path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

void goelf_close(int descriptor) { close(descriptor); }

struct goelf_status goelf_status(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return (struct goelf_status){.error = errno, .kind = goelf_stream};
    return (struct goelf_status){
        .kind = S_ISREG(status.st_mode)   ? goelf_regular
                : S_ISDIR(status.st_mode) ? goelf_directory
                                          : goelf_stream,
        .size = status.st_size < 0 ? 0 : (uint64_t)status.st_size,
    };
}

ptrdiff_t goelf_read_at(int descriptor, uint8_t *bytes, size_t count, uint64_t offset) {
    size_t done = 0;
    while (done < count) {
        ssize_t got = pread(descriptor, bytes + done, count - done, (off_t)(offset + done));
        if (got == 0) break;
        if (got > 0) done += (size_t)got;
        else if (errno != EINTR) return -errno;
    }
    return (ptrdiff_t)done;
}

ptrdiff_t goelf_read(int descriptor, uint8_t *bytes, size_t count) {
    ssize_t got;
    do got = read(descriptor, bytes, count);
    while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}

int goelf_write(int descriptor, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        ssize_t put = write(descriptor, bytes, count);
        if (put > 0) {
            bytes += put;
            count -= (size_t)put;
        } else if (put < 0 && errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}

size_t goelf_error_text(int number, uint8_t *text, size_t count) {
    if (count == 0) return 0;
    const char *words = strerror(number);
    size_t length = strnlen(words, count);
    memcpy(text, words, length);
    return length;
}
