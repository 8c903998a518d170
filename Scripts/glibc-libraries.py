#!/usr/bin/env python3
"""Write GlibcLibraries.swift: which libraries each glibc has, and which versions they define; and
GlibcNamesTable.swift: which names they export.

    Scripts/glibc-libraries.py GLIBC [--revision REV] [--output FOLDER]

GLIBC is a clone of glibc (https://sourceware.org/git/glibc.git); REV (default HEAD) and every
release tag from 2.16 on are read, with the reader of glibc-symbol-history.py.

A version stays for good once a library has it, and it is there from the release whose number it
bears: the lists show that, but for the exceptions that rows tell.  Versions whose last symbol has
moved are in no list, though libraries go on to define them: KEPT has those, as readelf shows them in
Debian's packages of 2.31, 2.36, 2.41 and 2.43.  TestBinaries/compare_known.py holds all of it
against such packages.
"""

import argparse
import collections
import importlib.util
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = "Sources/DynamicLinking/Known"

spec = importlib.util.spec_from_file_location(
    "history", pathlib.Path(__file__).parent / "glibc-symbol-history.py")
history = importlib.util.module_from_spec(spec)
spec.loader.exec_module(history)

# shlib-versions: what follows the name of each library.  The loader is called `ld`.
NUMBERS = {
    "ld": "", "libBrokenLocale": ".so.1", "libanl": ".so.1", "libc": ".so.6",
    "libc_malloc_debug": ".so.0", "libcidn": ".so.1", "libcrypt": ".so.1", "libdl": ".so.2",
    "libm": ".so.6", "libmvec": ".so.1", "libnsl": ".so.1", "libpthread": ".so.0",
    "libresolv": ".so.2", "librt": ".so.1", "libthread_db": ".so.1", "libutil": ".so.1",
}

# Modules of name services: nothing but private versions.
MODULES = ["libnss_compat.so.2", "libnss_dns.so.2", "libnss_files.so.2", "libnss_hesiod.so.2"]

# Before which release a library has left: glibc's own, or most distributions' glibc, which took
# libxcrypt's libcrypt instead.
LEFT = {"libcidn": "2.28", "libcrypt": "2.29"}

# Which libraries define GLIBC_PRIVATE; the two were merged into libc then.
PRIVATE = {
    "ld": "PRIVATE", "libc": "PRIVATE", "libnsl": "PRIVATE", "libresolv": "PRIVATE",
    "libcidn": "PRIVATE", "libdl": "PRIVATE<2.34", "libpthread": "PRIVATE<2.34",
}

# Versions that no list has any more.
KEPT = {
    ("i386", "libc"): ["GCC_3.0"],
    ("mips", "libc"): ["GCC_3.0"],
    ("mips64", "libc"): ["GCC_3.0"],
    ("s390x", "libc"): ["GCC_3.0"],
    ("i386", "librt"): ["2.3.3@2.34"],
    ("mips", "librt"): ["2.3.3@2.34"],
    ("mips64", "librt"): ["2.3.3@2.34"],
    ("i386", "libm"): ["2.38", "2.39"],
    ("loong64", "libm"): ["2.38", "2.39"],
    ("riscv64", "libm"): ["2.29", "2.32", "2.38", "2.39"],
    ("loong64", "libdl"): ["2.36"],
    ("loong64", "libpthread"): ["2.36"],
    ("loong64", "librt"): ["2.36"],
}


# Whose names are not asked for by hand, or stand for others.
NAMELESS = {"libBrokenLocale", "libc_malloc_debug", "libcidn", "libmvec", "libthread_db"}


def nodes(text):
    """The versions in a list, those that only a placeholder keeps among them."""
    node = ""
    for line in text.splitlines():
        words = line.split()
        if line.startswith(" "):
            words.insert(0, node)
        elif len(words) == 1:
            node = words[0]
        if len(words) > 1 and words[0].startswith("GLIBC_2"):
            yield words[0][len("GLIBC_"):]


def read(glibc):
    """Of each architecture and library, the releases that have it and those of each version."""
    owners = {folder: name for name, folders in history.FOLDERS.items() for folder in folders}
    found = {name: collections.defaultdict(dict) for name in history.FOLDERS}
    newest = history.version(glibc.number().replace(".9000", ""))
    if ".9000" in glibc.number():
        newest = (newest[0], newest[1] + 1)
    for revision in glibc.revisions:
        is_release = revision.startswith("glibc-")
        release = history.version(revision[len("glibc-"):]) if is_release else newest
        for path, text in glibc.files(revision, history.ABILIST):
            folder, library, variant = history.ABILIST.fullmatch(path).groups()
            owner = owners.get(folder.removesuffix("/nptl") + (variant or ""))
            if owner and library in NUMBERS:
                releases = found[owner][library].setdefault(release, set())
                releases.update(nodes(text))
    return found, newest


