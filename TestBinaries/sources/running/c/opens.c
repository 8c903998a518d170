/* Opens a library, and says so in a note, as systemd's "ELF Dlopen Metadata" has it. */
#include <dlfcn.h>
#include <stdio.h>

__asm__(".pushsection .note.dlopen, \"a\", @note\n"
        ".balign 4\n"
        ".long 4, 2f - 1f, 0x407c0c0a\n"
        ".asciz \"FDO\"\n"
        "1: .asciz \"[{\\\"feature\\\":\\\"nothing\\\",\\\"priority\\\":\\\"required\\\","
        "\\\"soname\\\":[\\\"libopened.so.1\\\"]}]\"\n"
        "2: .balign 4\n"
        ".popsection\n");

int main(void)
{
    if (dlopen("libopened.so.1", RTLD_NOW))
        return 0;
    fprintf(stderr, "%s\n", dlerror());
    return 1;
}
