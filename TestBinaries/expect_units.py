#!/usr/bin/env python3
"""Writes expected/units/<id>.json: what pyelftools reads of the compile units of each binary.

    expect_units.py [--only SUBSTR] [--print FILE...]

Name, language, producer and directory of every unit whose root entry is a compile unit, in file
order; those of Go are counted by producer only. llvm-dwarfdump reads the same, and what it says
differently is under "disagreements". Binaries without debug information have no such file; those of
an archive have one for each member. pyelftools does not know zstd nor all of GNU's older form of
compressed sections, so objcopy expands those first.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "expected", "units")
DWARFDUMP = "/usr/lib/llvm-19/bin/llvm-dwarfdump"
if not os.path.exists(DWARFDUMP):
    DWARFDUMP = "llvm-dwarfdump"
GO = 0x16


def text(attribute):
    """A string attribute's value; None where there is none."""
    if attribute is None:
        return None
    value = attribute.value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else None


def pyelftools_units(path):
    """The units by pyelftools, or None where there is no debug information."""
    sys.path.insert(0, toolchains.pyelftools())
    from elftools.elf.elffile import ELFFile
    units = []
    with open(path, "rb") as file:
        elf = ELFFile(file)
        # Not has_dwarf_info: that counts .eh_frame too.
        if not any(elf.get_section_by_name(name) for name in (".debug_info", ".zdebug_info")):
            return None
        for unit in elf.get_dwarf_info(follow_links=False).iter_CUs():
            root = unit.get_top_DIE()
            if root.tag != "DW_TAG_compile_unit":
                continue
            found = root.attributes
            if "DW_AT_GNU_dwo_name" in found or "DW_AT_dwo_name" in found:
                continue
            language = found.get("DW_AT_language")
            units.append({
                "name": text(found.get("DW_AT_name")),
                "language": language.value if language else None,
                "producer": text(found.get("DW_AT_producer")),
                "directory": text(found.get("DW_AT_comp_dir")),
            })
    return units


def dwarfdump_units(path):
    """The units by llvm-dwarfdump, which names languages instead of numbering them."""
    # It misses the sections that `recipes.UNITS_ONLY` removes, and fails for that alone.
    result = subprocess.run([DWARFDUMP, "--debug-info", "--recurse-depth=0", path],
                            capture_output=True, check=False)
    units = []
    for entry in re.split(r"\n0x[0-9a-f]+: (?=DW_TAG)", result.stdout.decode("utf-8", "replace")):
        if not entry.startswith("DW_TAG_compile_unit") or "dwo_name" in entry:
            continue
        fields = dict(re.findall(r'DW_AT_(\w+)\t\("?(.*?)"?\)\n', entry + "\n"))
        units.append({"name": fields.get("name"), "producer": fields.get("producer"),
                      "directory": fields.get("comp_dir")})
    return units


def unescaped(unit):
    """The same without what llvm-dwarfdump writes differently: backslashes before quotes."""
    return {key: value and value.replace("\\", "") for key, value in unit.items()
            if key != "language"}


def needs_expansion(path):
    """Whether the file has compressed sections that pyelftools cannot read."""
    sections = subprocess.run(["readelf", "-tW", path], capture_output=True, text=True).stdout
    return ".zdebug_" in sections or "ZSTD" in sections


def examine(path):
    """What the judges say of a file, None where it has no debug information."""
    if not needs_expansion(path):
        return examine_plain(path, f"pyelftools {toolchains.PYELFTOOLS}")
    with tempfile.NamedTemporaryFile() as expanded:
        subprocess.run(["objcopy", "--decompress-debug-sections", path, expanded.name], check=True)
        return examine_plain(
            expanded.name,
            f"pyelftools {toolchains.PYELFTOOLS} after objcopy --decompress-debug-sections")


def examine_plain(path, tool):
    """The same of a file that the judges can read."""
    units = pyelftools_units(path)
    if units is None:
        return None
    facts = {"tool": tool, "foreign": [], "go": []}
    for unit in units:
        if unit["language"] != GO:
            facts["foreign"].append(unit)
            continue
        known = [row for row in facts["go"] if row["producer"] == unit["producer"]]
        if known:
            known[0]["count"] += 1
        else:
            facts["go"].append({"producer": unit["producer"], "count": 1})
    version = subprocess.run([DWARFDUMP, "--version"], capture_output=True, text=True)
    facts["heldAgainst"] = "llvm-dwarfdump " + re.search(
        r"LLVM version (\S+)", version.stdout).group(1)
    others = dwarfdump_units(path)
    problems = [f"{len(units)} units, llvm-dwarfdump {len(others)}"] if len(
        units) != len(others) else [
        f"{unescaped(ours)}, llvm-dwarfdump {unescaped(theirs)}"
        for ours, theirs in zip(units, others) if unescaped(ours) != unescaped(theirs)]
    if problems:
        facts["disagreements"] = problems
    return facts


def members(path):
    """What the judges say of the objects of an archive, by their names."""
    found = {}
    names = subprocess.run(["ar", "t", path], check=True, capture_output=True, text=True).stdout
    for name in names.splitlines():
        with tempfile.NamedTemporaryFile() as member:
            subprocess.run(["ar", "p", path, name], check=True, stdout=member)
            facts = examine(member.name)
        if facts:
            found[name] = facts
    return found


def write(name, facts):
    """Writes what is known of one file, and says where the judges disagree."""
    for problem in facts.get("disagreements", []):
        print(f"{name}: judges disagree: {problem}", file=sys.stderr)
    with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1, ensure_ascii=False)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="SUBSTR")
    parser.add_argument("--print", nargs="+", default=[], metavar="FILE", dest="files")
    options = parser.parse_args()
    for path in options.files:
        print(json.dumps({"path": path, "units": examine(path)}))
    if options.files:
        return
    with open(os.path.join(HERE, "manifest.json"), encoding="utf-8") as file:
        entries = [entry for entry in json.load(file) if options.only in entry["id"]]
    os.makedirs(FOLDER, exist_ok=True)
    for entry in entries:
        path = os.path.join(HERE, entry["file"])
        with open(path, "rb") as file:
            start = file.read(8)
        if start == b"!<arch>\n":
            for name, facts in members(path).items():
                write(f"{entry['id']}({name})", facts)
        facts = examine(path) if start.startswith(b"\x7fELF") else None
        if facts:
            write(entry["id"], facts)


if __name__ == "__main__":
    main()
