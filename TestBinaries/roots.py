#!/usr/bin/env python3
"""Makes root folders for programs to start in, or not: Debian's releases, musl, and broken ones.

    roots.py DIR [NAME...]

This needs root, Debian 12, the network and mmdebstrap. Roots that are there are kept, so that a
second run takes no time; the smaller ones are made from the packages of Debian 12 and 14.
"""

import glob
import os
import shutil
import subprocess
import sys
import zipfile

import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = ("base-files", "libc6", "libc-bin", "dash", "coreutils", "util-linux", "git", "curl",
            "gdb", "systemd", "smbclient", "pulseaudio-utils", "openssh-client")
# What `bookworm-with-gaps` lacks, though its ld.so.cache has it.
GAPS = ("libz.so", "libselinux.so", "libpcre2-8.so", "libtinfo.so", "libssl.so", "libdbus-1.so",
        "libtalloc.so", "libstdc++.so", "libkrb5support.so", "libsystemd-shared-252.so")
DEBIAN = ("bullseye", "bookworm", "trixie", "sid")
# Releases that came before base-files had the links, but were installed with them.
MERGED = ("bookworm",)
# Where each musl comes from.
MUSLS = {"musl": "sid", "musl-1.2.3": "bookworm"}
MULTIARCH = "lib/x86_64-linux-gnu"
LOADER = MULTIARCH + "/ld-linux-x86-64.so.2"
MUSL_LOADER = "lib/ld-musl-x86_64.so.1"
PLACES = {"amd64": "gcc", "386": "i686-linux-gnu-gcc", "arm64": "aarch64-linux-gnu-gcc"}


def run(command, **options):
    """Runs a command that must succeed."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, **options)


class Roots:
    """The folder that the roots lie in."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        os.makedirs(self.folder, exist_ok=True)

    def path(self, *names):
        """A path below the folder."""
        return os.path.join(self.folder, *names)

    def debian(self, suite):
        """A release of Debian: its packages unpacked, none configured."""
        part = self.path(suite + ".part")
        merge = ["--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr"] if suite in MERGED else []
        run(["nice", "-n", "10", "mmdebstrap", "--quiet", "--mode=root", "--variant=extract",
             "--include=" + ",".join(PACKAGES), "--aptopt=Acquire::Check-Valid-Until \"false\"",
             "--customize-hook=cd \"$1\" && rm -rf usr/share/doc usr/share/locale usr/share/man "
             "var/lib/apt/lists var/cache/apt"] + merge +
            [suite, part, f"deb {toolchains.debian_mirror()} {suite} main"])
        run(["chroot", part, "/sbin/ldconfig"])
        os.rename(part, self.path(suite))

    def gaps(self, name):
        """Debian 12 without some of its libraries."""
        self.make("bookworm")
        part = self.path(name + ".part")
        run(["cp", "-a", "--link", self.path("bookworm"), part])
        for folder, _, names in os.walk(part + "/usr/lib"):
            for file in names:
                if file.startswith(GAPS):
                    os.remove(os.path.join(folder, file))
        os.rename(part, self.path(name))

    def place(self, architecture):
        """`libplace.so`, which needs nothing, for an architecture."""
        path = self.path(".parts", f"libplace-{architecture}.so")
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            run([PLACES[architecture], "-shared", "-fPIC", "-nostdlib", "-s", "-o", path,
                 "-Wl,-soname,libplace.so", os.path.join(HERE, "sources/tree/library.c")])
        return path

    def start(self, name, base):
        """A new root that has nothing, or Debian 12's C library, or musl where Alpine has it."""
        root = Tree(self.path(name + ".part"), self)
        shutil.rmtree(root.path, ignore_errors=True)
        root.folder("proc").folder("tmp")
        if base == "glibc":
            package = self.path(".parts/libc6")
            toolchains.debian(("libc6",), "bookworm", package)
            run(["cp", "-a", os.path.join(package, "lib64"), root.path])
            run(["cp", "-a", os.path.join(package, MULTIARCH), root.at(MULTIARCH)])
        elif base != "empty":
            root.copy(self.musl(MUSLS[base]), MUSL_LOADER)
            root.link("ld-musl-x86_64.so.1", "lib/libc.musl-x86_64.so.1")
        return root

    def musl(self, suite):
        """The file that is musl's library and loader, of one of Debian's suites."""
        package = self.path(".parts/musl-" + suite)
        toolchains.debian(("musl",), suite, package)
        return glob.glob(package + "/**/x86_64-linux-musl/libc.so", recursive=True)[0]

    def make(self, name):
        """Makes a root, unless it is there."""
        if os.path.isdir(self.path(name)):
            return
        print("making", name, flush=True)
        if name in DEBIAN:
            self.debian(name)
            return
        if name == "bookworm-with-gaps":
            self.gaps(name)
            return
        base, change = SMALL[name]
        root = self.start(name, base)
        change(root)
        os.rename(root.path, self.path(name))


