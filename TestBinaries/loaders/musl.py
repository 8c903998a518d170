"""Situations for musl's loader: little roots, each of which shows one rule."""

import small_elf
from small_elf import cut, library, runpath_too, set_byte
from trees import Link, Situation, Text

E_TYPE, E_MACHINE = 16, 18
LOADER = "/lib/ld-musl-x86_64.so.1"
GLIBC_LOADER = "/lib64/ld-linux-x86-64.so.2"
PATH_FILE = "etc/ld-musl-x86_64.path"
SITUATIONS = []


def add(name, says, tree, **more):
    loader = more.pop("loader_path", LOADER)
    SITUATIONS.append(Situation("musl", name, says, loader, tree, **more))


def program(needs="", interpreter=LOADER, **more):
    return small_elf.program(needs, interpreter, **more)


LONG = "lib" + "a" * 300 + ".so"
A, B, C1 = library("a"), library("b"), library("c1")

# Which list is searched first.
add("library-path-before-rpath", "LD_LIBRARY_PATH comes before DT_RPATH",
    {"app/main": program("liba.so libb.so", rpath="/one"), "one/liba.so": A, "two/liba.so": A,
     "one/libb.so": B},
    environment={"LD_LIBRARY_PATH": "/two"})
add("library-path-before-runpath", "LD_LIBRARY_PATH comes before DT_RUNPATH",
    {"app/main": program("liba.so libb.so", runpath="/one"), "one/liba.so": A, "two/liba.so": A,
     "one/libb.so": B},
    environment={"LD_LIBRARY_PATH": "/two"})
add("rpath-two-levels", "DT_RPATH holds for libraries of libraries, too",
    {"app/main": program("libtop.so", rpath="/one"), "one/libtop.so": library("top", "libmid.so"),
     "one/libmid.so": library("mid", "liba.so"), "one/liba.so": A})
add("runpath-two-levels", "DT_RUNPATH holds for libraries of libraries, as DT_RPATH does",
    {"app/main": program("libtop.so", runpath="/one"),
     "one/libtop.so": library("top", "libmid.so"),
     "one/libmid.so": library("mid", "liba.so"), "one/liba.so": A})
add("rpath-and-runpath", "of both, DT_RUNPATH counts",
    {"app/main": program("liba.so libb.so", rpath="/one:/two", alter=runpath_too(len("/one:"))),
     "one/liba.so": A, "two/liba.so": A, "one/libb.so": B})
add("nearest-path-first", "of several run paths the nearest comes first, then who needed it",
    {"app/main": program("libtop.so", rpath="/one"),
     "one/libtop.so": library("top", "libmid.so", runpath="/two"),
     "two/libmid.so": library("mid", "liba.so libb.so libc1.so", rpath="/three"),
     "one/liba.so": A, "two/liba.so": A, "three/liba.so": A, "one/libb.so": B, "two/libb.so": B,
     "one/libc1.so": C1})
add("path-of-first-asker", "the run paths are those of whoever asked first",
    {"app/main": program("libtop.so libmid.so", runpath="/one"),
     "one/libtop.so": library("top", "libmid.so", runpath="/two"),
     "one/libmid.so": library("mid", "liba.so libb.so"),
     "two/liba.so": A, "one/libb.so": B})
add("library-path-elements", "LD_LIBRARY_PATH is split at : and line ends, not at ;",
    {"app/main": program("liba.so libb.so libc1.so libd.so"), "liba.so": A, "one/libb.so": B,
     "two/libc1.so": C1, "three/libd.so": library("d")},
    environment={"LD_LIBRARY_PATH": "::/one/\n/two:/three;/two:"})
add("library-path-tokens", "LD_LIBRARY_PATH has no tokens",
    {"app/main": program("liba.so"), "app/liba.so": A},
    environment={"LD_LIBRARY_PATH": "$ORIGIN"})
add("runpath-elements", "empty elements of a run path are passed over, and relative ones are not",
    {"app/main": program("liba.so libb.so libc1.so", runpath=":/two///::one:"), "liba.so": A,
     "two/libb.so": B, "one/libc1.so": C1})

