"""The programs that `run_truth.py` starts: how each is made, with what lies beside it in a root.

A case is a function that fills a folder, which is laid over a root. Folders that roots link to each
other (`/lib`, `/lib64`) stay out of it.
"""

import os
import shutil
import subprocess

import elf_parts
import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "sources/tree")
# Of `bin/`: programs for this machine, and some for others.
BUNDLED = """
    c-allocator-amd64 c-gnu2.17-amd64 c-gnu2.39-amd64 c-hello-debug-amd64 c-hello-dynamic-386
    c-hello-dynamic-amd64 c-hello-gnuhash-nosections-amd64 c-hello-gold-amd64 c-hello-lld-amd64
    c-hello-pie-amd64 c-hello-pie-arm64 c-hello-pie-s390x c-hello-relr-amd64 c-hello-rpath-amd64
    c-hello-runpath-amd64 c-hello-sysvhash-amd64 c-hello-sysvhash-nosections-amd64
    c-hello-zig-amd64p32 c-musl-dynamic-amd64 c-musl-pie-amd64 c-musl-static-amd64
    c-musl-static-pie-amd64 c-oldapi-amd64 c-packed-amd64 c-useversions-amd64
    cgo-dynamic-amd64-go1.19 cgo-dynamic-amd64-go1.27 cgo-gnu2.17-amd64-go1.27
    cgo-gnu2.39-amd64-go1.27 cgo-musl-amd64-go1.19 cgo-musl-amd64-go1.27
    cgo-musl-static-amd64-go1.27 cgo-musl-static-pie-amd64-go1.24 cgo-pie-amd64-go1.27
    cgo-pie-relr-amd64-go1.24 cgo-runpath-amd64-go1.27 cgo-static-amd64-go1.27
    cgo-static-pie-amd64-go1.27 netuser-cgo-amd64-go1.22 netuser-nocgo-amd64-go1.22
    plugin-asan-amd64-go1.19 runtimecgo-internal-amd64-go1.27 runtimecgo-runpath-amd64-go1.19
    tiny-msan-amd64-go1.19 tiny-pie-amd64-go1.15 tiny-pie-amd64-go1.27 tiny-static-386-go1.15
    tiny-static-amd64-go1.27 tiny-static-arm64-go1.27 tiny-static-nosections-amd64-go1.27
    tiny-static-s390x-go1.27 macho-hello-amd64""".split()
CASES = {}


def case(function):
    """Adds a case by its function's name."""
    CASES[function.__name__.replace("_", "-")] = function
    return function


class Case:
    """A case in the making."""

    def __init__(self, name, folder):
        self.name, self.folder = name, os.path.join(folder, name)
        self.aside = os.path.join(folder, name + ".aside")
        self.path = "/usr/local/bin/" + name
        self.env, self.secure = {}, False

    def at(self, path):
        """The machine's path of one of the case."""
        whole = os.path.join(self.folder, path.lstrip("/"))
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        return whole

    def compile(self, out, source, *flags, cc="gcc"):
        """Runs a compiler."""
        # At the end, so that libraries among the flags come after what needs them.
        subprocess.run([cc, "-w", "-o", out, os.path.join(SOURCES, source), *flags], check=True)
        return out

    def program(self, *flags, source="start.c", cc="gcc", path=None, bare=True):
        """Builds the program; libraries are among the flags.

        A bare one asks for nothing that a C library of today has but one of 2012 lacks.
        """
        if bare and source == "start.c":
            flags += ("-DBARE", "-nostartfiles")
        return self.compile(self.at(path or self.path), source, "-Wl,--no-as-needed",
                            "-Wl,--unresolved-symbols=ignore-in-shared-libs", *flags, cc=cc)

    def library(self, path, *flags, function=None, calls=None, soname=None, aside=False,
                source="library.c", cc="gcc"):
        """Builds a library that needs no other but those among the flags.

        Its function is called as the file is: `a` in `liba.so`. What lies aside is linked with,
        and then missing.
        """
        name = os.path.basename(path)
        out = os.path.join(self.aside, name) if aside else self.at(path)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        function = function or name.removeprefix("lib").split(".")[0]
        words = [f"-DFUNCTION={function}"] + [f"-DCALLS={calls}"] * bool(calls)
        if soname != "":
            words.append("-Wl,-soname," + (soname or name))
        return self.compile(out, source, "-shared", "-fPIC", "-nostdlib", "-Wl,--no-as-needed",
                            *words, *flags, cc=cc)

    def versioned(self, path, *versions, **options):
        """A library with a symbol in each (version, symbol)."""
        script = os.path.join(self.aside, "versions.map")
        os.makedirs(self.aside, exist_ok=True)
        with open(script, "w", encoding="utf-8") as file:
            file.writelines(f"{version} {{ {symbol}; }};\n" for version, symbol in versions)
        return self.library(path, "-Wl,--version-script=" + script, function=versions[0][1],
                            **options)

    def write(self, path, text, mode=0o644):
        """Writes a text file."""
        with open(self.at(path), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.at(path), mode)

    def link(self, target, path):
        """Makes a link."""
        os.symlink(target, self.at(path))

    def edit(self, path=None):
        """A file of the case, to be changed."""
        return elf_parts.Elf(self.at(path or self.path))

    def patch(self, path, offset, value):
        """Changes one byte of a file."""
        with open(self.at(path), "r+b") as file:
            file.seek(offset)
            file.write(bytes([value]))


