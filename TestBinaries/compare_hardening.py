#!/usr/bin/env python3
"""Holds the hardening rules of `goelf check` against readelf and checksec, over any files.

    compare_hardening.py [--goelf GOELF] [--checksec] PATH...

PATH is an ELF file, or a folder whose ELF files are taken.  What segments, dynamic section, notes and
dynamic symbols are like is read from readelf's text; goelf has to find what follows from it, and
nothing else.  With --checksec (2.6), its answers are held against both, and each difference has to be
one of those that are explained below.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys

AT_ONCE = 100
MACHINES = {"Advanced Micro Devices X86-64": ("IBT", "SHSTK"), "AArch64": ("BTI", "PAC")}
STACK_MARKS = {"__stack_chk_fail", "__stack_chk_guard", "__stack_chk_fail_local",
               "__stack_smash_handler"}
RULES = ("rpath-relative", "executable-stack", "writable-code", "text-relocations", "no-pie", "relro",
         "stack-protector", "fortify", "branch-protection")


class File:
    """What readelf says of a file."""

    def __init__(self, path):
        text = subprocess.run(["readelf", "-hldnW", path], capture_output=True, text=True,
                              errors="replace", check=False).stdout
        self.kind = re.search(r"^  Type: +(\S+)", text, re.MULTILINE)[1]
        self.machine = re.search(r"^  Machine: +(.*?) *$", text, re.MULTILINE)[1]
        self.system = re.search(r"^  OS/ABI: +(.*?) *$", text, re.MULTILINE)[1]
        segments = re.findall(r"^  (\w+) +0x\w+ 0x\w+ 0x\w+ (0x\w+) (0x\w+) (.{3}) 0", text,
                              re.MULTILINE)
        self.is_loaded = any(kind == "LOAD" for kind, *_ in segments)
        # Files of debug information have segments of a program, and no code.
        code = [int(size, 16) for kind, size, _, flags in segments if kind == "LOAD" and "E" in flags]
        self.has_code = not code or any(code)
        self.stack = [flags for kind, _, _, flags in segments if kind == "GNU_STACK"]
        self.relro = any(kind == "GNU_RELRO" and int(size, 16) > 0 for kind, _, size, _ in segments)
        self.writable_code = any(kind == "LOAD" and "W" in flags and "E" in flags
                                 for kind, _, _, flags in segments)
        dynamic = dict.fromkeys(re.findall(r"^ 0x\w+ \((\w+)\)", text, re.MULTILINE))
        words = set(re.findall(r"\w+", " ".join(
            re.findall(r"^ 0x\w+ \(FLAGS(?:_1)?\) +(.*)$", text, re.MULTILINE))))
        self.now = "BIND_NOW" in dynamic or bool(words & {"BIND_NOW", "NOW"})
        self.text_relocations = "TEXTREL" in dynamic or "TEXTREL" in words
        self.paths = {tag: path.split(":") for tag, path in re.findall(
            r"\((RPATH|RUNPATH)\) +Library \w+: \[(.*)\]", text)}
        if "RUNPATH" in self.paths:
            self.paths.pop("RPATH", None)
        self.features = set(re.findall(r"\b(IBT|SHSTK|BTI|PAC)\b", " ".join(
            re.findall(r"feature: (.*)", text))))
        self.is_dynamic = "NEEDED" in dynamic
        with open(path, "rb") as stream:
            content = stream.read()
        self.is_go = b"\xff Go buildinf:" in content or b"\xff Go fipsinfo" in content
        self.has_other_system = any(mark in content for mark in (
            b"build\tGOOS=freebsd", b"build\tGOOS=netbsd", b"build\tGOOS=openbsd",
            b"build\tGOOS=android", b"\x06\0\0\0\x04\0\0\0\x01\0\0\0Go"))
        symbols = subprocess.run(["readelf", "--dyn-syms", "-W", path], capture_output=True,
                                 text=True, errors="replace", check=False).stdout
        self.imports = set(re.findall(r" UND ([^\s@]+)", symbols))
        self.is_linux = self.system in ("UNIX - System V", "UNIX - GNU")

    def expected(self):
        """What goelf has to find: rules with the start of the message; of C code only what must not
        be found."""
        found = set()
        for paths in self.paths.values():
            if any(not path.startswith(("/", "$")) for path in paths):
                found.add(("rpath-relative", ""))
        if self.stack and "E" in self.stack[-1]:
            found.add(("executable-stack", "its"))
        if not self.stack and self.is_linux:
            found.add(("executable-stack", "nothing"))
        if self.writable_code:
            found.add(("writable-code", ""))
        if self.text_relocations:
            found.add(("text-relocations", ""))
        if self.kind == "EXEC":
            found.add(("no-pie", ""))
        if not self.relro:
            found.add(("relro", "no RELRO"))
        elif not self.now:
            found.add(("relro", "RELRO is partial"))
        missing = set(MACHINES.get(self.machine, ())) - self.features
        if missing:
            found.add(("branch-protection", " ".join(sorted(missing))))
        return found

    def c_faults(self, rules):
        """What is wrong with what goelf says of C code."""
        if "stack-protector" in rules and self.imports & STACK_MARKS:
            yield "stack-protector is found, though __stack_chk_fail is imported"
        checks = [name for name in self.imports if re.fullmatch(r"__\w+_chk", name)]
        if "fortify" in rules and checks:
            yield f"fortify is found, though {checks[0]} is imported"
        if not self.is_go and self.imports and self.is_dynamic and not (
                self.imports & STACK_MARKS or "stack-protector" in rules):
            yield "stack-protector is not found, though __stack_chk_fail is not imported"


def key(finding):
    """A finding as `expected` has it."""
    rule, message = finding["rule"], finding["message"]
    if rule == "executable-stack":
        return rule, message.split()[0]
    if rule == "relro":
        return rule, message.split(":")[0]
    if rule == "branch-protection":
        return rule, " ".join(sorted(re.findall(r"\b(IBT|SHSTK|BTI|PAC)\b", message)))
    return rule, ""


def elf_files(paths):
    """The ELF files that paths lead to."""
    for path in paths:
        names = [path] if os.path.isfile(path) else sorted(
            os.path.join(folder, name) for folder, _, files in os.walk(path) for name in files)
        for name in names:
            if os.path.islink(name) and name not in paths:
                continue
            try:
                with open(name, "rb") as stream:
                    head = stream.read(20)
            except OSError:
                continue
            if head[:4] == b"\x7fELF" and int.from_bytes(
                    head[16:18], "little" if head[5] == 1 else "big") in (2, 3):
                yield name


def goelf_says(goelf, paths):
    """The hardening findings on each file."""
    answers = {}
    for start in range(0, len(paths), AT_ONCE):
        result = subprocess.run(goelf + ["check", "--json", "--target", "glibc:2.36", "--",
                                         *paths[start:start + AT_ONCE]],
                                capture_output=True, check=False)
        for file in json.loads(result.stdout)["files"]:
            for image in file["images"]:
                answers[file["path"]] = [finding for finding in image["findings"]
                                         if finding["rule"] in RULES]
    return answers


def checksec_faults(path, file, found):
    """Differences from checksec that are not explained."""
    result = subprocess.run(["checksec", "--format=json", "--file=" + path], capture_output=True,
                            text=True, check=False)
    try:
        said = next(iter(json.loads(result.stdout).values()))
    except (ValueError, StopIteration, AttributeError):
        return
    rules = dict(found)
    relro = {"no": "no RELRO", "partial": "RELRO is partial", "full": None}[said["relro"]]
    if rules.get("relro") != relro:
        yield "relro", f"checksec: {said['relro']}, goelf: {rules.get('relro')}"
    if (said["pie"] == "no") != ("no-pie" in rules):
        yield "pie", f"checksec: {said['pie']}"
    if (said["nx"] == "yes") != ("executable-stack" not in rules):
        yield "nx", f"checksec: {said['nx']}"
    if said["canary"] == "yes" and "stack-protector" in rules:
        yield "canary", "checksec sees one"


# What checksec says otherwise, and why it is no fault of either.
EXPLAINED = {
    ("relro", "checksec: full, goelf: RELRO is partial"):
        "checksec looks for the letters BIND_NOW or NOW in all of the dynamic section",
    ("nx", "checksec: yes"):
        "checksec takes a file without PT_GNU_STACK for one with a stack that is not executable",
    ("nx", "checksec: no"):
        "of other systems than Linux, which do not ask PT_GNU_STACK, goelf says nothing",
    ("canary", "checksec sees one"):
        "checksec counts a symbol of the C library that was linked in",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF", "goelf"))
    parser.add_argument("--checksec", action="store_true")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    options = parser.parse_args()
    paths = list(dict.fromkeys(elf_files(options.paths)))
    answers = goelf_says(options.goelf.split(), paths)
    counts, faults, explained = collections.Counter(), 0, collections.Counter()
    for path in paths:
        file = File(path)
        if not file.is_loaded or not file.has_code or path not in answers:
            counts["passed over"] += 1
            continue
        counts["files"] += 1
        found = {key(finding) for finding in answers[path]}
        rules = {rule for rule, _ in found}
        wanted = file.expected()
        if file.has_other_system:
            wanted = {pair for pair in wanted if pair[0] not in ("executable-stack",
                                                                "branch-protection")}
        told = {pair for pair in found if pair[0] not in ("stack-protector", "fortify")}
        wrong = [f"goelf does not find {pair}" for pair in sorted(wanted - told)]
        wrong += [f"goelf finds {pair}" for pair in sorted(told - wanted)]
        wrong += file.c_faults(rules)
        if options.checksec:
            for difference in checksec_faults(path, file, found):
                if difference in EXPLAINED:
                    explained[difference] += 1
                else:
                    wrong.append(": ".join(difference))
        for finding in sorted(rules):
            counts[finding] += 1
        if wrong:
            faults += 1
            print(path, *wrong, sep="\n    ")
    for difference, count in explained.items():
        print(f"{count} × {': '.join(difference)}: {EXPLAINED[difference]}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f"; {faults} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