# Default directories.
add("default-order", "without a path file, /lib, /usr/local/lib and /usr/lib",
    {"app/main": program("liba.so libb.so libc1.so libd.so"), "lib/liba.so": A,
     "usr/local/lib/liba.so": A, "usr/local/lib/libb.so": B, "usr/lib/libb.so": B,
     "usr/lib/libc1.so": C1, "lib/x86_64-linux-gnu/libd.so": library("d")})
add("path-file", "the path file takes the place of the default directories",
    {"app/main": program("liba.so libb.so libc1.so"), PATH_FILE: Text("/one\n/two:/three\n"),
     "two/liba.so": A, "three/libb.so": B, "lib/libc1.so": C1})
add("path-file-lines", "the path file is split at : and line ends, and at nothing else",
    {"app/main": program("liba.so libb.so libc1.so libd.so"),
     PATH_FILE: Text("\n\n# ours\n/one \n /two\n/three\r\n/four"), "one/liba.so": A,
     "two/libb.so": B, "three/libc1.so": C1, "four/libd.so": library("d")})
add("path-file-empty", "an empty path file leaves nowhere to search",
    {"app/main": program("liba.so"), PATH_FILE: Text(""), "lib/liba.so": A})
add("path-file-unreadable", "a path file that cannot be read leaves nowhere to search",
    {"app/main": program("liba.so"), PATH_FILE + "/readme": Text("\n"), "lib/liba.so": A})
add("path-file-dangling", "a path file that is a link to nowhere is none",
    {"app/main": program("liba.so"), PATH_FILE: Link("gone"), "lib/liba.so": A})
add("path-file-loop", "a path file that is a link to itself leaves nowhere to search",
    {"app/main": program("liba.so"), PATH_FILE: Link("ld-musl-x86_64.path"), "lib/liba.so": A})
add("path-file-empty-last", "the error told is the last of any search",
    {"app/main": program("liba.so libgone.so"), PATH_FILE: Text(""), "two/liba.so": A},
    environment={"LD_LIBRARY_PATH": "/one:/two"})
add("path-file-relative", "a directory of the path file may be relative",
    {"app/main": program("liba.so"), PATH_FILE: Text("one\n"), "one/liba.so": A})
add("loader-elsewhere", "the path file belongs to the place of the loader",
    {"app/main": program("liba.so libb.so", interpreter="/opt/musl/lib/ld-musl-x86_64.so.1"),
     "opt/musl/" + PATH_FILE: Text("/one\n"), PATH_FILE: Text("/two\n"), "one/liba.so": A,
     "two/liba.so": A, "two/libb.so": B},
    loader_path="/opt/musl/lib/ld-musl-x86_64.so.1")
add("loader-in-top-folder", "a loader in the top folder has its path file in /etc, too",
    {"app/main": program("liba.so", interpreter="/loader"), PATH_FILE: Text("/one\n"),
     "one/liba.so": A, "lib/liba.so": A},
    loader_path="/loader")
add("glibc-named-loader", "under the name of glibc's loader it is musl's all the same",
    {"app/main": program("libc.so.6 libm.so.6 libpthread.so.0 liba.so", GLIBC_LOADER),
     GLIBC_LOADER[1:]: Link("../lib/ld-musl-x86_64.so.1"), "lib64/liba.so": A,
     PATH_FILE: Text("/lib64\n")})
add("glibc-library-without-it", "a library for glibc needs names that musl's loader has not",
    {"app/main": program("liba.so"),
     "lib/liba.so": library("a", "libc.so.6 ld-linux-x86-64.so.2")})

# Names that the loader keeps to itself.
add("reserved-names", "names of musl's own parts are the loader itself, whatever lies there",
    {"app/main": program("libc.so libm.so.6 libpthread.so.0 librt.so.1 libdl.so.2 libutil.so.1 "
                         "libxnet.so libc.musl-x86_64.so.1 liba.so"), "lib/libm.so.6": A,
     "lib/liba.so": A})
add("names-not-reserved", "other names of glibc's parts are none of musl's",
    {"app/main": program("libresolv.so.2 libcrypt.so.1 libmvec.so.1 libnsl.so.1 libc-2.36.so "
                         "libanl.so.1")})