def make(name, folder):
    """Makes a case."""
    made = Case(name, folder)
    for old in (made.folder, made.aside):
        shutil.rmtree(old, ignore_errors=True)
    os.makedirs(made.folder)
    if name in BUNDLED:
        shutil.copy(os.path.join(HERE, "bin", name), made.at(made.path))
    else:
        CASES[name](made)
    if made.secure:
        os.chmod(made.at(made.path), 0o4755)
    return made


OLD, NEW = "-Wl,--disable-new-dtags", "-Wl,--enable-new-dtags"


def search(path, kind=NEW):
    """The flags for a run path."""
    return "-Wl,-rpath," + path, kind


# How it is linked.

@case
def static(it):
    it.program("-static", bare=False)


@case
def static_pie(it):
    it.program("-static-pie", bare=False)


@case
def dynamic(it):
    it.program("-no-pie", bare=False)


@case
def pie(it):
    it.program("-pie", bare=False)


@case
def bare(it):
    it.program("-no-pie")


@case
def bare_pie(it):
    it.program("-pie")


@case
def relr(it):
    it.program("-Wl,-z,pack-relative-relocs", bare=False)


@case
def musl(it):
    it.program(cc="musl-gcc", bare=False)


@case
def musl_place(it):
    it.program(it.library("libplace.so", aside=True), "-DCALLS=place", cc="musl-gcc")


@case
def place(it):
    it.program(it.library("libplace.so", aside=True), "-DCALLS=place")


@case
def place_now(it):
    it.program(it.library("libplace.so", aside=True), "-DCALLS=place", "-Wl,-z,now")


@case
def other_libraries(it):
    """What the C library used to be made of."""
    it.program("-l:libm.so.6", "-l:libdl.so.2", "-l:libpthread.so.0", "-l:librt.so.1",
               "-l:libutil.so.1")


@case
def resolver(it):
    it.program("-lresolv")


@case
def loader_needed(it):
    it.program("-Wl,--no-as-needed", "-l:ld-linux-x86-64.so.2")


@case
def cpp(it):
    """Needs libraries that come with a compiler."""
    it.program("-l:libstdc++.so.6", "-l:libgcc_s.so.1")


# Where libraries are looked for.

def chain(it, program, first=(), cc="gcc"):
    """A program that needs liba, which needs libb: each in a folder of its own."""
    second = it.library("/opt/b/libb.so")
    one = it.library("/opt/a/liba.so", second, *first, calls="b")
    it.program(one, "-DCALLS=a", *program, cc=cc)


@case
def rpath(it):
    chain(it, search("/opt/nowhere:/opt/a:/opt/b", OLD))


@case
def runpath(it):
    """Not inherited by glibc."""
    chain(it, search("/opt/a:/opt/b"))


@case
def runpath_each(it):
    chain(it, search("/opt/a"), search("/opt/b"))


@case
def rpath_then_runpath(it):
    """The program's RPATH is of no use to a library that has a RUNPATH."""
    chain(it, search("/opt/a:/opt/b", OLD), search("/opt/nowhere"))


@case
def runpath_then_rpath(it):
    chain(it, search("/opt/a"), search("/opt/b", OLD))


@case
def rpath_of_library(it):
    """A library's RPATH helps what it needs, not what is beside it."""
    other = it.library("/opt/b/libother.so")
    second = it.library("/opt/b/libb.so")
    first = it.library("/opt/a/liba.so", second, *search("/opt/b", OLD), calls="b")
    it.program(first, other, "-DCALLS=a", *search("/opt/a"))


@case
def rpath_through_runpath(it):
    """Three deep: the program's RPATH passes a library with a RUNPATH."""
    third = it.library("/opt/a/libthird.so")
    second = it.library("/opt/a/libsecond.so", third, calls="third")
    first = it.library("/opt/a/libfirst.so", second, *search("/opt/a"), calls="second")
    it.program(first, "-DCALLS=first", *search("/opt/a", OLD))


