"""Situations for glibc's loader: little roots, each of which shows one rule."""

from small_elf import (cut, forget_needed, library, misaligned, no_dynamic, program, runpath_too,
                       set_byte, small_alignment, weak_versions)
from trees import Link, Situation, Text

E_TYPE, E_MACHINE, OSABI = 16, 18, 7
LOADER = "/lib64/ld-linux-x86-64.so.2"
SITUATIONS = []


def add(name, says, tree, **more):
    SITUATIONS.append(Situation("glibc", name, says, LOADER, tree, **more))


def i386(name):
    return library(name, flags="-m32")


def aarch64(name):
    return library(name, alter=set_byte(E_MACHINE, 183))


LONG = "lib" + "a" * 300 + ".so"


A, B = library("a"), library("b")

# Which list is searched first.
add("rpath-before-library-path", "DT_RPATH comes before LD_LIBRARY_PATH",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": A, "two/liba.so": A},
    environment={"LD_LIBRARY_PATH": "/two"})
add("library-path-before-runpath", "LD_LIBRARY_PATH comes before DT_RUNPATH",
    {"app/main": program("liba.so libb.so", runpath="/one"), "one/liba.so": A, "two/liba.so": A,
     "one/libb.so": B},
    environment={"LD_LIBRARY_PATH": "/two"})
add("rpath-two-levels", "DT_RPATH of the program holds for libraries of libraries, too",
    {"app/main": program("libtop.so", rpath="/one"), "one/libtop.so": library("top", "libmid.so"),
     "one/libmid.so": library("mid", "liba.so"), "one/liba.so": A, "two/liba.so": A},
    environment={"LD_LIBRARY_PATH": "/two"})
add("runpath-one-level", "DT_RUNPATH holds for the object's own libraries alone",
    {"app/main": program("libmid.so", runpath="/one"), "one/libmid.so": library("mid", "liba.so"),
     "one/liba.so": A})
add("rpath-and-runpath", "an object with both has no DT_RPATH",
    {"app/main": program("libmid.so", rpath="/one:/two", alter=runpath_too(len("/one:"))),
     "one/libmid.so": library("mid"), "two/libmid.so": library("mid", "liba.so"),
     "one/liba.so": A, "two/liba.so": A})
add("library-with-runpath", "a library with DT_RUNPATH does not look in its program's DT_RPATH",
    {"app/main": program("libmid.so", rpath="/one"),
     "one/libmid.so": library("mid", "liba.so libb.so", runpath="/two"),
     "one/liba.so": A, "two/libb.so": B})
add("ancestor-with-runpath", "an ancestor's DT_RUNPATH is passed over, and the search goes on",
    {"app/main": program("libtop.so", rpath="/one"),
     "one/libtop.so": library("top", "libmid.so", runpath="/two"),
     "two/libmid.so": library("mid", "liba.so libb.so"), "two/liba.so": A, "two/libb.so": B,
     "one/liba.so": A})
add("nearest-rpath-first", "of several DT_RPATH the nearest comes first",
    {"app/main": program("libmid.so", rpath="/one"),
     "one/libmid.so": library("mid", "liba.so libb.so", rpath="/two"), "one/liba.so": A,
     "two/liba.so": A, "one/libb.so": B})
add("library-path-elements", "LD_LIBRARY_PATH is split at : and ;, and an empty element is here",
    {"app/main": program("liba.so libb.so libc1.so"), "liba.so": A, "two/libb.so": B,
     "three/libc1.so": library("c1")},
    environment={"LD_LIBRARY_PATH": "/three/;/two//:"})
add("library-path-tokens", "tokens of LD_LIBRARY_PATH are the program's",
    {"app/main": program("liba.so libmid.so"), "app/own/liba.so": A,
     "opt/lib/x86_64-linux-gnu/libmid.so": library("mid", "libb.so"), "app/own/libb.so": B},
    environment={"LD_LIBRARY_PATH": "$ORIGIN/own:/opt/$LIB"})
add("runpath-elements", "an empty element of DT_RUNPATH is here, and slashes at the end are one",
    {"app/main": program("liba.so libb.so libc1.so", runpath="/two///::one/"), "liba.so": A,
     "two/libb.so": B, "one/libc1.so": library("c1")})