add("needs-loader", "the loader's own name is searched for, and the file found is the loader",
    {"app/main": program("liba.so ld-musl-x86_64.so.1 libb.so"), "lib/liba.so": A,
     "lib/libb.so": B})
add("needs-loader-missing", "the loader's own name is missing where nothing is searched for it",
    {"app/main": program("ld-musl-x86_64.so.1"), PATH_FILE: Text("/one\n")})

# $ORIGIN, the only token.
add("origin", "$ORIGIN is replaced, with braces or without",
    {"app/main": program("liba.so libb.so libc1.so", runpath="$ORIGIN/a:${ORIGIN}/b:/opt/x$ORIGIN"),
     "app/a/liba.so": A, "app/b/libb.so": B, "opt/x/app/libc1.so": C1})
add("other-tokens", "any other $ makes the whole run path void",
    {"app/main": program("libmid.so liba.so", rpath="/one:/opt/$LIB"), "one/liba.so": A,
     "lib/libmid.so": library("mid", "libb.so", runpath="/two"), "two/libb.so": B})
add("unknown-token-in-library", "a run path that is void lets those of its users count",
    {"app/main": program("libmid.so", runpath="/one"),
     "one/libmid.so": library("mid", "liba.so", runpath="/two:/$X"), "two/liba.so": A,
     "one/liba.so": A})
add("origin-then-letters", "$ORIGIN needs no end",
    {"app/main": program("liba.so libb.so", runpath="/$ORIGINAL:/one"), "one/libb.so": B,
     "appAL/liba.so": A})
add("origin-of-linked-folder", "$ORIGIN of a library is the folder it was found by, a link or not",
    {"app/main": program("libmid.so", rpath="/links"), "links": Link("deep/real"),
     "deep/real/libmid.so": library("mid", "liba.so libb.so", runpath="$ORIGIN/../sub:$ORIGIN"),
     "deep/sub/liba.so": A, "sub/libb.so": B})
add("origin-of-linked-program", "$ORIGIN of a program that is a link is where the program lies",
    {"app/main": program("liba.so", runpath="$ORIGIN/lib"), "bin/tool": Link("../app/main"),
     "app/lib/liba.so": A},
    called="/bin/tool")
add("origin-without-proc", "without /proc a run path with $ORIGIN is void",
    {"app/main": program("liba.so", runpath="$ORIGIN/lib"), "app/lib/liba.so": A}, proc=False)
add("needed-with-token", "a needed name has no tokens",
    {"app/main": program("$ORIGIN/liba.so"), "app/liba.so": A})

# Names, paths and files met again.
add("needed-with-slash", "a needed name with a slash is a path",
    {"app/main": program("/opt/liba.so sub/libb.so /opt/libgone.so"), "opt/liba.so": A,
     "sub/libb.so": B, "lib/libgone.so": C1})
add("same-file-two-names", "a file that is found by a second name is loaded once",
    {"app/main": program("liba.so libother.so libb.so", rpath="/one"), "one/liba.so": A,
     "one/libother.so": Link("liba.so"), "one/libb.so": library("b", "libother.so")})
add("hard-links", "a file that is found by a second hard link is loaded once",
    {"app/main": program("liba.so libother.so", rpath="/one"), "one/liba.so": A},
    hard_links=(("one/liba.so", "one/libother.so"),))
add("loaded-by-soname", "sonames mean nothing: a library answers to the name it was found by",
    {"app/main": program("libfirst.so libmid.so libgone.so.1", runpath="/one"),
     "one/libfirst.so": library("a", soname="liba.so.1"),
     "one/libmid.so": library("mid", "liba.so.1", runpath="/two"),
     "two/liba.so.1": library("a", soname="libgone.so.1")})