@case
def rpath_and_runpath(it):
    """Both on one file: the RPATH is passed over."""
    library = it.library("/opt/a/liba.so")
    it.program(library, "-DCALLS=a", *search("/opt/nowhere:/opt/a", OLD))
    elf = it.edit()
    rpath_entry = next(entry for entry in elf.dynamic() if entry[1] == elf_parts.DT_RPATH)
    debug_entry = next(entry for entry in elf.dynamic() if entry[1] == elf_parts.DT_DEBUG)
    # The tail of the string that is there already is the other one.
    elf.set_dynamic(rpath_entry[0], elf_parts.DT_RPATH, rpath_entry[2] + len("/opt/nowhere:"))
    elf.set_dynamic(debug_entry[0], elf_parts.DT_RUNPATH, rpath_entry[2] + len("/opt/nowhere:/"))
    elf.save()
    # So the RPATH is /opt/a and the RUNPATH opt/a, from the working directory on: both would do.
    it.write("/opt/which", "RUNPATH\n")


@case
def origin(it):
    it.program(it.library("/usr/local/lib/app/liba.so"), "-DCALLS=a",
               *search("$ORIGIN/../lib/app"))


@case
def origin_braces(it):
    it.program(it.library("/usr/local/lib/app/liba.so"), "-DCALLS=a",
               *search("${ORIGIN}/../lib/app", OLD))


@case
def origin_through_link(it):
    """The program is a link to the real one: the kernel says where that lies."""
    it.program(it.library("/opt/app/lib/liba.so"), "-DCALLS=a", *search("$ORIGIN/../lib"),
               path="/opt/app/bin/real")
    it.link("../../../opt/app/bin/real", it.path)


@case
def origin_of_library_through_link(it):
    """A library's $ORIGIN is where it was found, links or not."""
    second = it.library("/opt/real/libb.so")
    it.library("/opt/real/liba.so", second, *search("$ORIGIN"), calls="b")
    it.link("../real/liba.so", "/opt/links/liba.so")
    it.program(it.at("/opt/real/liba.so"), "-DCALLS=a", *search("/opt/links"))


@case
def origin_of_library_folder_link(it):
    second = it.library("/opt/real/libb.so")
    it.library("/opt/real/liba.so", second, *search("$ORIGIN"), calls="b")
    it.link("real", "/opt/links")
    it.program(it.at("/opt/real/liba.so"), "-DCALLS=a", *search("/opt/links"))


@case
def lib_token(it):
    it.library("/opt/lib64/liba.so")
    it.program(it.library("/opt/lib/x86_64-linux-gnu/liba.so"), "-DCALLS=a", *search("/opt/$LIB"))


@case
def platform_token(it):
    it.library("/opt/x86_64/liba.so")
    it.program(it.library("/opt/haswell/liba.so"), "-DCALLS=a", *search("/opt/$PLATFORM"))


@case
def unknown_token(it):
    it.program(it.library("/opt/a/liba.so"), "-DCALLS=a", *search("/opt/$OTHER:/opt/a"))


@case
def token_with_tail(it):
    """Not `$ORIGIN`, but a longer name; a folder may be called so."""
    it.program(it.library("/opt/$ORIGINAL/liba.so"), "-DCALLS=a", *search("/opt/$ORIGINAL"))


@case
def empty_element(it):
    """An empty element is the working directory."""
    it.program(it.library("/liba.so"), "-DCALLS=a", *search("/opt/nowhere:"))


@case
def relative_element(it):
    it.program(it.library("/opt/a/liba.so"), "-DCALLS=a", *search("opt/a"))


@case
def slashes(it):
    """Folders that could be written shorter."""
    it.program(it.library("/opt/a/liba.so"), "-DCALLS=a", *search("//opt/./b/..//a/"))
    os.makedirs(it.at("/opt/b"))


@case
def through_nothing(it):
    """A folder that is named on the way, and left by `..`, must be there."""
    it.program(it.library("/opt/a/liba.so"), "-DCALLS=a", *search("/opt/b/../a"))


@case
def hwcaps_in_rpath(it):
    it.program(it.library("/opt/a/glibc-hwcaps/x86-64-v2/liba.so"), "-DCALLS=a",
               *search("/opt/a"))


@case
def hwcaps_best(it):
    """The best that this machine has comes first; both would do."""
    it.library("/opt/a/glibc-hwcaps/x86-64-v2/liba.so")
    it.library("/opt/a/liba.so")
    it.program(it.library("/opt/a/glibc-hwcaps/x86-64-v3/liba.so"), "-DCALLS=a",
               *search("/opt/a"))


@case
def hwcaps_unknown(it):
    it.program(it.library("/opt/a/glibc-hwcaps/x86-64-v9/liba.so"), "-DCALLS=a",
               *search("/opt/a"))


@case
def hwcaps_in_library_path(it):
    it.program(it.library("/opt/b/glibc-hwcaps/x86-64-v2/liba.so"), "-DCALLS=a")
    it.env = {"LD_LIBRARY_PATH": "/opt/b"}


@case
def hwcaps_old(it):
    """Folders of this kind were looked into up to glibc 2.36."""
    it.program(it.library("/opt/a/haswell/liba.so"), "-DCALLS=a", *search("/opt/a"))


