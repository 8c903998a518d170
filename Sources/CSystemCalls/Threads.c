// Threads, and how they wait for each other: without pointers, so that Swift needs no `unsafe`.
#include <limits.h>
#include <pthread.h>
#include <sys/resource.h>

#include "CSystemCalls.h"

static void *run(void *work) {
    ((void (*)(void))work)();
    return NULL;
}

int goelf_start_thread(void (*work)(void)) {
    // As much as the first thread has: what fits there has to fit here.
    enum { stack_size = 8 << 20 };
    pthread_attr_t attributes;
    pthread_t thread;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return -error;
    pthread_attr_setstacksize(&attributes, stack_size);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    error = pthread_create(&thread, &attributes, run, (void *)work);
    pthread_attr_destroy(&attributes);
    return -error;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static uint64_t changes;

uint64_t goelf_changes(void) {
    pthread_mutex_lock(&lock);
    uint64_t count = changes;
    pthread_mutex_unlock(&lock);
    return count;
}

void goelf_tell_change(void) {
    pthread_mutex_lock(&lock);
    changes++;
    pthread_cond_broadcast(&told);
    pthread_mutex_unlock(&lock);
}

void goelf_wait_for_change(uint64_t seen) {
    pthread_mutex_lock(&lock);
    while (changes == seen) pthread_cond_wait(&told, &lock);
    pthread_mutex_unlock(&lock);
}

int goelf_open_more_files(void) {
    struct rlimit limit, more;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    more = (struct rlimit){.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &more) == 0) limit = more;
    return limit.rlim_cur > INT_MAX ? INT_MAX : (int)limit.rlim_cur;
}
