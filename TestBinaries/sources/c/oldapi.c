/* Calls only what the C library has had from its first x86-64 release on. Linked with glibc 2.34
   or later, the file asks for that release all the same: its functions moved between libraries
   there, and start-up changed. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static void *run(void *unused) {
    (void)unused;
    return dlsym(NULL, "puts");
}

int main(void) {
    pthread_t thread;
    void *found = NULL;
    if (pthread_create(&thread, NULL, run, NULL) == 0) pthread_join(thread, &found);
    puts(found ? "found" : "missing");
    return 0;
}