@case
def hwcaps_old_tls(it):
    it.program(it.library("/opt/a/tls/x86_64/liba.so"), "-DCALLS=a", *search("/opt/a"))


@case
def hwcaps_old_platform(it):
    it.program(it.library("/opt/a/x86_64/liba.so"), "-DCALLS=a", *search("/opt/a"))


@case
def nodeflib(it):
    it.program(it.library("libplace.so", aside=True), "-Wl,-z,nodefaultlib")


@case
def nodeflib_runpath(it):
    it.program("-Wl,-z,nodefaultlib", *search("/lib/x86_64-linux-gnu"))


@case
def nodeflib_library(it):
    """Only the library that has the flag goes without the default folders."""
    first = it.library("/opt/a/liba.so", it.library("libplace.so", aside=True),
                       "-Wl,-z,nodefaultlib", calls="place")
    it.program(first, "-DCALLS=a", *search("/opt/a"))


@case
def missing(it):
    it.program(it.library("liba.so.1", aside=True), "-DCALLS=a")


@case
def missing_two(it):
    it.program(it.library("liba.so.1", aside=True), it.library("libb.so.1", aside=True))


@case
def missing_second(it):
    chain(it, search("/opt/a"))


@case
def missing_third(it):
    third = it.library("libthird.so", aside=True)
    second = it.library("/opt/a/libsecond.so", third, calls="third")
    first = it.library("/opt/a/libfirst.so", second, calls="second")
    it.program(first, "-DCALLS=first", *search("/opt/a", OLD))


@case
def slash(it):
    """A needed name with a slash is a path."""
    it.program(it.library("/opt/a/liba.so", soname="/opt/a/liba.so"), "-DCALLS=a")


@case
def slash_relative(it):
    it.program(it.library("/opt/a/liba.so", soname="opt/a/liba.so"), "-DCALLS=a")


@case
def slash_origin(it):
    it.program(it.library("/usr/local/lib/liba.so", soname="$ORIGIN/../lib/liba.so"), "-DCALLS=a")


@case
def slash_missing(it):
    it.program(it.library("liba.so", soname="/opt/a/liba.so", aside=True), "-DCALLS=a")


@case
def cycle(it):
    stub = it.library("libb.so", aside=True)
    first = it.library("/opt/a/liba.so", stub)
    it.library("/opt/a/libb.so", first)
    it.program(first, "-DCALLS=a", *search("/opt/a", OLD))


@case
def needs_itself(it):
    stub = it.library("liba.so", aside=True)
    it.library("/opt/a/liba.so", stub, function="other")
    it.program(it.library("/opt/a/liba.so", stub), "-DCALLS=a", *search("/opt/a", OLD))


@case
def two_names(it):
    """Two names that lead to one file are one library."""
    first = it.library("/opt/a/liba.so")
    it.link("liba.so", "/opt/a/libb.so")
    it.program(first, it.library("libb.so", aside=True), "-DCALLS=a", *search("/opt/a"))


@case
def soname_of_loaded(it):
    """A name that no file has, but a library that is loaded already."""
    first = it.library("/opt/a/libfile.so", soname="libinside.so", function="a")
    second = it.library("/opt/a/libb.so", first)
    stub = it.library("libfile.so", aside=True, function="a")
    it.program(stub, second, "-DCALLS=a", *search("/opt/a"))


