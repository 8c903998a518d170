#!/usr/bin/env python3
"""Holds `goelf compare` against what other tools list of both files.

    compare_builds.py GOELF [--programs FOLDER] [OLD NEW]...

Each pair's differences are computed again: libraries, versions, interpreter, sections and symbols
from the lists of readelf and nm (of Mach-O llvm-otool and llvm-nm), functions and their packages
from debug/gosym (`gosym/main.go`, built with Go 1.27) or, of C programs, readelf, Go version, modules
and settings from `go version -m`, build IDs from readelf, sizes from the file system.  Without OLD and
NEW, pairs of the test binaries are taken: those of the golden files, and each with the next one of
its kind. With --programs, each program of a folder, named SUITE-ARCHITECTURE-NAME, is also held
against its other builds there, and against the next program.
"""

import argparse
import collections
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

import expect_functions
import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, "bin")
LLVM = "/usr/lib/llvm-19/bin/"


def said(*command):
    """What a tool prints."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    run = subprocess.run(command, capture_output=True, check=False, env=environment)
    return run.stdout.decode(errors="replace")


def is_elf(path):
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def libraries(path):
    if is_elf(path):
        return re.findall(r"\(NEEDED\).*\[(.*)\]", said("readelf", "-dW", path))
    lines = said(LLVM + "llvm-otool", "-L", path).splitlines()[1:]
    own = re.findall(r"cmd LC_ID_DYLIB\n.*\n +name (.*) \(offset", said(LLVM + "llvm-otool", "-l", path))
    names = [re.sub(r" \(compatibility.*", "", line.strip()) for line in lines]
    return names[1:] if own else names


def library_versions(path):
    """The versions needed of each library that is needed by name."""
    versions, library = collections.defaultdict(set), None
    if not is_elf(path):
        return versions
    needed = set(libraries(path))
    for line in said("readelf", "-VW", path).splitlines():
        if found := re.search(r"Version: 1 +File: (\S+) +Cnt:", line):
            library = found[1]
        elif found := re.search(r"Name: (\S+) +Flags: .* Version: \d+", line):
            if library in needed:
                versions[library].add(found[1])
    return versions


def interpreter(path):
    if is_elf(path):
        found = re.search(r"Requesting program interpreter: (.*)\]", said("readelf", "-lW", path))
    else:
        found = re.search(r"cmd LC_LOAD_DYLINKER\n.*\n +name (.*) \(offset",
                          said(LLVM + "llvm-otool", "-l", path))
    return found[1] if found else None


def sections(path):
    sizes = collections.Counter()
    if is_elf(path):
        for line in said("readelf", "-SW", path).splitlines():
            found = re.match(r" +\[ *\d+\] (.*?) +(\S+) +[0-9a-f]{8,16} [0-9a-f]{6,} ([0-9a-f]{6,}) ",
                             line)
            if found and found[2] != "NULL":
                sizes[found[1]] += int(found[3], 16)
        return sizes
    for block in said(LLVM + "llvm-otool", "-l", path).split("\nSection\n")[1:]:
        # Nameless segments of objects are told as that of their sections.
        fields = dict(re.findall(r"^ +(sectname|segname|size) (.*)",
                                 "\n".join(block.split("\n")[:5]), re.M))
        sizes[fields["segname"] + "," + fields["sectname"]] += int(fields["size"], 16)
    return sizes


def shared(path):
    """The names of imports and exports with their versions."""
    if is_elf(path):
        return shared_by_readelf(path)
    imports, exports = collections.defaultdict(set), collections.defaultdict(set)
    for place, words, name in macho_symbols(path):
        if words.endswith("external") and "non-" not in words and "private" not in words:
            (imports if place.startswith("undefined") else exports)[name].add("")
    return imports, exports


def macho_symbols(path):
    """The place, the words and the name of each symbol that is none for debuggers."""
    for line in said(LLVM + "llvm-nm", "-m", path).splitlines():
        line = line.replace("(was a private external) ", "")
        found = re.match(r"[0-9a-f ]*\((.*?)\) (?:\(alignment \S+\) )?"
                         r"((?:\[.*?\] |weak |private |non-external|external|was |a |reference|"
                         r"referenced|dynamically|lazy |automatically |hidden )+?) (\S.*)", line)
        if found:
            name = re.sub(r" \((from|dynamically|for) .*\)$", "", found[3])
            words = re.sub(r" \[.*", "", found[2])
            if found := re.match(r"(\[.*?\]) (.*)", name):
                name = found[2]
            yield line[line.index("(") + 1:line.index(")")], words.strip(), name


def rows(path, *options):
    """The rows of a symbol table: size, type, binding, section and name."""
    # GNU's prints half of some characters of names in the dynamic table.
    text = said(LLVM + "llvm-readelf", "-W", *options, path)
    text = re.sub(r"\[(<[^\]]*|VARIANT_[A-Z]+)\] *", "", text)
    for table in re.split(r"\nSymbol table ", "\n" + text)[1:]:
        title = table.split("\n")[0]
        for line in table.split("\n")[2:]:
            fields = line.split(None, 7)
            if len(fields) < 8 or not fields[0].rstrip(":").isdigit():
                continue
            yield title, (int(fields[2], 0), fields[3], fields[4], fields[6], fields[7])


def shared_by_readelf(path):
    imports, exports = collections.defaultdict(set), collections.defaultdict(set)
    options = ["--dyn-syms"]
    if not re.search(r"\] \.dynsym ", said("readelf", "-SW", path)):
        options = ["--dyn-syms", "-D"]
    for _, (_, _, binding, section, name) in rows(path, *options):
        if binding == "LOCAL":
            continue
        name = re.sub(r" \(\d+\)$", "", name)
        name, _, version = name.partition("@")
        (imports if section == "UND" else exports)[name].add(version.lstrip("@"))
    return imports, exports


def full_table(path):
    """All defined symbols with their sizes together; nothing where there is no table."""
    sizes = collections.Counter()
    if not is_elf(path):
        for place, _, name in macho_symbols(path):
            if place not in ("undefined", "absolute", "common", "indirect"):
                sizes[name.removeprefix("_")] += 0
        return sizes or None
    for title, (size, kind, _, section, name) in rows(path, "-s"):
        if ".symtab" in title and section != "UND" and kind != "SECTION":
            sizes[name] += size
    return sizes or None


def c_functions(path):
    sizes = collections.Counter()
    if is_elf(path):
        for title, (size, kind, _, section, name) in rows(path, "-s"):
            if ".symtab" in title and section != "UND" and kind == "FUNC":
                sizes[name] += size
    return sizes


class Judge:
    """The tools that have to be built or are large."""

    def __init__(self, folder):
        self.gosym = expect_functions.build(folder)
        self.go = os.path.join(toolchains.go_root("1.27"), "bin/go")

    @functools.lru_cache(maxsize=64)
    def functions(self, path):
        """Sizes by name, and number and size by package; the source of both."""
        names, packages = collections.Counter(), collections.defaultdict(lambda: [0, 0])
        lines = said(self.gosym, "-names", path).splitlines()
        for line in lines:
            size, package, name = line.split("\t", 2)
            names[name] += int(size)
            # In tables before Go 1.20 gosym takes `go.uber.org/zap` for what the compiler made up.
            if not package and (found := re.match(r"go\.[^/({[ *]*/[^({[ *]*", name)):
                folder, _, last = found[0].rpartition("/")
                package = folder + "/" + last.split(".")[0]
            package = urllib.parse.unquote(package)
            packages[package][0] += 1
            packages[package][1] += int(size)
        if lines:
            return "go", names, packages
        names = c_functions(path) if not self.build(path) else {}
        return ("c", names, {}) if names else (None, {}, {})

    @functools.lru_cache(maxsize=64)
    def build(self, path):
        """What `go version -m` says; nothing where it says nothing."""
        run = subprocess.run([self.go, "version", "-m", "-json", path], capture_output=True,
                             check=False, env={"HOME": "/tmp", "GOTELEMETRY": "off"})
        return json.loads(run.stdout) if run.returncode == 0 else None


def semver(version):
    """The order of golang.org/x/mod/semver as a key; what is no version is less than all."""
    found = re.fullmatch(r"v(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)"
                         r"(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?)?)?", version)
    if not found:
        return (0,)
    numbers = tuple(int(found[i] or 0) for i in (1, 2, 3))
    if not found[4]:
        return (1, numbers, 1, ())
    parts = found[4][1:].split(".")
    return (1, numbers, 0, tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts))


def gone_and_new(area, kind, old, new, found):
    for name in old.keys() - new.keys():
        found.add((kind + "-removed", name))
    for name in new.keys() - old.keys():
        found.add((kind + "-added", name))


def sizes(kind, old, new, found):
    for name in old.keys() | new.keys():
        if old.get(name) != new.get(name):
            found.add((kind, name, str(old[name]) if name in old else None,
                       str(new[name]) if name in new else None))


def build_id(path, owner):
    text = said("readelf", "-nW", path)
    if owner == "gnu":
        found = re.search(r"Build ID: ([0-9a-f]+)", text)
        return found[1] if found else None
    return None


def module_differences(old, new, found):
    old, new = ({d["Path"]: d for d in reversed(b.get("Deps") or [])} for b in (old, new))
    for path in old.keys() - new.keys():
        found.add(("module-removed", path))
    for path in new.keys() - old.keys():
        found.add(("module-added", path))
    for path in old.keys() & new.keys():
        a, b = old[path], new[path]
        if a.get("Replace", {}).get("Path") != b.get("Replace", {}).get("Path"):
            found.add(("module-replaced", path))
            continue
        a, b = a.get("Replace", a), b.get("Replace", b)
        before, after = a.get("Version", ""), b.get("Version", "")
        if before == after:
            if a.get("Sum") != b.get("Sum"):
                found.add(("module-sum", path))
        else:
            x, y = semver(before), semver(after)
            kind = "up" if x < y else "down" if x > y else "version"
            found.add(("module-" + kind, path, before, after))


def build_differences(old, new, found):
    if not old or not new:
        return
    for kind, one, other in (("go-version", old["GoVersion"], new["GoVersion"]),
                             ("main-package", old.get("Path", ""), new.get("Path", ""))):
        if one != other:
            found.add((kind, one, other))
    mains = [b.get("Main") or {} for b in (old, new)]
    for kind, key in (("main-module", "Path"), ("main-version", "Version")):
        one, other = ((m.get(key, "") if m else None) for m in mains)
        if one != other:
            found.add((kind, one, other))
    module_differences(old, new, found)
    settings = [{s["Key"]: s.get("Value", "") for s in reversed(b.get("Settings") or [])}
                for b in (old, new)]
    for key in settings[0].keys() | settings[1].keys():
        if settings[0].get(key) != settings[1].get(key):
            kind = "vcs" if key == "vcs" or key.startswith("vcs.") else "setting"
            found.add((kind, key, settings[0].get(key), settings[1].get(key)))


def expected(judge, old, new, is_same_machine):
    """All differences that other tools know of."""
    found = set()
    if os.path.getsize(old) != os.path.getsize(new):
        found.add(("file-size", str(os.path.getsize(old)), str(os.path.getsize(new))))
    gone_and_new("libraries", "library", dict.fromkeys(libraries(old)),
                 dict.fromkeys(libraries(new)), found)
    if interpreter(old) != interpreter(new):
        found.add(("interpreter", interpreter(old), interpreter(new)))
    before, after = library_versions(old), library_versions(new)
    for name in set(libraries(old)) & set(libraries(new)):
        for version in before[name] ^ after[name]:
            found.add(("symbol-version", f"{version} of {name}", version in after[name]))
    is_same_format = is_elf(old) == is_elf(new)
    if is_same_format:
        if sections(old) and sections(new):
            sizes("section-size", sections(old), sections(new), found)
        for kind, a, b in zip(("import", "export"), shared(old), shared(new)):
            gone_and_new("symbols", kind, a, b, found)
            for name in a.keys() & b.keys():
                if a[name] != b[name] and is_elf(old):
                    found.add((kind + "-version", name))
        tables = full_table(old), full_table(new)
        if tables[0] and tables[1]:
            gone_and_new("symbols", "symbol", *tables, found)
    (kind, names, packages), (other, new_names, new_packages) = (
        judge.functions(old), judge.functions(new))
    if kind == other and kind:
        gone_and_new("functions", "function", names, new_names, found)
        gone_and_new("functions", "package", {k: v for k, v in packages.items() if k},
                     {k: v for k, v in new_packages.items() if k}, found)
        if is_same_machine:
            sizes("function-size", {k: v for k, v in names.items() if k in new_names},
                  {k: v for k, v in new_names.items() if k in names}, found)
            if kind == "go":
                sizes("package-size", {k or "(no package)": v[1] for k, v in packages.items()},
                      {k or "(no package)": v[1] for k, v in new_packages.items()}, found)
    build_differences(judge.build(old), judge.build(new), found)
    if is_elf(old) and is_elf(new) and build_id(old, "gnu") != build_id(new, "gnu"):
        found.add(("build-id", build_id(old, "gnu"), build_id(new, "gnu")))
    return found


NAMED = {"import-version", "export-version", "module-replaced", "module-sum"}
VALUED = {"file-size", "interpreter", "go-version", "main-package", "main-module", "main-version",
          "build-id"}
WHOLE = {"section-size", "function-size", "package-size", "setting", "vcs", "module-up",
         "module-down", "module-version"}


def asked(goelf, old, new):
    """What goelf says, in the same form; and whether both are for one processor."""
    run = subprocess.run([goelf, "compare", "--json", "--symbols", "--functions", old, new],
                         capture_output=True, check=False)
    document = json.loads(run.stdout)
    images = [file["images"][0] for file in document["files"]]
    is_elf_pair = all(image["format"] == "elf" for image in images)
    found = set()
    for d in document["comparison"]["differences"]:
        kind, what, a, b = d["kind"], d["what"], d["old"], d["new"]
        if kind in WHOLE:
            facts = ("fips140-", "boringcrypto")
            if kind != "setting" or not what.startswith(facts):
                found.add((kind, what, a, b))
        elif kind in VALUED:
            if kind != "build-id" or "GNU" in what and is_elf_pair:
                found.add((kind, a, b))
        elif kind == "symbol-version":
            found.add((kind, what, b is not None))
        elif kind.endswith(("-added", "-removed")) or kind in NAMED:
            if kind.endswith("-version") and not is_elf_pair:
                continue
            found.add((kind, what))
    return found, len({image["architecture"] for image in images}) == 1


def compare(goelf, judge, old, new):
    """Prints how both answers differ; returns the number of differences, and of facts compared."""
    found, is_same_machine = asked(goelf, old, new)
    wanted = expected(judge, old, new, is_same_machine)
    if judge.functions(old)[0] == judge.functions(new)[0] == "c":
        found = {row for row in found if row[0] != "package-size"}
    differing = sorted(map(str, found ^ wanted))
    if differing:
        print(f"{old} {new}: {len(differing)} differ")
        for row in differing[:12]:
            print("  goelf alone" if row in set(map(str, found)) else "  judge alone", row[:200])
    return len(differing), len(wanted)


def own_pairs():
    names = sorted(os.listdir(BIN))
    skipped = ("archive", "macho-archive", "macho-universal", "tiny-darwin-universal", "c-packed")
    # Without sections readelf finds neither versions nor symbols by a GNU hash table.
    names = [n for n in names if not n.startswith(skipped) and "nosections" not in n]
    kinds = collections.defaultdict(list)
    for name in names:
        kinds[name.split("-")[0]].append(os.path.join(BIN, name))
    return [pair for kind in kinds.values() for pair in zip(kind, kind[1:])]


def program_pairs(folder):
    """Builds of one program for several suites and processors; and programs side by side."""
    programs = collections.defaultdict(list)
    names = sorted(os.listdir(folder))
    for name in names:
        programs[name.split("-", 2)[-1]].append(os.path.join(folder, name))
    pairs = [pair for builds in programs.values() for pair in zip(builds, builds[1:])]
    small = [os.path.join(folder, name) for name in names]
    small = [path for path in small if os.path.getsize(path) < 12_000_000]
    return pairs + list(zip(small[::4], small[1::4]))[:40]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("goelf")
    parser.add_argument("--programs", metavar="FOLDER")
    parser.add_argument("files", nargs="*", metavar="OLD NEW")
    arguments = parser.parse_args()
    pairs = list(zip(arguments.files[::2], arguments.files[1::2])) or own_pairs()
    if arguments.programs:
        pairs += program_pairs(arguments.programs)
    wrong = facts = 0
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(folder)
        for old, new in pairs:
            differing, wanted = compare(arguments.goelf, judge, old, new)
            wrong += differing
            facts += wanted
    print(f"{len(pairs)} pairs, {facts} differences by other tools, {wrong} of them not the same")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
