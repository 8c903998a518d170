"""Stand-ins for the loaders: their names, versions and strings, and nothing that runs.

goelf reads out of a loader's file where it searches. The strings are those of Debian 12.
"""

from small_elf import library


def _strings(**arrays):
    return "".join(f"__attribute__((used)) static const char {name}[] = {text};\n"
                   for name, text in arrays.items())


GLIBC = library(
    "glibc", soname="ld-linux-x86-64.so.2",
    defines="_dl_mcount@GLIBC_2.2.5 data:_r_debug@GLIBC_2.2.5 data:__libc_stack_end@GLIBC_2.2.5 "
            "__tls_get_addr@GLIBC_2.3 __nptl_change_stack_perm@GLIBC_2.4 data:r4@GLIBC_2.34 "
            "data:__rseq_offset@GLIBC_2.35 data:__libc_enable_secure@GLIBC_PRIVATE",
    source=_strings(
        directories=r'"/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0"',
        library=r'"lib/x86_64-linux-gnu"', cache=r'"/etc/ld.so.cache"',
        preload=r'"/etc/ld.so.preload"', levels=r'"x86-64-v4\0x86-64-v3\0x86-64-v2\0"',
        subdirectories=r'"glibc-hwcaps\0GLIBC_ABI_DT_RELR\0haswell\0xeon_phi\0tls\0/proc/self/exe"',
        version=r'"ld.so (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\n"'))

MUSL = library(
    "musl", soname="libc.so",
    defines="__libc_start_main data:stdin data:stdout data:stderr puts printf malloc free exit "
            "dlopen dlsym strlen memcpy pthread_create sqrt",
    source=_strings(
        name=r'"musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n"', version=r'"1.2.3"',
        file=r'"%.*s/etc/ld-musl-x86_64.path"', directories=r'"/lib:/usr/local/lib:/usr/lib"',
        reserved=r'"c.pthread.rt.m.dl.util.xnet."', program=r'"/proc/self/exe"'))