# Tokens.
add("tokens", "$ORIGIN, $LIB and $PLATFORM are replaced, with braces or without; others are not",
    {"app/main": program(
        "liba.so libb.so libc1.so libd.so libe.so libf.so libg.so",
        runpath="$ORIGIN/a:${ORIGIN}/b:/opt/$LIB:/opt/${PLATFORM}:/opt/$X:/opt/$ORIGINAL:"
                "/opt/${LIB:/opt/x$LIB"),
     "app/a/liba.so": A, "app/b/libb.so": B, "opt/lib/x86_64-linux-gnu/libc1.so": library("c1"),
     "opt/haswell/libd.so": library("d"), "opt/x86_64/libd.so": library("d"),
     "opt/$X/libe.so": library("e"), "opt/$ORIGINAL/libf.so": library("f"),
     "opt/xlib/x86_64-linux-gnu/libg.so": library("g")})
add("origin-of-linked-folder", "$ORIGIN of a library is the folder it was found by, a link or not",
    {"app/main": program("libmid.so", rpath="/links"), "links": Link("deep/real"),
     "deep/real/libmid.so": library("mid", "liba.so libb.so", runpath="$ORIGIN/../sub:$ORIGIN"),
     "deep/sub/liba.so": A, "sub/libb.so": B})
add("origin-of-linked-library", "$ORIGIN of a library that is a link is the link's folder",
    {"app/main": program("libmid.so", rpath="/links"),
     "links/libmid.so": Link("../deep/libmid.so.1"),
     "deep/libmid.so.1": library("mid", "liba.so libb.so", runpath="$ORIGIN/sub"),
     "links/sub/liba.so": A, "deep/sub/libb.so": B})
add("origin-of-linked-program", "$ORIGIN of a program that is a link is where the program lies",
    {"app/main": program("liba.so", runpath="$ORIGIN/lib"), "bin/tool": Link("../app/main"),
     "app/lib/liba.so": A, "bin/lib/liba.so": A},
    called="/bin/tool")
add("origin-without-proc", "$ORIGIN of a program has no value without /proc; a library's has",
    {"app/main": program("libmid.so liba.so", runpath="$ORIGIN/lib:/opt"),
     "app/lib/liba.so": A, "opt/libmid.so": library("mid", "libb.so", runpath="$ORIGIN/sub"),
     "opt/sub/libb.so": B},
    proc=False)
add("needed-with-slash", "a needed name with a slash is a path",
    {"app/main": program("/opt/liba.so sub/libb.so $ORIGIN/libc1.so", runpath="/two"),
     "opt/liba.so": A, "sub/libb.so": B, "app/libc1.so": library("c1"), "two/sub/libb.so": B})
add("needed-with-token", "a needed name without a slash may have tokens, too",
    {"app/main": program("liba-$PLATFORM.so lib$X.so libb$ORIGIN.so", runpath="/one"),
     "one/liba-x86_64.so": A, "one/lib$X.so": B, "one/libb$ORIGIN.so": B})
add("needed-with-slash-missing", "a path that does not exist is not searched for",
    {"app/main": program("/opt/liba.so"), "lib/liba.so": A},
    environment={"LD_LIBRARY_PATH": "/lib"})

# Default directories and the cache.
add("default-order", "default directories are searched in the order that the loader was built with",
    {"app/main": program("liba.so libb.so libc1.so libd.so"),
     "lib/x86_64-linux-gnu/liba.so": A, "usr/lib/x86_64-linux-gnu/liba.so": A,
     "usr/lib/x86_64-linux-gnu/libb.so": B, "lib/libb.so": B, "lib/libc1.so": library("c1"),
     "usr/lib/libc1.so": library("c1"), "usr/lib/libd.so": library("d"), "lib64/libe.so": B})
add("no-other-directories", "/lib64, /usr/lib64 and /usr/local/lib are none of Debian's defaults",
    {"app/main": program("liba.so libb.so libc1.so"), "lib64/liba.so": A, "usr/lib64/libb.so": B,
     "usr/local/lib/libc1.so": library("c1")})
add("nodeflib", "DF_1_NODEFLIB keeps default directories from the object's own libraries",
    {"app/main": program("libmid.so liba.so", runpath="/one", flags="-Wl,-z,nodefaultlib"),
     "one/libmid.so": library("mid", "libb.so"), "lib/libb.so": B, "lib/liba.so": A})