class Tree:
    """A root in the making. Paths are relative to it."""

    def __init__(self, path, roots):
        self.path, self.roots = path, roots

    def at(self, path):
        """The machine's path of one of the root; the folder is made if it is missing."""
        whole = os.path.join(self.path, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        return whole

    def copy(self, source, path):
        """Copies a file of the machine."""
        shutil.copy(source, self.at(path))
        return self

    def place(self, path, architecture="amd64"):
        """Puts libplace.so somewhere."""
        return self.copy(self.roots.place(architecture), path)

    def link(self, target, path):
        """Makes a link."""
        os.symlink(target, self.at(path))
        return self

    def write(self, path, text):
        """Writes a text file."""
        with open(self.at(path), "w", encoding="utf-8") as file:
            file.write(text)
        return self

    def remove(self, path):
        """Removes a file, a link or an empty folder."""
        whole = self.at(path)
        if os.path.isdir(whole) and not os.path.islink(whole):
            os.rmdir(whole)
        else:
            os.remove(whole)
        return self

    def cut(self, path, size):
        """Cuts a file."""
        os.truncate(self.at(path), size)
        return self

    def mode(self, path, mode):
        """Changes a file's mode."""
        os.chmod(self.at(path), mode)
        return self

    def folder(self, path):
        """Makes a folder."""
        os.makedirs(self.at(path), exist_ok=True)
        return self

    def cache(self, *folders):
        """Makes ld.so.cache as Debian 12 does."""
        self.write("etc/ld.so.conf", "".join(f"/{folder}\n" for folder in folders + (MULTIARCH,)))
        self.roots.make("bookworm")
        run([self.roots.path("bookworm/sbin/ldconfig"), "-r", self.path])
        return self

    def wheels(self):
        """Adds what is in the wheels for musl, a folder below /opt each."""
        store = self.roots.path(".parts/wheels")
        with open(os.path.join(HERE, "musl_wheels.txt"), encoding="utf-8") as file:
            names = [line.strip() for line in file if line.strip() and not line.startswith("#")]
        run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
             "--platform", "musllinux_1_2_x86_64", "--python-version", "3.12",
             "--implementation", "cp", "--abi", "cp312", "--abi", "abi3", "--abi", "none",
             "-d", store] + names)
        for wheel in sorted(os.listdir(store)):
            target = self.at(f"opt/{wheel.split('-')[0]}")
            with zipfile.ZipFile(os.path.join(store, wheel)) as archive:
                archive.extractall(target)
                for entry in archive.infolist():
                    if entry.external_attr >> 16 & 0o111:
                        os.chmod(os.path.join(target, entry.filename), 0o755)
        return self


