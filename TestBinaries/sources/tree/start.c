/* Says that it has started; then calls or reads what it is told to. */
#include <unistd.h>

#ifdef CALLS
int CALLS(void);
#endif
#ifdef READS
extern int READS;
#endif
#ifdef MAYBE
__attribute__((weak)) int MAYBE(void);
#endif

int main(void) {
    int result = 0;
    if (write(1, "started\n", 8) != 8) return 2;
#ifdef CALLS
    result += CALLS();
#endif
#ifdef READS
    result += READS;
#endif
#ifdef MAYBE
    result += MAYBE ? MAYBE() : 1;
#endif
    return result < 0;
}

#ifdef BARE
/* The C library's own start asks for GLIBC_2.34, which would hide all else in older releases. */
__attribute__((force_align_arg_pointer)) void _start(void) { _exit(main()); }
#endif