add("nodeflib-with-cache", "DF_1_NODEFLIB keeps files of default directories from the cache's",
    {"app/main": program("libb.so liba.so", flags="-Wl,-z,nodefaultlib"),
     "etc/ld.so.conf": Text("/opt\n"), "opt/libb.so": B, "lib/liba.so": A},
    cache=True)
add("cache", "the cache comes after DT_RUNPATH and before default directories",
    {"app/main": program("liba.so libb.so libc1.so", runpath="/one"),
     "etc/ld.so.conf": Text("include /etc/ld.so.conf.d/*.conf\n"),
     "etc/ld.so.conf.d/opt.conf": Text("# ours\n/opt\n"), "one/liba.so": A, "opt/liba.so": A,
     "opt/libb.so": B, "lib/libb.so": B, "usr/lib/libc1.so": library("c1")},
    cache=True)
add("cache-out-of-date", "what the cache names and is gone is looked for in default directories",
    {"app/main": program("liba.so libb.so"), "etc/ld.so.conf": Text("/opt\n"), "opt/liba.so": A,
     "opt/libb.so": B, "lib/liba.so": A},
    cache=True, after_cache=("opt/liba.so", "opt/libb.so"))
add("cache-two-classes", "the cache's entries for another machine are passed over",
    {"app/main": program("liba.so"), "etc/ld.so.conf": Text("/opt/32\n/opt/64\n"),
     "opt/32/liba.so": i386("a"), "opt/64/liba.so": A},
    cache=True)
add("conf-without-cache", "without a cache, ld.so.conf says nothing",
    {"app/main": program("liba.so"), "etc/ld.so.conf": Text("/opt\n"), "opt/liba.so": A})
add("hwcaps", "glibc-hwcaps directories come first in each directory, the best level first",
    {"app/main": program("liba.so libb.so libc1.so", runpath="/one:/two"),
     "one/liba.so": A, "one/glibc-hwcaps/x86-64-v2/liba.so": A,
     "one/glibc-hwcaps/x86-64-v3/liba.so": A, "one/libb.so": B,
     "two/glibc-hwcaps/x86-64-v3/libb.so": B,
     "lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v2/libc1.so": library("c1"),
     "lib/libc1.so": library("c1")})
add("hwcaps-cache", "the cache's entries of glibc-hwcaps directories come first",
    {"app/main": program("liba.so libb.so"), "etc/ld.so.conf": Text("/opt\n"), "opt/liba.so": A,
     "opt/glibc-hwcaps/x86-64-v3/liba.so": A, "opt/glibc-hwcaps/x86-64-v2/liba.so": A,
     "opt/libb.so": B, "opt/glibc-hwcaps/power9/libb.so": B},
    cache=True)
add("hwcaps-of-processor", "only the levels that the processor has are searched",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": A, "one/glibc-hwcaps/x86-64-v2/liba.so": A,
     "one/glibc-hwcaps/x86-64-v3/liba.so": A},
    environment={"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2"}, processor="x86-64-v2")
add("legacy-hwcaps", "up to 2.36 the directories tls and x86_64 are searched, too",
    {"app/main": program("liba.so libb.so", runpath="/one"), "one/liba.so": A,
     "one/tls/liba.so": A, "one/x86_64/libb.so": B, "one/haswell/libb.so": B})

# Files that are no library for this program.
add("wrong-class-first", "a library of another class is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": i386("a"),
     "two/liba.so": A})
add("wrong-class-only", "a library of another class is told of only if there is no other",
    {"app/main": program("libb.so liba.so", runpath="/one:/two"), "one/liba.so": i386("a"),
     "two/libb.so": B})
add("wrong-class-path", "a library of another class that is named by its path is refused",
    {"app/main": program("/one/liba.so"), "one/liba.so": i386("a")})
add("wrong-machine-first", "a library of another machine is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": aarch64("a"),
     "two/liba.so": A})
add("wrong-machine-only", "a library of another machine alone is as good as none",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": aarch64("a")})
add("wrong-class-deep", "a library of another class that a library needs",
    {"app/main": program("libmid.so", rpath="/one"), "one/libmid.so": library("mid", "liba.so"),
     "one/liba.so": i386("a")})
add("text-library", "a text file of that name ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": Text("INPUT(/two/liba.so), as linkers, not loaders, read\n" * 20),
     "two/liba.so": A})