@case
def library_path(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/nowhere"))
    it.env = {"LD_LIBRARY_PATH": "/opt/nowhere:/opt/b"}


@case
def library_path_against_rpath(it):
    it.library("/opt/a/liba.so")
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a", OLD))
    it.env = {"LD_LIBRARY_PATH": "/opt/b"}


@case
def library_path_semicolon(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a")
    it.env = {"LD_LIBRARY_PATH": "/opt/nowhere;/opt/b"}


@case
def library_path_empty_element(it):
    it.program(it.library("/liba.so"), "-DCALLS=a")
    it.env = {"LD_LIBRARY_PATH": "/opt/nowhere:"}


@case
def library_path_empty(it):
    it.program(it.library("/liba.so"), "-DCALLS=a")
    it.env = {"LD_LIBRARY_PATH": ""}


@case
def library_path_origin(it):
    it.program(it.library("/usr/local/lib/liba.so"), "-DCALLS=a")
    it.env = {"LD_LIBRARY_PATH": "$ORIGIN/../lib"}


@case
def preload(it):
    it.library("/opt/b/libbefore.so")
    it.program("-pie")
    it.env = {"LD_PRELOAD": "/opt/b/libbefore.so"}


@case
def preload_missing(it):
    it.program("-pie")
    it.env = {"LD_PRELOAD": "libgone.so:/opt/b/libgone.so"}


@case
def preload_gives_symbol(it):
    it.library("/opt/b/libbefore.so", function="a")
    it.library("/opt/a/liba.so", function="other")
    it.program(it.library("liba.so", aside=True), "-DCALLS=a", "-Wl,-z,now", *search("/opt/a"))
    it.env = {"LD_PRELOAD": "libbefore.so", "LD_LIBRARY_PATH": "/opt/b"}


@case
def preload_needs_missing(it):
    it.library("/opt/b/libbefore.so", it.library("libgone.so", aside=True))
    it.program("-pie")
    it.env = {"LD_PRELOAD": "/opt/b/libbefore.so"}


@case
def filter_library(it):
    it.library("/opt/b/libb.so")
    it.program(it.library("/opt/a/liba.so", "-Wl,-F,libb.so", *search("/opt/b")), "-DCALLS=a",
               *search("/opt/a"))


@case
def auxiliary_missing(it):
    it.program(it.library("/opt/a/liba.so", "-Wl,-f,libgone.so"), "-DCALLS=a", *search("/opt/a"))


@case
def secure_library_path(it):
    """Set-user-ID, and started by another."""
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a")
    it.env, it.secure = {"LD_LIBRARY_PATH": "/opt/b"}, True


@case
def secure_origin(it):
    it.program(it.library("/usr/local/lib/liba.so"), "-DCALLS=a", *search("$ORIGIN/../lib"))
    it.secure = True


@case
def secure_rpath(it):
    chain(it, search("/opt/a:/opt/b", OLD))
    it.secure = True


@case
def secure_preload(it):
    it.library("/opt/b/libbefore.so")
    it.program("-pie")
    it.env, it.secure = {"LD_PRELOAD": "/opt/b/libbefore.so"}, True


# Libraries that are no such thing.

def spoiled(it, change, cc="gcc"):
    """A program with a library in `/opt/a` that is changed after linking."""
    library = it.library("/opt/a/liba.so", cc=cc)
    it.program(library, "-DCALLS=a", *search("/opt/a"))
    change(library)
    return library


def byte(offset, value):
    """Changes one byte."""
    def change(path):
        with open(path, "r+b") as file:
            file.seek(offset)
            file.write(bytes([value]))
    return change


SPOILED = {
    "library-magic": byte(0, 0),
    "library-class": byte(4, 1),
    "library-class-unknown": byte(4, 7),
    "library-byte-order": byte(5, 2),
    "library-ident-version": byte(6, 2),
    "library-os-abi": byte(7, 9),
    "library-os-abi-gnu": byte(7, 3),
    "library-abi-version": byte(8, 9),
    "library-padding": byte(9, 1),
    "library-relocatable": byte(16, 1),
    "library-executable": byte(16, 2),
    "library-machine": byte(18, 183),
    "library-version": byte(20, 2),
    "library-header-size": byte(54, 32),
    "library-alignment": lambda path: elf_parts.align(path, 3),
    "library-alignment-small": lambda path: elf_parts.align(path, 0x800),
    "library-alignment-large": lambda path: elf_parts.align(path, 0x10000),
    "library-empty": lambda path: os.truncate(path, 0),
    "library-cut": lambda path: os.truncate(path, 63),
    "library-cut-late": lambda path: os.truncate(path, 70),
}
for _name, _change in SPOILED.items():
    CASES[_name] = lambda it, change=_change: spoiled(it, change)


@case
def library_386(it):
    spoiled(it, os.remove)
    it.library("/opt/a/liba.so", cc="i686-linux-gnu-gcc")


@case
def library_386_first(it):
    it.library("/opt/a/liba.so", cc="i686-linux-gnu-gcc")
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))


@case
def library_arm64_first(it):
    it.library("/opt/a/liba.so", cc="aarch64-linux-gnu-gcc")
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))


@case
def library_text(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))
    it.write("/opt/a/liba.so", "INPUT(liba.so.1)\n" * 9)


@case
def library_folder(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))
    os.makedirs(it.at("/opt/a/liba.so"))


@case
def library_dangling(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))
    it.link("nowhere", "/opt/a/liba.so")


@case
def library_loop(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))
    it.link("liba.so", "/opt/a/liba.so")


@case
def folder_is_file(it):
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"))
    it.write("/opt/a", "no folder\n")


@case
def library_is_program(it):
    it.program(it.library("liba.so", aside=True), "-DCALLS=a", *search("/opt/a"))
    it.program("-pie", path="/opt/a/liba.so")


# Versions.

def renamed(it, new, weak=False):
    """A program that asks for another version than there was when it was linked."""
    it.program("-pie", bare=False)
    elf = it.edit()
    elf.rename_version("GLIBC_2.34", new)
    if weak:
        elf.weaken_version(new)
    elf.save()


@case
def version_future(it):
    renamed(it, "GLIBC_2.99")


@case
def version_future_weak(it):
    """The version may be missing, but no symbol has it."""
    renamed(it, "GLIBC_2.99", weak=True)


