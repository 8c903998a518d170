#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int goelf_open(const uint8_t *path, size_t count) {
    if (count == 0 || path[count - 1] != 0) return -EINVAL;
    int descriptor;
    do descriptor = open((const char *)path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

void goelf_close(int descriptor) { close(descriptor); }

static enum goelf_kind kind_of(mode_t mode) {
    return S_ISREG(mode) ? goelf_regular : S_ISDIR(mode) ? goelf_directory : goelf_stream;
}

struct goelf_status goelf_status(int descriptor) {
    // Half the cost of fstat, and all that most files need; folders fail when they are read.
    off_t end = lseek(descriptor, 0, SEEK_END);
    if (end > 0) return (struct goelf_status){.kind = goelf_regular, .size = (uint64_t)end};
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return (struct goelf_status){.error = errno, .kind = goelf_stream};
    return (struct goelf_status){
        .kind = kind_of(status.st_mode),
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

void goelf_await(int descriptor, int milliseconds) {
    struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
    while (poll(&wanted, 1, milliseconds) < 0 && errno == EINTR) {
    }
}

ptrdiff_t goelf_read(int descriptor, uint8_t *bytes, size_t count) {
    ssize_t got;
    do {
        got = read(descriptor, bytes, count);
        // It was opened without waiting, so that opening could not hang: from here on, wait.
        if (got < 0 && errno == EAGAIN) {
            int flags = fcntl(descriptor, F_GETFL);
            if (flags < 0 || fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) < 0) return -EAGAIN;
        }
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
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

const int goelf_broken_pipe = EPIPE;

void goelf_exit(int status) { _exit(status); }

size_t goelf_error_text(int number, uint8_t *text, size_t count) {
    if (count == 0) return 0;
    const char *words = strerror(number);
    size_t length = strnlen(words, count);
    memcpy(text, words, length);
    return length;
}

int goelf_kind_of_path(const uint8_t *path, size_t count) {
    struct stat status;
    if (count == 0 || path[count - 1] != 0) return -EINVAL;
    if (stat((const char *)path, &status) != 0) return -errno;
    return kind_of(status.st_mode);
}

int goelf_is_there(const uint8_t *path, size_t count) {
    struct stat status;
    return count > 0 && path[count - 1] == 0 && lstat((const char *)path, &status) == 0;
}

int goelf_is_same_file(const uint8_t *path, size_t count, const uint8_t *other,
                       size_t other_count) {
    struct stat first, second;
    if (count == 0 || path[count - 1] != 0) return 0;
    if (other_count == 0 || other[other_count - 1] != 0) return 0;
    return stat((const char *)path, &first) == 0 && stat((const char *)other, &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

struct linux_entry {
    uint64_t inode;
    int64_t next;
    unsigned short length;
    unsigned char type;
    char name[];
};

ptrdiff_t goelf_list(int directory, uint8_t *entries, size_t count) {
    enum { buffer_size = 32768, directory_type = 4, regular_type = 8, link_type = 10 };
    _Alignas(struct linux_entry) char buffer[buffer_size];
    if (count < buffer_size) return -EINVAL;
    long got = syscall(SYS_getdents64, directory, buffer, sizeof buffer);
    if (got < 0) return -errno;
    // An entry has at least 19 bytes around its name there, and 2 here: all of them fit.
    size_t written = 0;
    for (long place = 0; place < got;) {
        const struct linux_entry *entry = (const struct linux_entry *)(buffer + place);
        place += entry->length;
        if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0) continue;
        size_t length = strlen(entry->name) + 1;
        entries[written++] = entry->type == regular_type     ? 0
                             : entry->type == directory_type ? 1
                             : entry->type == link_type || entry->type == 0 ? 2
                                                                            : 3;
        memcpy(entries + written, entry->name, length);
        written += length;
    }
    // A folder may have entries and none to show here: its own and its parent's.
    return written > 0 || got == 0 ? (ptrdiff_t)written : goelf_list(directory, entries, count);
}

int goelf_wants_color(int descriptor) {
    const char *none = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
    const char *terminal = getenv("TERM");
    if (none != NULL && none[0] != 0) return 0;
    if (force != NULL && force[0] != 0 && strcmp(force, "0") != 0) return 1;
    if (terminal != NULL && strcmp(terminal, "dumb") == 0) return 0;
    return isatty(descriptor);
}

size_t goelf_environment(const uint8_t *name, size_t count, uint8_t *value, size_t room) {
    if (count == 0 || name[count - 1] != 0) return 0;
    const char *found = getenv((const char *)name);
    size_t length = found ? strlen(found) : 0;
    if (length > 0 && length <= room) memcpy(value, found, length);
    return length;
}

int goelf_create(const uint8_t *path, size_t count, uint8_t *temporary, size_t room) {
    static const char suffix[] = ".XXXXXX";
    struct stat status;
    if (count == 0 || path[count - 1] != 0 || room == 0) return -EINVAL;
    temporary[0] = 0;
    if (stat((const char *)path, &status) == 0 && !S_ISREG(status.st_mode)) {
        int descriptor = open((const char *)path, O_WRONLY | O_CLOEXEC);
        return descriptor < 0 ? -errno : descriptor;
    }
    if (room < count + sizeof suffix) return -ENAMETOOLONG;
    memcpy(temporary, path, count - 1);
    memcpy(temporary + count - 1, suffix, sizeof suffix);
    int descriptor = mkstemp((char *)temporary);
    if (descriptor < 0) {
        int error = errno;
        temporary[0] = 0;
        return -error;
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, 0666 & ~mask);
    return descriptor;
}

int goelf_commit(int descriptor, const uint8_t *temporary, size_t count, const uint8_t *path,
                 size_t length) {
    if (close(descriptor) != 0) return -errno;
    if (count == 0 || temporary[0] == 0) return 0;
    if (length == 0 || path[length - 1] != 0 || temporary[count - 1] != 0) return -EINVAL;
    return rename((const char *)temporary, (const char *)path) == 0 ? 0 : -errno;
}

void goelf_discard(int descriptor, const uint8_t *temporary, size_t count) {
    close(descriptor);
    if (count > 0 && temporary[0] != 0) unlink((const char *)temporary);
}
