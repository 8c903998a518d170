// Paths as a program finds them that has a folder as its root, though this process has another one.
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CSystemCalls.h"

// Each `..` opens all directories anew: so many in all, before a path counts as one of no end.
enum { most_links = 40, most_steps = 200000 };

static struct goelf_found failed(int error) {
    return (struct goelf_found){.error = error, .kind = goelf_stream, .descriptor = -1};
}

// The path with a zero behind it; NULL and errno where the system would not take it.
static const char *terminated(char buffer[PATH_MAX], const uint8_t *path, size_t count) {
    if (count >= PATH_MAX || (count > 0 && memchr(path, 0, count))) {
        errno = count >= PATH_MAX ? ENAMETOOLONG : ENOENT;
        return NULL;
    }
    memcpy(buffer, path, count);
    buffer[count] = 0;
    return buffer;
}

static int open_by_kernel(int root, const char *path, uint64_t flags) {
    struct open_how how = {.flags = flags, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    long descriptor;
    // EAGAIN: something was renamed meanwhile, and the kernel cannot be sure.
    int tries = 100;
    do descriptor = syscall(SYS_openat2, root, path, &how, sizeof how);
    while (descriptor < 0 && (errno == EINTR || (errno == EAGAIN && tries-- > 0)));
    return (int)descriptor;
}

static struct goelf_found described(const struct stat *status, int descriptor) {
    return (struct goelf_found){
        .kind = S_ISREG(status->st_mode)   ? goelf_regular
                : S_ISDIR(status->st_mode) ? goelf_directory
                                           : goelf_stream,
        .descriptor = descriptor,
        .permissions = status->st_mode & 07777,
        .size = status->st_size < 0 ? 0 : (uint64_t)status->st_size,
        .device = status->st_dev,
        .number = status->st_ino,
    };
}

// Opens for reading what was found, which must not have become another file since.
static struct goelf_found opened(const struct stat *found, int descriptor) {
    if (descriptor < 0) return failed(errno);
    struct stat status;
    int error = fstat(descriptor, &status) != 0 ? errno : 0;
    if (!error && (status.st_dev != found->st_dev || status.st_ino != found->st_ino)) error = ENOENT;
    if (!error) return described(&status, descriptor);
    close(descriptor);
    return failed(error);
}

// The same for the paths of this process, with fewer calls: no other process is to be kept inside.
static struct goelf_found open_here(const char *name) {
    struct stat status;
    if (stat(name, &status) != 0) return failed(errno);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return described(&status, -1);
    int descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    return descriptor < 0 ? failed(errno) : described(&status, descriptor);
}

struct goelf_found goelf_open_inside(int root, const uint8_t *path, size_t count) {
    char buffer[PATH_MAX];
    const char *name = terminated(buffer, path, count);
    if (!name) return failed(errno);
    if (root < 0) return open_here(name);
    // Only looked at: to open a device may set it in motion, and to open a pipe may wait.
    int seen = open_by_kernel(root, name, O_PATH | O_CLOEXEC);
    if (seen < 0)
        return errno == ENOSYS || errno == EPERM ? goelf_walk_inside(root, path, count)
                                                 : failed(errno);
    struct stat status;
    int error = fstat(seen, &status) != 0 ? errno : 0;
    close(seen);
    if (error) return failed(error);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return described(&status, -1);
    return opened(&status,
                  open_by_kernel(root, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

// A path on its way: what is left of it, and what is without links.
struct walk {
    int root, directory, links, steps;
    char rest[PATH_MAX], real[PATH_MAX];
};

static int close_with(int descriptor, int result) {
    if (descriptor >= 0) close(descriptor);
    return result;
}

// Opens the directory of `real` anew, without following anything.
static int go_back(struct walk *walk) {
    char path[PATH_MAX];
    strcpy(path, walk->real);
    close(walk->directory);
    walk->directory = openat(walk->root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    char *state = NULL;
    for (char *name = strtok_r(path, "/", &state); name && walk->directory >= 0;
         name = strtok_r(NULL, "/", &state)) {
        if (++walk->steps > most_steps) {
            errno = ELOOP;
            close(walk->directory);
            return walk->directory = -1, -ELOOP;
        }
        int next = openat(walk->directory, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int error = errno;
        close(walk->directory);
        walk->directory = next;
        errno = error;
    }
    return walk->directory < 0 ? -errno : 0;
}

// Puts where a link leads in front of what is left.
static int follow(struct walk *walk, int link) {
    char target[PATH_MAX];
    if (++walk->links > most_links) return -ELOOP;
    ssize_t length = readlinkat(link, "", target, sizeof target);
    if (length <= 0) return length < 0 ? -errno : -ENOENT;
    size_t left = strlen(walk->rest);
    if ((size_t)length + left + 2 > sizeof walk->rest) return -ENAMETOOLONG;
    memmove(walk->rest + length + 1, walk->rest, left + 1);
    memcpy(walk->rest, target, (size_t)length);
    walk->rest[length] = '/';
    if (left == 0) walk->rest[length] = 0;
    if (target[0] != '/') return 0;
    walk->real[0] = 0;
    return go_back(walk);
}

// Takes the next name of what is left; an empty one where nothing is.
static int take_name(struct walk *walk, char *name) {
    size_t start = strspn(walk->rest, "/"), length = strcspn(walk->rest + start, "/");
    if (length > NAME_MAX) return -ENAMETOOLONG;
    memcpy(name, walk->rest + start, length);
    name[length] = 0;
    memmove(walk->rest, walk->rest + start + length, strlen(walk->rest + start + length) + 1);
    return 0;
}

// Goes one name further; what it finds at the end is left in `*found`.
static int step(struct walk *walk, const char *name, int *found) {
    if (strcmp(name, ".") == 0) return 0;
    if (strcmp(name, "..") == 0) {
        char *slash = strrchr(walk->real, '/');
        if (slash) *slash = 0;
        return go_back(walk);
    }
    int next = openat(walk->directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    if (next < 0) return -errno;
    if (fstat(next, &status) != 0) return close_with(next, -errno);
    if (S_ISLNK(status.st_mode)) return close_with(next, follow(walk, next));
    if (strlen(walk->real) + strlen(name) + 2 > sizeof walk->real)
        return close_with(next, -ENAMETOOLONG);
    strcat(strcat(walk->real, "/"), name);
    if (S_ISDIR(status.st_mode)) {
        close(walk->directory);
        walk->directory = next;
        return 0;
    }
    *found = next;
    return walk->rest[0] != 0 ? -ENOTDIR : 0;
}

// Follows a path; returns a descriptor of what is there, good for fstat alone, or -errno.
static int follow_path(struct walk *walk, int root, const char *path) {
    size_t length = strlen(path);
    if (length == 0) return -ENOENT;
    if (length >= sizeof walk->rest) return -ENAMETOOLONG;
    memcpy(walk->rest, path, length + 1);
    walk->real[0] = 0;
    walk->links = 0;
    walk->steps = 0;
    walk->root = root;
    walk->directory = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (walk->directory < 0) return -errno;
    int found = -1, error = 0;
    while (error == 0 && found < 0) {
        char name[NAME_MAX + 1];
        error = take_name(walk, name);
        if (error || name[0] == 0) break;
        error = step(walk, name, &found);
    }
    if (error) return close_with(walk->directory, close_with(found, error));
    if (found < 0) return walk->directory;
    return close_with(walk->directory, found);
}

struct goelf_found goelf_walk_inside(int root, const uint8_t *path, size_t count) {
    char buffer[PATH_MAX];
    const char *whole = terminated(buffer, path, count);
    if (!whole) return failed(errno);
    struct walk walk;
    int seen = follow_path(&walk, root, whole);
    if (seen < 0) return failed(-seen);
    struct stat status;
    int error = fstat(seen, &status) != 0 ? errno : 0;
    close(seen);
    if (error) return failed(error);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return described(&status, -1);
    // The last name once more, now for reading, from its directory as it was found.
    char *slash = strrchr(walk.real, '/');
    char name[NAME_MAX + 1] = ".";
    if (slash) {
        strncpy(name, slash + 1, NAME_MAX);
        *slash = 0;
    }
    walk.directory = -1;
    if (go_back(&walk) != 0) return failed(errno);
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
    int descriptor = openat(walk.directory, name, flags);
    error = errno;
    close(walk.directory);
    errno = error;
    return opened(&status, descriptor);
}

ptrdiff_t goelf_real_path(int root, uint8_t *path, size_t count) {
    if (count == 0 || path[count - 1] != 0) return -EINVAL;
    struct walk walk;
    int seen = follow_path(&walk, root, (const char *)path);
    if (seen < 0) return seen;
    close(seen);
    if (walk.real[0] == 0) strcpy(walk.real, "/");
    size_t length = strlen(walk.real);
    if (length > count) return -ENAMETOOLONG;
    memcpy(path, walk.real, length);
    return (ptrdiff_t)length;
}

int goelf_open_root(const uint8_t *path, size_t count) {
    if (count == 0 || path[count - 1] != 0) return -EINVAL;
    int descriptor = open((const char *)path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

ptrdiff_t goelf_working_directory(uint8_t *path, size_t count) {
    if (count == 0) return -ERANGE;
    return getcwd((char *)path, count) ? (ptrdiff_t)strlen((char *)path) : -errno;
}
