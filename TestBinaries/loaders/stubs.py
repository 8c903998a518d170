"""Stand-ins for the loaders: their names, versions and strings, and nothing that runs.

goelf reads out of a loader's file where it searches. The strings are those of Debian's loaders.
"""

from small_elf import library

DIRECTORIES = r'"/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0"'


def _strings(**arrays):
    return "".join(f"__attribute__((used)) static const char {name}[] = {text};\n"
                   for name, text in arrays.items())


def _glibc(defines, **more):
    return library(
        "glibc", soname="ld-linux-x86-64.so.2",
        defines="_dl_mcount@GLIBC_2.2.5 data:_r_debug@GLIBC_2.2.5 "
                "data:__libc_stack_end@GLIBC_2.2.5 __tls_get_addr@GLIBC_2.3 "
                "data:__libc_enable_secure@GLIBC_PRIVATE " + defines,
        source=_strings(
            directories=DIRECTORIES, library=r'"lib/x86_64-linux-gnu"',
            files=r'"/etc/ld.so.cache\0glibc-ld.so.cache1.1\0ld.so-1.7.0\0/etc/ld.so.preload"',
            platforms=r'"haswell\0xeon_phi"', **more))


def _since_2_33(version, stable):
    later = "__nptl_change_stack_perm@GLIBC_PRIVATE data:__rseq_offset@GLIBC_2.35"
    return _glibc(
        later, levels=r'"glibc-hwcaps\0x86-64-v4:x86-64-v3:x86-64-v2\0--glibc-hwcaps-prepend"',
        relr='"GLIBC_ABI_DT_RELR"',
        version=rf'"ld.so (Debian GLIBC {version}) stable release version {stable}.\n"')


GLIBC = _since_2_33("2.36-9+deb12u14", "2.36")
GLIBC_2_41 = _since_2_33("2.41-12+deb13u4", "2.41")
# Before 2.33 a loader did not tell its version.
GLIBC_2_31 = _glibc("")

MUSL = library(
    "musl", soname="libc.so",
    defines="__libc_start_main data:stdin data:stdout data:stderr puts printf malloc free exit "
            "getpid dlopen dlsym strlen memcpy pthread_create sqrt",
    source=_strings(
        name=r'"musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n"', version=r'"1.2.3"',
        file=r'"%.*s/etc/ld-musl-x86_64.path"', directories=r'"/lib:/usr/local/lib:/usr/lib"',
        reserved=r'"c.pthread.rt.m.dl.util.xnet."', program=r'"/proc/self/exe"'))

# The ones that stand for other releases: see `expected-*.json`.
OTHERS = {"glibc-2.31": GLIBC_2_31, "glibc-2.41": GLIBC_2_41}