add("first-found-serves-all", "what was found for one object serves the others",
    {"app/main": program("liba.so libmid.so", runpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so libb.so", runpath="/two"), "two/liba.so": A,
     "two/libb.so": B})
add("path-then-name", "a library that was loaded by a path is no answer to its name",
    {"app/main": program("/one/liba.so libmid.so", runpath="/two"), "one/liba.so": A,
     "two/libmid.so": library("mid", "liba.so"), "two/liba.so": A})
add("path-then-same-file", "a file that was loaded by a path and is found by its name is one file",
    {"app/main": program("/one/liba.so liba.so libmid.so", runpath="/one"), "one/liba.so": A,
     "one/libmid.so": library("mid", "liba.so libgone.so")})
add("cycle", "libraries that need each other, or themselves, are loaded once",
    {"app/main": program("liba.so", rpath="/one"), "one/liba.so": library("a", "libb.so liba.so"),
     "one/libb.so": library("b", "libmid.so"), "one/libmid.so": library("mid", "liba.so")})
add("breadth-first", "libraries are loaded level by level, each of a level in the order needed",
    {"app/main": program("liba.so libb.so", rpath="/one"),
     "one/liba.so": library("a", "libd.so libc1.so"),
     "one/libb.so": library("b", "libe.so libd.so"),
     "one/libc1.so": library("c1", "libf.so"), "one/libd.so": library("d", "libe.so"),
     "one/libe.so": library("e"), "one/libf.so": library("f")})
add("second-libc", "a library that is a C library itself becomes the loader itself",
    {"app/main": program("libx.so libb.so", rpath="/one"),
     "one/libx.so": library("x", "libgone.so", defines="__libc_start_main data:stdin x"),
     "one/libb.so": library("b", "libx.so")})
add("half-a-libc", "a library with half of a C library's marks is loaded",
    {"app/main": program("libx.so", rpath="/one"),
     "one/libx.so": library("x", "libgone.so", defines="__libc_start_main x")})
add("filters", "filters mean nothing",
    {"app/main": program("liba.so", rpath="/one"),
     "one/liba.so": library("a", flags="-Wl,-F,libgone.so")})
add("nodeflib", "DF_1_NODEFLIB means nothing",
    {"app/main": program("liba.so", flags="-Wl,-z,nodefaultlib"), "lib/liba.so": A})
add("hwcaps", "glibc-hwcaps directories mean nothing",
    {"app/main": program("liba.so libb.so"), "lib/liba.so": A,
     "lib/glibc-hwcaps/x86-64-v2/liba.so": A, "lib/glibc-hwcaps/x86-64-v2/libb.so": B})

# What is missing, and what is no library.
add("missing-several", "every library that is missing is told of, level by level",
    {"app/main": program("libtop.so libgone1.so", rpath="/one"),
     "one/libtop.so": library("top", "libgone2.so libmid.so libgone1.so"),
     "one/libmid.so": library("mid", "libgone3.so libgone2.so liba.so"), "one/liba.so": A})
add("wrong-class-first", "a library of another class ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": library("a", flags="-m32"), "two/liba.so": A})
add("wrong-machine-first", "a library of another machine is taken for one of this machine",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": library("a", alter=set_byte(E_MACHINE, 183)), "two/liba.so": A})
add("text-library", "a text file of that name ends the search",
    {"app/main": program("liba.so libb.so", runpath="/one:/two"),
     "one/liba.so": Text("INPUT(/two/liba.so), as linkers, not loaders, read\n" * 20),
     "two/liba.so": A, "two/libb.so": B})
add("empty-library", "an empty file of that name ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Text(""),
     "two/liba.so": A})
add("truncated-library", "a library that ends inside its program headers ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": library("a", alter=cut(100)), "two/liba.so": A})
add("folder-as-library", "a folder of that name ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so/readme": Text("\n"),
     "two/liba.so": A})
add("dangling-link", "a link that leads nowhere is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Link("gone"),
     "two/liba.so": A})
add("long-name", "a name too long for any file is as good as missing",
    {"app/main": program(f"{LONG} liba.so", runpath="/one:/two"), "one/liba.so": A})
add("link-loop", "a link to itself ends the search",
    {"app/main": program("liba.so", runpath="/one:/two"), "one/liba.so": Link("liba.so"),
     "two/liba.so": A})