@case
def version_without_symbol(it):
    """GLIBC_2.38 is there in later releases, but has no __libc_start_main."""
    renamed(it, "GLIBC_2.38")


def libc_symbol(it, version, symbol, *flags):
    """A program that needs one symbol of the C library, of any version."""
    stub = it.versioned("libc.so.6", (version, symbol), aside=True)
    it.program(stub, "-nostdlib", f"-DCALLS={symbol}", *flags, source="freestanding.c")


@case
def version_2_38(it):
    libc_symbol(it, "GLIBC_2.38", "__isoc23_strtol")


@case
def version_2_32(it):
    libc_symbol(it, "GLIBC_2.32", "pthread_sigmask")


@case
def version_private(it):
    libc_symbol(it, "GLIBC_PRIVATE", "__libc_fcntl64")


@case
def version_abi(it):
    libc_symbol(it, "GLIBC_ABI_GNU2_TLS", "abort")


@case
def version_in_library(it):
    """A library asks for what the program does not."""
    stub = it.versioned("libc.so.6", ("GLIBC_2.99", "first"), aside=True)
    it.program(it.library("/opt/a/liba.so", stub, calls="first"), "-DCALLS=a", *search("/opt/a"))


@case
def version_two_missing(it):
    """Of the program and of a library."""
    stub = it.versioned("libc.so.6", ("GLIBC_2.98", "first"), aside=True)
    it.library("/opt/a/liba.so", stub, calls="first")
    stub = it.versioned("libc.so.6", ("GLIBC_2.99", "second"), aside=True)
    it.program(stub, it.at("/opt/a/liba.so"), "-nostdlib", "-DCALLS=second", *search("/opt/a"),
               source="freestanding.c")


@case
def version_of_library_missing(it):
    """A library that is older than the one the program was linked with."""
    it.program(it.versioned("liba.so", ("A_2", "a"), aside=True), "-DCALLS=a", *search("/opt/a"))
    it.versioned("/opt/a/liba.so", ("A_1", "a"))


@case
def version_of_library_weak(it):
    it.program(it.versioned("liba.so", ("A_2", "a"), aside=True), "-DCALLS=a", *search("/opt/a"))
    it.versioned("/opt/a/liba.so", ("A_1", "a"))
    elf = it.edit()
    elf.weaken_version("A_2")
    elf.save()


@case
def version_table_missing(it):
    """Versions are asked of a library that has none: glibc says so, and goes on."""
    it.program(it.versioned("liba.so", ("A_1", "a"), aside=True), "-DCALLS=a", *search("/opt/a"))
    it.library("/opt/a/liba.so")


@case
def version_of_library_not_loaded(it):
    it.program(it.versioned("liba.so", ("A_1", "a"), aside=True), "-DCALLS=a", *search("/opt/a"))
    it.versioned("/opt/a/liba.so", ("A_1", "a"))
    elf = it.edit()
    # The name of the needed library is also that of the version's file: only the former changes.
    elf.rename_needed("liba.so", "iba.so")
    elf.save()
    it.link("liba.so", "/opt/a/iba.so")


@case
def version_table_missing_now(it):
    """Up to 2.40 or so, glibc gives up where such a symbol is bound."""
    it.program(it.versioned("liba.so", ("A_1", "a"), aside=True), "-DCALLS=a", "-Wl,-z,now",
               *search("/opt/a"))
    it.library("/opt/a/liba.so")


# Symbols.

def without_symbol(it, kind, *flags, library=("-DVARIABLE=variable",), cc="gcc"):
    """A program whose library lost a symbol since they were linked."""
    stub = it.library("liba.so", *library, aside=True)
    it.program(stub, kind, *flags, *search("/opt/a"), cc=cc)
    it.library("/opt/a/liba.so", function="other")


@case
def symbol_lazy(it):
    """Starts, and dies when it calls."""
    without_symbol(it, "-DCALLS=a", "-Wl,-z,lazy")


@case
def symbol_now(it):
    without_symbol(it, "-DCALLS=a", "-Wl,-z,now")


@case
def symbol_bind_now(it):
    without_symbol(it, "-DCALLS=a", "-Wl,-z,lazy")
    it.env = {"LD_BIND_NOW": "1"}


@case
def symbol_data(it):
    without_symbol(it, "-DREADS=variable", "-fPIC", "-pie")


@case
def symbol_copied(it):
    """A variable that the program keeps a copy of."""
    without_symbol(it, "-DREADS=variable", "-no-pie")


@case
def symbol_weak(it):
    without_symbol(it, "-DMAYBE=a", "-fPIC", "-pie")


@case
def symbol_version(it):
    """The version is there, the symbol is not."""
    it.program(it.versioned("liba.so", ("A_1", "a"), aside=True), "-DCALLS=a", "-Wl,-z,now",
               *search("/opt/a"))
    it.versioned("/opt/a/liba.so", ("A_1", "other"))


