#include <stdio.h>

/* Pointers that need a relocation, so that a PIE has a DT_RELR to speak of. */
const char *const greetings[] = {"hello", "hello again", "goodbye", "and once more"};

int main(int argc, char **argv) {
    (void)argv;
    puts(greetings[argc & 3]);
    return 0;
}