def names(glibc):
    """The names that x86-64's libraries export, by the first version that each has."""
    first = {}
    folders = history.FOLDERS["x86_64"]
    for revision in glibc.revisions:
        for path, text in glibc.files(revision, history.ABILIST):
            folder, library, variant = history.ABILIST.fullmatch(path).groups()
            folder = folder.removesuffix("/nptl") + (variant or "")
            if folder not in folders or library not in NUMBERS or library in NAMELESS:
                continue
            for number, name in history.entries(text):
                if not name.endswith(history.PLACEHOLDER):
                    first[name] = min(number[:2], first.get(name, number[:2]))
    found = collections.defaultdict(list)
    for name, number in sorted(first.items()):
        found[number].append(name)
    return found


def names_swift(glibc):
    lines = [
        "// Generated by Scripts/glibc-libraries.py; edit that, not this.",
        "",
        "extension GlibcNames {",
    ]
    lines += history.comment(
        "A line for each release: its number, then the names that it was the first to export.")
    lines.append("    ///")
    lines += history.comment(
        f"Source: the lists of exported symbols for x86-64 of {glibc.source()}.")
    lines.append('    static let table = """')
    for number, found in sorted(names(glibc).items()):
        lines += wrapped(history.dotted(number) + " " + " ".join(found), indent=8)
    lines += ['        """', "}", ""]
    assert all(len(line) <= 100 for line in lines)
    return "\n".join(lines)


def row(owner, library, releases, oldest):
    """One row: where, what, and the versions with their exceptions."""
    first = min(releases)
    name = library + NUMBERS[library]
    if first > oldest:
        name += "@" + history.dotted(first)
    if library in LEFT:
        name += "<" + LEFT[library]
    words = []
    for node in sorted(set().union(*releases.values()), key=history.version):
        number = history.version(node)[:2]
        begin = min(release for release in releases if node in releases[release])
        expected = min((release for release in releases if release >= number), default=begin)
        words.append(node if begin == expected else f"{node}@{history.dotted(begin)}")
    for node in KEPT.get((owner, library), []):
        if node not in words:
            words.append(node)
    if library in PRIVATE:
        words.append(PRIVATE[library])
    return " ".join([name, *words])


def rows(found):
    for owner, libraries in sorted(found.items()):
        oldest = min(libraries["libc"])
        for name, library in KEPT:
            if name == owner:
                libraries.setdefault(library, {oldest: set()})
        yield owner, [row(owner, library, releases, oldest)
                      for library, releases in sorted(libraries.items())
                      if library not in LEFT or oldest < history.version(LEFT[library])]


def swift(glibc, found, newest):
    lines = [
        "// Generated by Scripts/glibc-libraries.py; edit that, not this.",
        "",
        "/// Which libraries each glibc has, and which versions they define.",
        "enum GlibcLibraries {",
    ]
    lines += history.comment(
        "A paragraph for each processor: its names, then a row for each library, which is its "
        "soname (`ld` for the loader) and its versions without `GLIBC_` where a number follows.")
    lines.append("    ///")
    lines += history.comment(
        "A library or version is there from the release on whose number the version bears, or "
        "which follows `@`; before the one that follows `<`.")
    lines.append("    ///")
    lines += history.comment(
        f"Source: the lists of exported symbols of {glibc.source()}; for versions that no list "
        "has any more, `readelf` of Debian's packages.")
    lines.append('    static let table = """')
    for owner, libraries in rows(found):
        names = [owner] + ([history.ALSO[owner]] if owner in history.ALSO else [])
        lines.append(" " * 8 + " ".join(names))
        for text in libraries + [f"{module} PRIVATE" for module in MODULES]:
            lines += wrapped(text)
    lines += ['        """', ""]
    lines += history.comment("The newest release that the table knows.")
    lines.append(f"    static let newest = GlibcVersion({newest[0]}, {newest[1]})")
    lines += ["}", ""]
    assert all(len(line) <= 100 for line in lines)
    return "\n".join(lines)


def wrapped(text, indent=9):
    """A row in lines of the source; the string has it in one."""
    lines, line = [], " " * indent
    for word in text.split():
        if len(line) + 3 + len(word) > 100:
            lines.append(line + " \\")
            line = " " * 8
        line += (" " if line.strip() else "") + word
    # Rows begin with a space, which tells them from the names of processors.
    return lines + [line]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("glibc", type=pathlib.Path, help="a clone")
    parser.add_argument("--revision", default="HEAD", help="the newest revision to read")
    parser.add_argument("--output", type=pathlib.Path, help=f"default: {OUTPUT}")
    arguments = parser.parse_args()
    glibc = history.Clone(arguments.glibc, arguments.revision)
    found, newest = read(glibc)
    output = arguments.output or ROOT / OUTPUT
    (output / "GlibcLibraries.swift").write_text(swift(glibc, found, newest))
    (output / "GlibcNamesTable.swift").write_text(names_swift(glibc))
    print(f"{sum(len(libraries) for libraries in found.values())} libraries")


if __name__ == "__main__":
    main()