add("empty-library", "an empty file of that name ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Text(""),
     "two/liba.so": A})
add("short-text-library", "a text of fewer bytes than a header is too short",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Text("gone\n"),
     "two/liba.so": A})
add("truncated-header", "a library that ends inside its header is too short",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": library("a", alter=cut(40))})
add("truncated-table", "a library that ends inside its program headers",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": library("a", alter=cut(100))})
add("folder-as-library", "a folder of that name ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so/readme": Text("\n"),
     "two/liba.so": A})
add("dangling-link", "a link that leads nowhere is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Link("gone"),
     "two/liba.so": A})
add("link-loop", "a link to itself ends the search in its list, and the next list is searched",
    {"app/main": program("liba.so libb.so libc1.so", runpath="/one:/two"),
     "one/liba.so": Link("liba.so"), "two/liba.so": A, "lib/liba.so": A, "two/libb.so": B,
     "one/libc1.so": Link("libc1.so"), "two/libc1.so": library("c1")})
add("file-as-folder", "a file in a directory's place is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one": Text("\n"), "two/liba.so": A})
add("long-name", "a name too long for any file is as good as missing",
    {"app/main": program(f"{LONG} liba.so", runpath="/one:/two"), "one/liba.so": A})
add("other-os", "a library for another system's ABI is refused",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=set_byte(OSABI, 9))})
add("relocatable-library", "an object file is no library",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=set_byte(E_TYPE, 1))})
add("executable-library", "a program is no library",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": program(runpath="/two")})
add("fixed-executable-library", "a program at a fixed address is no library",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=set_byte(E_TYPE, 2))})
add("no-dynamic-section", "a library needs a dynamic section",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=no_dynamic)})
add("small-alignment", "segments that say to be aligned to less than a page are none the worse",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=small_alignment)})
add("misaligned-library", "a segment's address and offset must lie alike in their pages",
    {"app/main": program("liba.so", runpath="/one"),
     "one/liba.so": library("a", alter=misaligned)})
KERNEL_NOTE = r"""
__asm__(".section .note.ABI-tag, \"a\", @note\n.balign 4\n.long 4, 16, 1\n"
        ".asciz \"GNU\"\n.long 0, 99, 0, 0\n.previous\n");
"""
add("later-kernel", "a note that asks for a later kernel means nothing",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": library("a", source=KERNEL_NOTE), "two/liba.so": A})

# Missing ones.
add("missing-first", "a library that the program needs is missing, its siblings are found",
    {"app/main": program("liba.so libgone.so libb.so", runpath="/one"), "one/liba.so": A,
     "one/libb.so": B})
add("missing-second", "a library that a library needs is missing",
    {"app/main": program("libmid.so libb.so", rpath="/one"),
     "one/libmid.so": library("mid", "libgone.so liba.so"), "one/liba.so": A, "one/libb.so": B})
add("missing-third", "a library three levels down is missing",
    {"app/main": program("libtop.so libb.so", rpath="/one"),
     "one/libtop.so": library("top", "libmid.so"),
     "one/libmid.so": library("mid", "liba.so libgone.so"), "one/liba.so": A, "one/libb.so": B})
add("missing-several", "of several that are missing the first, level by level, is told of",
    {"app/main": program("libtop.so libgone1.so", rpath="/one"),
     "one/libtop.so": library("top", "libgone2.so libmid.so libgone1.so"),
     "one/libmid.so": library("mid", "libgone3.so libgone2.so")})

# Names and files met again.
add("cycle", "libraries that need each other are loaded once",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": library("a", "libb.so"),
     "one/libb.so": library("b", "libmid.so"), "one/libmid.so": library("mid", "liba.so")})