PLACE = MULTIARCH + "/libplace.so"
LIBC = MULTIARCH + "/libc.so.6"
SECOND = "usr/" + PLACE
# What each root begins with, and what is changed in it.
SMALL = {
    "empty": ("empty", lambda root: root),
    "libc": ("glibc", lambda root: root),
    "libc-without-proc": ("glibc", lambda root: root.place(PLACE).remove("proc")),
    "libc-cache": ("glibc", lambda root: root.place("opt/place/libplace.so").cache("opt/place")),
    # Nothing but ldconfig reads ld.so.conf.
    "conf-without-cache": ("glibc", lambda root: root.place("opt/place/libplace.so")
            .write("etc/ld.so.conf", "/opt/place\n")),
    "stale-cache": ("glibc", lambda root: root.place("opt/place/libplace.so").cache("opt/place")
            .remove("opt/place/libplace.so")),
    "stale-cache-but-default": ("glibc", lambda root: root.place("opt/place/libplace.so")
            .cache("opt/place").remove("opt/place/libplace.so").place(SECOND)),
    "damaged-cache": ("glibc", lambda root: root.place("opt/place/libplace.so").cache("opt/place")
            .cut("etc/ld.so.cache", 100)),
    "hwcaps": ("glibc", lambda root: root.place(PLACE)
            .place(f"{MULTIARCH}/glibc-hwcaps/x86-64-v2/libplace.so")
            .place(f"{MULTIARCH}/glibc-hwcaps/x86-64-v3/libplace.so")),
    "hwcaps-cache": ("glibc", lambda root: root.place("opt/place/libplace.so")
            .place("opt/place/glibc-hwcaps/x86-64-v2/libplace.so")
            .place("opt/place/glibc-hwcaps/x86-64-v3/libplace.so").cache("opt/place")),
    "preload": ("glibc", lambda root: root.place(PLACE).place("opt/place/libbefore.so")
            .write("etc/ld.so.preload", "/opt/place/libbefore.so # first\nlibgone.so\n")),
    "loader-missing": ("glibc", lambda root: root.place(PLACE)
            .remove("lib64/ld-linux-x86-64.so.2")),
    "loader-dangling": ("glibc", lambda root: root.place(PLACE).remove(LOADER)),
    "loader-not-executable": ("glibc", lambda root: root.place(PLACE).mode(LOADER, 0o644)),
    "loader-text": ("glibc", lambda root: root.place(PLACE).remove(LOADER)
            .write(LOADER, "no loader\n" * 20).mode(LOADER, 0o755)),
    "loader-other-class": ("glibc", lambda root: root.remove(LOADER).place(LOADER, "386")
            .mode(LOADER, 0o755)),
    "loader-other-machine": ("glibc", lambda root: root.remove(LOADER).place(LOADER, "arm64")
            .mode(LOADER, 0o755)),
    "other-class-first": ("glibc", lambda root: root.place(PLACE, "386").place(SECOND)),
    "other-class-only": ("glibc", lambda root: root.place(PLACE, "386")),
    "other-machine-only": ("glibc", lambda root: root.place(PLACE, "arm64")),
    "libc-other-class": ("glibc", lambda root: root.place(PLACE).remove(LIBC).place(LIBC, "386")),
    "libc-empty": ("glibc", lambda root: root.place(PLACE).cut(LIBC, 0)),
    "libc-cut": ("glibc", lambda root: root.place(PLACE).cut(LIBC, 40)),
    "libc-cut-late": ("glibc", lambda root: root.place(PLACE).cut(LIBC, 400)),
    "libc-missing": ("glibc", lambda root: root.place(PLACE).remove(LIBC)),
    "dangling": ("glibc", lambda root: root.link("nowhere/libplace.so", PLACE)),
    "dangling-first": ("glibc", lambda root: root.link("nowhere/libplace.so", PLACE).place(SECOND)),
    "loop": ("glibc", lambda root: root.link("libplace.so", PLACE)),
    "text-library": ("glibc", lambda root: root
            .write(PLACE, "/* GNU ld script */\nINPUT(-lplace)\n" * 9).place(SECOND)),
    "library-folder": ("glibc", lambda root: root.folder(PLACE).place(SECOND)),
    "libc-of-musl": ("glibc", lambda root: root.place(PLACE).remove(LIBC)
            .copy(root.roots.musl("sid"), LIBC)),
    "musl": ("musl", lambda root: root.place("usr/lib/libplace.so")),
    "musl-1.2.3": ("musl-1.2.3", lambda root: root.place("usr/lib/libplace.so")),
    "musl-glibc-name": ("musl", lambda root: root.place("usr/lib/libplace.so")
            .link("/" + MUSL_LOADER, "lib64/ld-linux-x86-64.so.2")),
    "musl-path": ("musl", lambda root: root.place("opt/place/libplace.so")
            .write("etc/ld-musl-x86_64.path", "/nowhere\n/opt/place:/usr/lib\n")),
    "musl-path-empty": ("musl", lambda root: root.place("usr/lib/libplace.so")
            .write("etc/ld-musl-x86_64.path", "")),
    "musl-path-unreadable": ("musl", lambda root: root.place("usr/lib/libplace.so")
            .folder("etc/ld-musl-x86_64.path")),
    "musl-path-dangling": ("musl", lambda root: root.place("usr/lib/libplace.so")
            .link("nowhere", "etc/ld-musl-x86_64.path")),
    "musl-path-loop": ("musl", lambda root: root.place("usr/lib/libplace.so")
            .link("ld-musl-x86_64.path", "etc/ld-musl-x86_64.path")),
    "musl-without-proc": ("musl", lambda root: root.place("usr/lib/libplace.so").remove("proc")),
    "musl-other-class-first": ("musl", lambda root: root.place("lib/libplace.so", "386")
            .place("usr/lib/libplace.so")),
    "musl-text-first": ("musl", lambda root: root.write("lib/libplace.so", "text\n" * 99)
            .place("usr/lib/libplace.so")),
    "musl-wheels": ("musl", lambda root: root.wheels()),
}
NAMES = DEBIAN + ("bookworm-with-gaps",) + tuple(SMALL)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    roots = Roots(sys.argv[1])
    for name in sys.argv[2:] or NAMES:
        roots.make(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