@case
def symbol_of_library(it):
    """A library misses a symbol that no other has."""
    stub = it.library("libb.so", aside=True)
    first = it.library("/opt/a/liba.so", stub, "-Wl,-z,now", calls="b")
    it.library("/opt/a/libb.so", function="other")
    it.program(first, "-DCALLS=a", *search("/opt/a", OLD))


@case
def symbol_of_program(it):
    """A library that takes a symbol from the program."""
    first = it.library("/opt/a/liba.so", "-Wl,-z,now", calls="main")
    it.program(first, "-rdynamic", *search("/opt/a"))


@case
def symbol_many(it):
    """Several are missing: the first is told."""
    stub = it.library("liba.so", "-DVARIABLE=variable", aside=True)
    it.program(stub, "-DCALLS=a", "-DREADS=variable", "-fPIC", "-pie", "-Wl,-z,now",
               *search("/opt/a"))
    it.library("/opt/a/liba.so", function="other")


# Musl's own ways.

@case
def musl_runpath(it):
    """Inherited, unlike by glibc."""
    chain(it, search("/opt/a:/opt/b"), cc="musl-gcc")


@case
def musl_runpath_each(it):
    chain(it, search("/opt/a"), search("/opt/b"), cc="musl-gcc")


@case
def musl_origin(it):
    it.program(it.library("/usr/local/lib/app/liba.so"), "-DCALLS=a",
               *search("$ORIGIN/../lib/app"), cc="musl-gcc")


@case
def musl_unknown_token(it):
    """One unknown token, and the whole run path is of no use."""
    it.program(it.library("/opt/a/liba.so"), "-DCALLS=a", *search("/opt/$LIB:/opt/a"),
               cc="musl-gcc")


@case
def musl_missing(it):
    it.program(it.library("liba.so.1", aside=True), "-DCALLS=a", cc="musl-gcc")


@case
def musl_missing_two(it):
    second = it.library("libb.so", aside=True)
    one = it.library("/opt/a/liba.so", second, calls="b")
    it.program(one, it.library("libc2.so", aside=True), "-DCALLS=a", *search("/opt/a"),
               cc="musl-gcc")


@case
def musl_library_path(it):
    """Goes before the run path."""
    it.library("/opt/a/liba.so", function="other")
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a"), cc="musl-gcc")
    it.env = {"LD_LIBRARY_PATH": "/opt/b"}


@case
def musl_symbol(it):
    without_symbol(it, "-DCALLS=a", cc="musl-gcc")


@case
def musl_symbol_data(it):
    without_symbol(it, "-DREADS=variable", "-fPIC", "-pie", cc="musl-gcc")


@case
def musl_version(it):
    """Versions are not looked at."""
    it.program(it.versioned("liba.so", ("A_2", "a"), aside=True), "-DCALLS=a", *search("/opt/a"),
               cc="musl-gcc")
    it.versioned("/opt/a/liba.so", ("A_1", "a"))


@case
def musl_reserved(it):
    """Names that are the C library's."""
    it.program(*(it.library(name, aside=True, function=name[3:5].strip("."))
                 for name in ("libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1",
                              "libutil.so.1")), cc="musl-gcc")


@case
def musl_reserved_longer(it):
    it.program(it.library("libmagic.so.1", aside=True), cc="musl-gcc")


@case
def musl_glibc(it):
    it.program(it.library("libc.so.6", aside=True, function="other"), cc="musl-gcc")


@case
def musl_slash_missing(it):
    it.program(it.library("liba.so", soname="/opt/a/liba.so", aside=True), "-DCALLS=a",
               cc="musl-gcc")


@case
def musl_preload_missing(it):
    it.program(cc="musl-gcc")
    it.env = {"LD_PRELOAD": "libgone.so"}


@case
def musl_library_386(it):
    it.library("/opt/a/liba.so", cc="i686-linux-gnu-gcc")
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"),
               cc="musl-gcc")


@case
def musl_library_text(it):
    it.write("/opt/a/liba.so", "text\n" * 99)
    it.program(it.library("/opt/b/liba.so"), "-DCALLS=a", *search("/opt/a:/opt/b"),
               cc="musl-gcc")


# What the kernel does.

def loader(it, path="/opt/ld.so"):
    """A program with a loader of its own choice."""
    it.program("-Wl,--dynamic-linker=" + path)


@case
def loader_missing(it):
    loader(it)


@case
def loader_folder(it):
    loader(it)
    os.makedirs(it.at("/opt/ld.so"))


@case
def loader_not_executable(it):
    loader(it)
    it.library("/opt/ld.so")
    os.chmod(it.at("/opt/ld.so"), 0o644)


@case
def loader_text(it):
    loader(it)
    it.write("/opt/ld.so", "text\n" * 99, 0o755)