add("needs-itself", "a library that needs itself is loaded once",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": library("a", "liba.so")})
add("same-soname-two-paths", "two files of one name that are named by paths are both loaded",
    {"app/main": program("/one/liba.so /two/liba.so libb.so", runpath="/one"), "one/liba.so": A,
     "two/liba.so": A, "one/libb.so": library("b", "liba.so")})
add("same-file-two-names", "a file that is found by a second name is loaded once",
    {"app/main": program("liba.so libother.so libb.so", rpath="/one"), "one/liba.so": A,
     "one/libother.so": Link("liba.so"), "one/libb.so": library("b", "libother.so")})
add("hard-links", "a file that is found by a second hard link is loaded once",
    {"app/main": program("liba.so libother.so libb.so", rpath="/one"), "one/liba.so": A,
     "one/libb.so": library("b", "libother.so")},
    hard_links=(("one/liba.so", "one/libother.so"),))
add("copies", "a copy of a file is another file, and its soname serves the names asked for later",
    {"app/main": program("libfirst.so libsecond.so libmid.so", rpath="/one"),
     "one/libfirst.so": A, "one/libsecond.so": A,
     "one/libmid.so": library("mid", "liba.so")})
add("loaded-by-soname", "a library that is loaded answers to its soname, wherever it was found",
    {"app/main": program("libfirst.so libmid.so", runpath="/one"),
     "one/libfirst.so": library("a", soname="liba.so.1"),
     "one/libmid.so": library("mid", "liba.so.1", runpath="/two"), "two/liba.so.1": A})
add("first-found-serves-all", "what was found for one object serves the others",
    {"app/main": program("liba.so libmid.so", runpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so libb.so", runpath="/two"), "two/liba.so": A,
     "two/libb.so": B})
add("breadth-first", "libraries are loaded level by level, each of a level in the order needed",
    {"app/main": program("liba.so libb.so", rpath="/one"),
     "one/liba.so": library("a", "libd.so libc1.so"),
     "one/libb.so": library("b", "libe.so libd.so"),
     "one/libc1.so": library("c1", "libf.so"), "one/libd.so": library("d", "libe.so"),
     "one/libe.so": library("e"), "one/libf.so": library("f")})
# What the loader takes from a libc: without it nothing starts.
LIBC = library(
    "c", "ld-linux-x86-64.so.2", soname="libc.so.6",
    defines="malloc@GLIBC_2.2.5 calloc@GLIBC_2.2.5 realloc@GLIBC_2.2.5 free@GLIBC_2.2.5 "
            "puts@GLIBC_2.2.5 pthread_mutex_lock@GLIBC_2.2.5 pthread_mutex_unlock@GLIBC_2.2.5 "
            "__libc_early_init@GLIBC_PRIVATE",
    source="static char heap[65536], *next = heap;\n"
           "void *malloc(unsigned long n) { n = n + 15 & -16; next += n; return next - n; }\n"
           "void *calloc(unsigned long n, unsigned long m) { return malloc(n * m); }\n"
           "void *realloc(void *p, unsigned long n) { return malloc(n); }\n")
add("needs-loader", "the loader itself is needed, and listed where it is first asked for",
    {"app/main": program("liba.so libc.so.6 libb.so", rpath="/one",
                         calls={"libc.so.6": "puts@GLIBC_2.2.5"}),
     "one/liba.so": library("a", "libc.so.6"), "one/libb.so": library("b", "libd.so"),
     "one/libd.so": library("d"), "lib/x86_64-linux-gnu/libc.so.6": LIBC})
add("loader-without-libc", "a program that needs the loader, but no libc, has no malloc",
    {"app/main": program("liba.so ld-linux-x86-64.so.2 libb.so", rpath="/one"),
     "one/liba.so": A, "one/libb.so": B})
add("program-by-its-soname", "a library that needs the program's soname has it",
    {"app/main": program("liba.so", rpath="/one", soname="main"),
     "one/liba.so": library("a", "main")})

# Filters.
add("auxiliary-filter", "DT_AUXILIARY is loaded where it exists",
    {"app/main": program("liba.so libb.so", rpath="/one"),
     "one/liba.so": library("a", flags="-Wl,-f,libaux.so"), "one/libaux.so": library("aux"),
     "one/libb.so": library("b", flags="-Wl,-f,libgone.so")})
add("standard-filter", "DT_FILTER must exist",
    {"app/main": program("liba.so", rpath="/one"),
     "one/liba.so": library("a", flags="-Wl,-F,libgone.so")})

# Preloading.
add("preload", "LD_PRELOAD takes names and paths, split at spaces and colons",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "opt/libb.so": B,
     "lib/libd.so": library("d", "libe.so", runpath="/opt"), "opt/libe.so": library("e")},
    environment={"LD_PRELOAD": "/opt/libb.so libd.so:liba.so"})
add("preload-by-program", "a name of LD_PRELOAD is searched for as the program's own",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": A, "one/libb.so": B},
    environment={"LD_PRELOAD": "libb.so"})
add("preload-missing", "what LD_PRELOAD names and is missing is told of and passed over",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A,
     "opt/libc1.so": library("c1", flags="-m32"), "opt/libd.so": Text("text\n" * 40)},
    environment={"LD_PRELOAD": "libgone.so /opt/gone.so /opt/libc1.so /opt/libd.so"})