add("file-as-folder", "a file in a directory's place is passed over",
    {"app/main": program("liba.so", runpath="/one:/two"), "one": Text("\n"), "two/liba.so": A})
add("relocatable-library", "an object file is no library",
    {"app/main": program("liba.so", runpath="/one:/two"),
     "one/liba.so": library("a", alter=set_byte(E_TYPE, 1)), "two/liba.so": A})
add("executable-library", "a program is as good as a library",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": program("libb.so"),
     "lib/libb.so": B})

# Preloading.
add("preload", "LD_PRELOAD takes names and paths, split at spaces and colons",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "opt/libb.so": B,
     "lib/libd.so": library("d", "libe.so", runpath="/opt"), "opt/libe.so": library("e")},
    environment={"LD_PRELOAD": "/opt/libb.so libd.so:liba.so"})
add("preload-missing", "what LD_PRELOAD names and is missing is passed over in silence",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "one/libb.so": B},
    environment={"LD_PRELOAD": "libgone.so /opt/gone.so libb.so"})
add("preload-missing-needed", "what is missing, preloaded or not, is missing",
    {"app/main": program("libgone.so liba.so", runpath="/one"), "one/liba.so": A},
    environment={"LD_PRELOAD": "libgone.so"})
add("preload-file", "/etc/ld.so.preload means nothing",
    {"app/main": program("liba.so", runpath="/one"), "one/liba.so": A, "opt/libb.so": B,
     "etc/ld.so.preload": Text("/opt/libb.so\n")})

# Versions and symbols.
add("version-missing", "versions mean nothing",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "one@V1 two@V2"}),
     "one/liba.so": library("a", defines="one@V1 two@V1")})
add("symbol-missing", "a function that nobody defines ends the program before it starts",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "a gone1 gone2"}),
     "one/liba.so": A})
add("symbol-missing-several", "symbols that nobody defines are told of, object by object",
    {"app/main": program("libmid.so libb.so", rpath="/one", calls={"libb.so": "b gone1"}),
     "one/liba.so": A, "one/libb.so": B,
     "one/libmid.so": library("mid", "liba.so", calls={"liba.so": "a gone2 data:gone3"})})
add("symbol-missing-weak", "a weak symbol that nobody defines is no trouble",
    {"app/main": program("liba.so", rpath="/one", calls={"liba.so": "weak:gone"}),
     "one/liba.so": A})
add("symbol-and-library-missing", "with libraries missing, symbols are told of, too",
    {"app/main": program("libgone.so liba.so", rpath="/one",
                         calls={"libgone.so": "gone", "liba.so": "a"}), "one/liba.so": A})
add("symbol-of-libc", "the loader itself defines what a C library does, if it is asked for or not",
    {"app/main": program("libm.so.6 libc.so.6", rpath="/one",
                         calls={"libc.so.6": "getpid@GLIBC_2.2.5 weak:backtrace@GLIBC_2.2.5"}),
     "one/liba.so": A})
add("symbol-of-glibc", "what only glibc defines is missing",
    {"app/main": program("libc.so.6", calls={"libc.so.6": "__res_init@GLIBC_2.2.5"})})

# Secure programs.
add("secure-library-path", "a setuid program has neither LD_LIBRARY_PATH nor LD_PRELOAD",
    {"app/main": program("liba.so libb.so", runpath="/one"), "one/liba.so": A, "two/liba.so": A,
     "two/libb.so": B, "two/libc1.so": C1},
    environment={"LD_LIBRARY_PATH": "/two", "LD_PRELOAD": "/two/libc1.so"}, secure=True)
add("secure-origin", "a setuid program's run path with $ORIGIN is void",
    {"usr/bin/main": program("libmid.so liba.so", runpath="/one:$ORIGIN/../lib/own"),
     "usr/lib/own/liba.so": A, "one/liba.so": A,
     "lib/libmid.so": library("mid", "libb.so", runpath="$ORIGIN/sub"), "lib/sub/libb.so": B},
    program="/usr/bin/main", secure=True)

# What the kernel refuses.
add("no-loader", "without its loader a program is told not to exist",
    {"app/main": program("liba.so"), "lib/liba.so": A}, loader=False)