@case
def loader_short(it):
    loader(it)
    it.write("/opt/ld.so", "text\n", 0o755)


@case
def loader_empty(it):
    loader(it)
    it.write("/opt/ld.so", "", 0o755)


@case
def loader_dangling(it):
    loader(it)
    it.link("nowhere", "/opt/ld.so")


@case
def loader_loop(it):
    loader(it)
    it.link("ld.so", "/opt/ld.so")


@case
def loader_below_file(it):
    loader(it, "/opt/file/ld.so")
    it.write("/opt/file", "no folder\n")


@case
def loader_386(it):
    loader(it)
    it.library("/opt/ld.so", cc="i686-linux-gnu-gcc")


@case
def loader_arm64(it):
    loader(it)
    it.library("/opt/ld.so", cc="aarch64-linux-gnu-gcc")


@case
def loader_relative(it):
    loader(it, "lib64/ld-linux-x86-64.so.2")


@case
def loader_link(it):
    loader(it)
    it.link("../lib64/ld-linux-x86-64.so.2", "/opt/ld.so")


@case
def loader_script(it):
    loader(it)
    it.write("/opt/ld.so", "#!/bin/sh\necho started\n" * 9, 0o755)


@case
def not_executable(it):
    it.program("-static", bare=False)
    os.chmod(it.at(it.path), 0o644)


@case
def program_folder(it):
    os.makedirs(it.at(it.path))


@case
def program_dangling(it):
    it.link("nowhere", it.path)


@case
def program_loop(it):
    it.link(it.name, it.path)


@case
def program_link(it):
    it.program("-static", bare=False, path="/opt/app/real")
    it.link("/opt/app/real", it.path)


@case
def program_empty(it):
    it.write(it.path, "", 0o755)


@case
def program_text(it):
    it.write(it.path, "echo started\n", 0o755)


@case
def program_cut(it):
    it.program("-static", bare=False)
    os.truncate(it.at(it.path), 100)


@case
def program_object(it):
    it.compile(it.at(it.path), "library.c", "-c")
    os.chmod(it.at(it.path), 0o755)


@case
def program_library(it):
    """A library has nowhere to start."""
    it.library(it.path, function="a")


@case
def program_alignment_large(it):
    it.program("-pie", "-Wl,-z,max-page-size=0x200000")


@case
def program_alignment_odd(it):
    elf_parts.align(it.program("-pie"), 3)


@case
def script(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    it.write(it.path, "#!/opt/interpreter\n", 0o755)


@case
def script_missing(it):
    it.write(it.path, "#!/opt/interpreter -x\n", 0o755)


@case
def script_carriage_return(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    it.write(it.path, "#!/opt/interpreter\r\n", 0o755)


@case
def script_spaces(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    it.write(it.path, "#! \t/opt/interpreter  -x -y \n", 0o755)


@case
def script_without_line_end(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    it.write(it.path, "#!/opt/interpreter", 0o755)


@case
def script_empty(it):
    it.write(it.path, "#!\n", 0o755)


@case
def script_of_script(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    it.write("/opt/second", "#!/opt/interpreter\n", 0o755)
    it.write(it.path, "#!/opt/second\n", 0o755)


@case
def script_not_executable_interpreter(it):
    it.program("-static", bare=False, path="/opt/interpreter")
    os.chmod(it.at("/opt/interpreter"), 0o644)
    it.write(it.path, "#!/opt/interpreter\n", 0o755)


@case
def script_dynamic(it):
    """The interpreter misses a library."""
    it.program(it.library("liba.so.1", aside=True), "-DCALLS=a", path="/opt/interpreter")
    it.write(it.path, "#!/opt/interpreter\n", 0o755)


@case
def script_shell(it):
    it.write(it.path, "#!/bin/sh\necho started\n", 0o755)


# Go.

def go(it, *arguments, **environment):
    """A Go program, by the latest Go."""
    root = toolchains.go_root("1.27")
    subprocess.run(
        [os.path.join(root, "bin/go"), "build", *arguments, "-o", it.at(it.path), "."],
        check=True, cwd=os.path.join(HERE, "sources/netuser"), env={
            "PATH": "/usr/bin:/bin", "HOME": toolchains.NEUTRAL, "GOROOT": root, "GOENV": "off",
            "GOCACHE": toolchains.NEUTRAL + "/cache", "GOPATH": toolchains.NEUTRAL + "/gopath",
            "GOTOOLCHAIN": "local", "GOFLAGS": "-buildvcs=false", **environment})


@case
def go_net(it):
    go(it, CGO_ENABLED="1")


@case
def go_net_pie(it):
    go(it, "-buildmode=pie", CGO_ENABLED="1")


@case
def go_net_musl(it):
    go(it, "-ldflags=-linkmode=external", CGO_ENABLED="1", CC="musl-gcc")


NAMES = list(CASES) + BUNDLED
