// What this machine is, for predictions of what would run on it.
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "CSystemCalls.h"

int goelf_x86_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return 4;
    if (__builtin_cpu_supports("x86-64-v3")) return 3;
    return __builtin_cpu_supports("x86-64-v2") ? 2 : 1;
#else
    return 0;
#endif
}

size_t goelf_machine(uint8_t *name, size_t count) {
    struct utsname system;
    if (count == 0 || uname(&system) != 0) return 0;
    size_t length = strnlen(system.machine, count);
    memcpy(name, system.machine, length);
    return length;
}

size_t goelf_kernel_release(uint8_t *release, size_t count) {
    struct utsname system;
    if (count == 0 || uname(&system) != 0) return 0;
    size_t length = strnlen(system.release, count);
    memcpy(release, system.release, length);
    return length;
}

int64_t goelf_day(void) { return (int64_t)(time(NULL) / 86400); }

uint64_t goelf_page_size(void) {
    long size = sysconf(_SC_PAGESIZE);
    return size > 0 ? (uint64_t)size : 4096;
}
