/* Ends a thread in the middle, for which glibc opens a library of gcc's. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *run(void *nothing)
{
#ifndef CANCEL
    pthread_exit(nothing);
#endif
    for (;;)
        sleep(1);
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, run, 0);
#ifdef CANCEL
    usleep(100000);
    pthread_cancel(thread);
#endif
    pthread_join(thread, 0);
    return 0;
}