add("preload-missing-needed", "what is missing, preloaded or not, is missing",
    {"app/main": program("libgone.so liba.so", runpath="/one"), "one/liba.so": A},
    environment={"LD_PRELOAD": "libgone.so"})
add("preload-needs-missing", "what a preloaded library needs must be there",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A,
     "opt/libb.so": library("b", "libgone.so")},
    environment={"LD_PRELOAD": "/opt/libb.so"})
add("preload-file", "/etc/ld.so.preload holds names as LD_PRELOAD does, after it",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "opt/libb.so": B,
     "lib/libd.so": library("d"), "opt/libe.so": library("e"),
     "etc/ld.so.preload": Text("# ours\n/opt/libb.so libd.so\n/opt/gone.so\n")},
    environment={"LD_PRELOAD": "/opt/libe.so"})

# Versions.
add("version-missing", "a version that the library does not define is fatal",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1 two@V2"}),
     "one/liba.so": library("a", defines="one@V1 two@V1")})
add("version-missing-weak", "a version that is missing and weakly needed is not",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "weak:two@V2"},
                         alter=weak_versions),
     "one/liba.so": library("a", defines="one@V1")})
add("version-missing-weak-symbol", "a weak symbol does not make its version weak",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "weak:two@V2"}),
     "one/liba.so": library("a", defines="one@V1")})
add("version-none-defined", "a library without any versions is taken for every version",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1 two@V2"}),
     "one/liba.so": library("a", defines="one two")})
add("version-missing-deep", "a version that a library needs of another one",
    {"app/main": program("libmid.so", rpath="/one"),
     "one/libmid.so": library("mid", "liba.so libb.so",
                              calls={"liba.so": "one@V2 two@V3", "libb.so": "three@V9"}),
     "one/liba.so": library("a", defines="one@V1 two@V1"),
     "one/libb.so": library("b", defines="three@V1")})
add("version-of-preloaded", "versions are looked for in what was loaded under the name needed",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1"}),
     "one/liba.so": library("a", defines="one@V1"),
     "two/liba.so": library("a", defines="two@V2")},
    environment={"LD_PRELOAD": "/two/liba.so"})
add("version-none-defined-but-needed", "a library that only needs versions serves as well",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1"},
                         flags="-Wl,-z,now"),
     "one/liba.so": library("a", "libb.so", defines="one", calls={"libb.so": "b@B1"}),
     "one/libb.so": library("b", defines="b@B1")})
add("version-none-defined-now", "binding all at once, such a library ends the loader",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1"},
                         flags="-Wl,-z,now"),
     "one/liba.so": library("a", defines="one")})
add("version-not-loaded", "versions needed of a library that nothing loads end the loader",
    {"app/main": program("libb.so liba.so", rpath="/one", calls={"liba.so": "one@V1"},
                         alter=forget_needed), "one/libb.so": B})

# Symbols.
add("symbol-missing", "a function that nobody defines ends the program when it is called",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "a gone"}), "one/liba.so": A})
add("symbol-missing-now", "a function that nobody defines ends a program that binds all at once",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "a gone"},
                         flags="-Wl,-z,now"), "one/liba.so": A})
