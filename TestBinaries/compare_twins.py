#!/usr/bin/env python3
"""Compares goelf's answers on stripped programs of Debian with Go's own on unstripped twins.

    compare_twins.py [--only SUBSTR] [--work FOLDER] GOELF

A twin is built from the very source package that the program is shipped from, but not stripped.
What debug/gosym reads in the twin, goelf has to say of the twin, of its stripped copy, of that
without section headers, and of the program as Debian ships it; and nm has to know the names. A
shipped program whose functions are other ones by gosym itself is of another build: it is compared
with gosym's answer on it. For other machines, twin and stripped program are two builds.

Which packages call C follows from the machine code of the twin: who calls `runtime.cgocall`. What
`go list` says of files that import "C" is compared too, and each difference is explained by what is
in the compiled package.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

from compare_functions import asked, differences, judged, without_sections
from debian_builds import DebianRoot, GoTree
import expect_functions

# Debian's source package, its binary package, the program.
PROGRAMS = (
    ("runc", "runc", "runc"),
    ("gh", "gh", "gh"),
    ("libpod", "podman", "podman"),
    ("golang-github-containers-buildah", "buildah", "buildah"),
    ("skopeo", "skopeo", "skopeo"),
    ("prometheus", "prometheus", "prometheus"),
    ("prometheus", "prometheus", "promtool"),
    ("restic", "restic", "restic"),
    ("syncthing", "syncthing", "syncthing"),
    ("rclone", "rclone", "rclone"),
    ("containerd", "containerd", "containerd"),
)
CROSS = (("gh", "s390x"), ("gh", "386"), ("restic", "arm"))

# Go code that cgo makes up (Go's cmd/cgo, out.go): a C function's wrapper, the one of malloc that
# cgo's own helpers call, and what C may call.
WRAPPER = re.compile(r"(.+)\._(?:(?:Cfunc|C2func|Cmacro)_([^.]+)|cgo_cmalloc)")
EXPORT = re.compile(r"_cgoexp_[0-9a-f]{12}_([^.]+)")
# A mangled name, which cannot be made again where the function table has left out array bounds.
MANGLED = re.compile(r"type\.\.[A-Za-z0-9+/]{8}")
# These two call the run time for C itself, and nothing that a package brings along.
STARTING = ("runtime.", "syscall.")


def symbols(path):
    """The names of code in a symbol table, by address."""
    names = {}
    for line in subprocess.run(["llvm-nm-19", path], check=True, capture_output=True,
                               text=True).stdout.splitlines():
        found = re.fullmatch(r"([0-9a-f]+) [tT] (.*)", line)
        if found:
            names.setdefault(int(found[1], 16), set()).add(found[2].removesuffix(".abi0"))
    return names


def in_symbols(name):
    """A name of the function table as the symbol table has it, type arguments aside."""
    return name.replace("·", ".")


def in_table(name):
    """A name of the symbol table as the function table has it (Go's cmd/link, pcln.go)."""
    first, last = name.find("["), name.rfind("]")
    return name if first < 0 or last < first else f"{name[:first]}[...]{name[last + 1:]}"


def mangled(name):
    """A type's name as the symbol table of a program with plugins has it (cmd/link, lib.go)."""
    if not name.startswith("type.") or name.startswith("type.runtime.") or len(name) <= 14:
        return name
    digest = bytes(byte ^ 0xFF for byte in hashlib.sha256(name.encode()).digest()[:6])
    return ("type.." if name[5] == "." else "type.") + base64.b64encode(digest).decode()


def unnamed(rows, names):
    """The functions that nm knows by other names or not at all, and code of Go that they miss."""
    wrong = []
    for entry, _, rest in rows:
        known = {form for name in names.get(entry, ()) for form in (name, in_table(name))}
        if (not any(in_symbols(rest).startswith(name + " ") for name in known)
                and mangled(rest.rsplit(" ", 2)[0]) not in known
                and not ("[...]" in rest and any(map(MANGLED.fullmatch, known)))):
            wrong.append((hex(entry), rest))
    entries = {row[0] for row in rows}
    first, last = rows[0][0], rows[-1][1]
    wrong += [(hex(address), sorted(found)) for address, found in names.items()
              if first <= address < last and address not in entries]
    return len(wrong), wrong[:1]


def compared(goelf, judge, twin, stripped, shipped=None):
    """One (what, differences, first difference) a comparison, and the number of functions."""
    wanted = judged(judge, twin)
    with tempfile.TemporaryDirectory() as folder:
        bare = os.path.join(folder, "bare")
        without_sections(stripped, bare)
        cases = [("twin", twin, wanted), ("stripped", stripped, wanted),
                 ("stripped without sections", bare, wanted)]
        if shipped:
            own = judged(judge, shipped)
            kind = "shipped" if own == wanted else "shipped of another build"
            bare = os.path.join(folder, "shipped")
            without_sections(shipped, bare)
            cases += [(kind, shipped, own), (kind + " without sections", bare, own)]
        rows = []
        for kind, path, expected in cases:
            got, notes = asked(goelf, path)
            count, first = differences(expected, got)
            rows.append((kind, count, [*first, *notes]))
            if path == stripped:
                rows.append(("nm", *unnamed(got, symbols(twin))))
    return len(wanted), rows


def callers(path):
    """The functions whose machine code calls C: by `runtime.cgocall`, or by what that calls."""
    caller, found = None, set()
    with subprocess.Popen(["nice", "llvm-objdump-19", "-d", "--no-show-raw-insn", path],
                          stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.endswith(">:\n"):
                # Go's linker adds such a prefix where it leaves the linking to another one.
                caller = line[line.index("<") + 1:-3].removesuffix(".abi0").removeprefix("local.")
            elif "<runtime.cgocall>" in line or "<runtime.asmcgocall" in line:
                found.add(caller)
    return {name for name in found if not name.startswith(STARTING)}


def calls_by_code(path):
    """The C functions that each package calls, and the Go functions that C may call."""
    calls = {}
    for name in callers(path):
        found = WRAPPER.fullmatch(name)
        if not found:
            raise RuntimeError(f"{name} calls C, and is nothing that cgo makes up")
        # Go writes dots behind a path's last slash as %2e.
        package = re.sub("%([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), found[1])
        calls.setdefault(package, set()).add(found[2] or "malloc")
    names = set().union(*symbols(path).values())
    return calls, {found[1] for found in map(EXPORT.fullmatch, names) if found}


def calls_by_goelf(goelf, path):
    """The same as goelf says it."""
    result = subprocess.run([goelf, "cgo", "--json", path], capture_output=True, check=False)
    packages = json.loads(result.stdout)["files"][0]["images"][0]["cgo"]["packages"]
    calls = {p["package"]: set(p["calls"]) for p in packages if p["calls"]}
    return calls, {name for p in packages for name in p["exports"]}


def compare_cgo(goelf, tree, twin, files):
    """Prints who calls C; returns whether all agree."""
    calls, exports = wanted = calls_by_code(twin)
    right = True
    for kind, path in files:
        got, got_exports = calls_by_goelf(goelf, path)
        right &= (got, got_exports) == wanted
        for package in sorted(calls.keys() | got.keys()):
            different = calls.get(package, set()) ^ got.get(package, set())
            if different:
                print(f"    C, {kind}: {package} differs in {sorted(different)}")
        if got_exports != exports:
            print(f"    C, {kind}: exports differ in {sorted(exports ^ got_exports)}")
    functions = sum(map(len, calls.values()))
    print(f"    {len(calls)} packages call {functions} C functions, {len(exports)} exports: "
          + ", ".join(sorted(calls)))
    listed = set(tree.packages_with_c())
    for package in sorted(listed - calls.keys()):
        # What was compiled but not linked was called by nothing that is left.
        compiled = [name for name in tree.compiled_names(package) if WRAPPER.fullmatch(name)]
        print(f"    go list also names {package}: "
              + (f"none of its {len(compiled)} calls was linked" if compiled else "it calls no C"))
    for package in sorted(calls.keys() - listed):
        right = False
        print(f"    go list does not name {package}")
    return right


def report(program, version, machine, count, rows):
    """Prints a line a program; returns whether there is no difference."""
    wrong = [row for row in rows if row[1] > 0]
    kinds = "; ".join(row[0] for row in rows)
    print(f"{program:11} {version:24} {machine:6} {count:6} functions, "
          f"{sum(row[1] for row in rows)} differences ({kinds})", flush=True)
    for kind, different, notes in wrong:
        print(f"    {kind}: {different} differences", *notes)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="SUBSTR")
    parser.add_argument("--work", default="/tmp/goelf-twins", metavar="FOLDER")
    parser.add_argument("goelf")
    options = parser.parse_args()
    root = DebianRoot(options.work)
    root.make()
    judge = expect_functions.build(options.work)
    right = True
    for source, package, program in PROGRAMS:
        if options.only not in program:
            continue
        twin = root.built(source, program)
        shipped, version = root.shipped(package, program)
        stripped = os.path.join(options.work, program)
        # As Debian's dh_strip does it.
        root.run(f"strip --remove-section=.comment --remove-section=.note "
                 f"-o /tmp/stripped {root.inside(twin)}")
        os.replace(root.outside("/tmp/stripped"), stripped)
        right &= report(program, version, "amd64",
                        *compared(options.goelf, judge, twin, stripped, shipped))
        tree = GoTree(root, twin)
        right &= compare_cgo(options.goelf, tree, twin,
                             (("stripped", stripped), ("shipped", shipped)))
        for machine in (machine for name, machine in CROSS if name == program):
            right &= report(program, version, machine,
                            *compared(options.goelf, judge, tree.cross_built(machine, program),
                                      tree.cross_built(machine, program, "-s", "-w")))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