add("symbol-missing-env", "LD_BIND_NOW binds all at once",
    {"app/main": program("libmid.so", rpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so", calls={"liba.so": "a gone"})},
    environment={"LD_BIND_NOW": "1"})
add("symbol-missing-never-called", "a function that nobody defines or calls is no trouble",
    {"app/main": program("libmid.so", rpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so", calls={"liba.so": "a gone"})})
add("symbol-missing-data", "a variable that nobody defines ends every program",
    {"app/main": program("libmid.so", rpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so", calls={"liba.so": "data:gone"})})
add("symbol-missing-weak", "a weak symbol that nobody defines is no trouble",
    {"app/main": program("liba.so", rpath="/one", flags="-Wl,-z,now",
                         calls={"liba.so": "weak:gone"}), "one/liba.so": A})
add("symbol-version-missing", "a symbol of a version that the library has, but not of this symbol",
    {"app/main": program("liba.so", rpath="/one", flags="-Wl,-z,now",
                         calls={"liba.so": "one@V1 two@V2"}),
     "one/liba.so": library("a", defines="one@V1 two@V1 three@V2")})
add("symbol-from-sibling", "a symbol may come from any library of the program",
    {"app/main": program("liba.so libb.so", rpath="/one", flags="-Wl,-z,now",
                         calls={"liba.so": "b"}), "one/liba.so": A, "one/libb.so": B})

# Secure programs.
add("secure-library-path", "a setuid program has no LD_LIBRARY_PATH",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "two/liba.so": A},
    environment={"LD_LIBRARY_PATH": "/two"}, secure=True)
add("secure-origin", "a setuid program's $ORIGIN has no value outside default directories",
    {"app/main": program("liba.so libb.so", runpath="$ORIGIN:/two:/x$ORIGIN"), "app/liba.so": A,
     "two/liba.so": A, "x/app/libb.so": B},
    secure=True)
add("secure-origin-trusted", "a setuid program's $ORIGIN has a value in default directories",
    {"usr/lib/app/main": program("liba.so libb.so libc1.so",
                                 runpath="$ORIGIN:/usr/lib/app/../own:$ORIGIN/../../../opt"),
     "usr/lib/app/liba.so": A, "usr/lib/own/libb.so": B, "opt/libc1.so": library("c1")},
    program="/usr/lib/app/main", secure=True)
add("secure-preload", "a setuid program preloads by plain names, and only what is setuid itself",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "lib/libb.so": B,
     "opt/libd.so": library("d")},
    environment={"LD_PRELOAD": "libb.so /opt/libd.so"}, secure=True)

# What the kernel refuses.
add("no-loader", "without its loader a program is told not to exist",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": A}, loader=False)
add("loader-of-other-class", "a loader of another class is refused by the kernel",
    {"app/main": program("liba.so", rpath="/one", interpreter="/lib/ld-linux.so.2"),
     "lib/ld-linux.so.2": library("loader", flags="-m32"), "one/liba.so": A}, loader=False)
add("loader-of-text", "a loader that is a text is refused by the kernel",
    {"app/main": program("liba.so", rpath="/one", interpreter="/lib/loader"),
     "lib/loader": Text("no loader at all\n" * 9, executable=True), "one/liba.so": A},
    loader=False)
add("loader-not-executable", "a loader needs the execute bit",
    {"app/main": program("liba.so", rpath="/one", interpreter="/lib/loader"),
     "lib/loader": library("loader", executable=False), "one/liba.so": A}, loader=False)
add("loader-of-other-machine", "a loader of another machine is refused by the kernel",
    {"app/main": program("liba.so", rpath="/one", interpreter="/lib/loader"),
     "lib/loader": aarch64("loader"), "one/liba.so": A}, loader=False)
add("loader-is-folder", "a loader that is a folder is refused by the kernel",
    {"app/main": program("liba.so", rpath="/one", interpreter="/lib"), "lib/liba.so": A},
    loader=False)
add("empty-program", "an empty program is refused by the kernel",
    {"app/main": Text("", executable=True)})
add("program-without-loader", "a program that names no loader starts without one",
    {"app/main": program("liba.so", rpath="/one", interpreter="")}, loader=False)
add("loader-by-link", "a loader may be a link",
    {"app/main": program("liba.so", rpath="/one", interpreter="/opt/loader"),
     "opt/loader": Link("../lib64/ld-linux-x86-64.so.2"), "one/liba.so": A})
add("not-executable", "a program needs the execute bit",
    {"app/main": program("liba.so", rpath="/one", executable=False), "one/liba.so": A})
add("other-machine", "a program of another machine is refused by the kernel",
    {"app/main": program("liba.so", rpath="/one", alter=set_byte(E_MACHINE, 183)),
     "one/liba.so": A})
add("script-without-interpreter", "a script whose interpreter is missing is told not to exist",
    {"app/main": Text("#!/bin/gone -x\n", executable=True)})
add("script", "a script runs as its interpreter does",
    {"app/main": Text("#!/bin/tool -x\n", executable=True),
     "bin/tool": program("libgone.so", runpath="/one")})
