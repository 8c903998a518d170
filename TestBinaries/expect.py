#!/usr/bin/env python3
"""Writes expected/<id>.json: what independent tools say about each binary of the manifest.

    expect.py [--only SUBSTR]

Numbers come from llvm-readobj and are held against pyelftools; where the two differ, the file
says so under "disagreements" and this program prints it. Nothing here is computed by goelf.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import macho_expect
import toolchains
from judges import READOBJ, elf_facts, run

HERE = os.path.dirname(os.path.abspath(__file__))
NOSECTIONS = "-nosections"


def version_of(command):
    """A tool's name and version, such as "GNU readelf 2.40"."""
    text = run([command, "--version"])
    if "LLVM version" in text:
        return "llvm-readobj " + re.search(r"LLVM version (\S+)", text).group(1)
    first = text.splitlines()[0]
    return re.sub(r" \(.*\)", "", first)


def go_facts(path):
    """What `go version -m` says, with the path as given replaced by {file}."""
    go = os.path.join(toolchains.go_root("1.27"), "bin/go")
    environment = {"GOTOOLCHAIN": "local", "GOENV": "off", "GOTELEMETRY": "off",
                   "HOME": toolchains.NEUTRAL, "PATH": "/usr/bin:/bin"}
    plain, as_json = [
        subprocess.run([go, "version", "-m"] + option + [path], capture_output=True, text=True,
                       env=environment) for option in ([], ["-json"])]
    return {
        "goVersion": {
            "tool": toolchains.go_version("1.27"),
            "stdout": plain.stdout.replace(path, "{file}"),
            "stderr": plain.stderr.replace(path, "{file}"),
            "status": plain.returncode,
        },
        "goVersionJSON": json.loads(as_json.stdout) if as_json.stdout.strip() else None,
    }


def objdump_facts(path):
    """The glibc floor and the imports, by `objdump -p` and `objdump -T`."""
    headers = run(["objdump", "-p", path])
    libraries, library, floor = {}, None, None
    for line in headers.split("Version References:")[-1].splitlines():
        if "required from" in line:
            library = line.split("required from ")[1].rstrip(":")
        entry = re.fullmatch(r"\s+0x[0-9a-f]+ 0x[0-9a-f]+ \d+ (\S+)", line)
        if entry and library:
            libraries.setdefault(entry.group(1), []).append(library)
            numeric = re.fullmatch(r"GLIBC_(\d+(?:\.\d+)+)", entry.group(1))
            if numeric:
                parts = [int(part) for part in numeric.group(1).split(".")]
                floor = max(floor or parts, parts)
    imports = []
    table = subprocess.run(["objdump", "-T", path], capture_output=True, text=True)
    if "invalid operation" in table.stderr:  # a debug file: its symbols have no bytes
        imports = None
    elif table.returncode != 0 and "not a dynamic object" not in table.stderr:
        raise RuntimeError(f"objdump -T {path} failed: {table.stderr}")
    for line in table.stdout.splitlines():
        match = re.fullmatch(r"[0-9a-f]+ .{7} \*UND\*\t[0-9a-f]+ (.*)", line)
        if not match:
            continue
        words = match.group(1).split()
        version = words[0].strip("()") if len(words) > 1 and words[0] != "Base" else None
        row = {"name": words[-1], "version": version}
        if version in libraries and len(libraries[version]) == 1:
            row["library"] = libraries[version][0]
        imports.append(row)
    return {"glibcFloor": ".".join(map(str, floor)) if floor else None, "imports": imports}


def archive_members(path):
    """The members of an ar archive, each with its name and size, as `ar tv` lists them."""
    rows = []
    for line in run(["ar", "tv", path]).splitlines():
        words = line.split(None, 7)
        if words[7].startswith("__.SYMDEF"):  # Apple's index, which GNU ar takes for a member
            continue
        rows.append({"name": words[7], "size": int(words[2])})
    return rows


MACHO_MAGICS = {bytes.fromhex(text) for text in (
    "feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf")}


def member_facts(path, readelf_tool):
    """What is kept of one member of an archive, and what the judges do not agree on."""
    with open(path, "rb") as file:
        is_macho = file.read(4) in MACHO_MAGICS
    if is_macho:
        found, differing = macho_expect.examine(path)
        return {"macho": found}, differing
    found, differing = elf_facts(path)
    return {"readelf": {"tool": readelf_tool, **found}}, differing


def examine(path):
    """Everything for one binary, and what the judges do not agree on."""
    with open(path, "rb") as file:
        data = file.read()
    facts = {"sha256": hashlib.sha256(data).hexdigest(), **go_facts(path)}
    readelf_tool = f"{version_of(READOBJ)}, held against pyelftools {toolchains.PYELFTOOLS}"
    if data.startswith(b"!<arch>\n"):
        facts["ar"] = {"tool": version_of("ar"), "members": []}
        problems = []
        for member in archive_members(path):
            with tempfile.NamedTemporaryFile() as extracted:
                content = subprocess.run(["ar", "p", path, member["name"]], check=True,
                                         capture_output=True).stdout
                extracted.write(content)
                extracted.flush()
                found, differing = member_facts(extracted.name, readelf_tool)
            problems += [member["name"] + " " + text for text in differing]
            facts["ar"]["members"].append({**member, **found})
    elif data[:4] in MACHO_MAGICS:
        facts["macho"], problems = macho_expect.examine(path)
    else:
        found, problems = elf_facts(path)
        facts["readelf"] = {"tool": readelf_tool, **found}
        if found["header"]["shnum"] > 0:
            facts["objdump"] = {"tool": version_of("objdump"), **objdump_facts(path)}
    if problems:
        facts["disagreements"] = problems
    return facts


def with_sections(facts, sibling):
    """Fills in what judges find by sections only, from the same file before it lost them."""
    note = "by the same file before it lost its sections"
    facts["readelf"]["versions"] = sibling["readelf"]["versions"]
    facts["readelf"]["versionsFrom"] = note
    found = facts["readelf"]["symbols"]["dynsym"]
    there = sibling["readelf"]["symbols"]["dynsym"]
    if found is None:  # llvm-readobj counts symbols by DT_HASH, not by DT_GNU_HASH
        facts["readelf"]["symbols"]["dynsym"] = there
        facts["readelf"]["symbolsFrom"] = note
    elif found != there:
        facts["disagreements"] = facts.get("disagreements", []) + [
            f"dynsym: llvm-readobj {found}, before the sections were lost {there}"]
    facts["objdump"] = {**sibling["objdump"], "importsFrom": note}


def write_json(path, value):
    """Writes a file whole or not at all."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.write("\n")
    os.replace(path + ".part", path)


def expected_path(id):
    """Where a binary's expectations are kept."""
    return os.path.join(HERE, "expected", id + ".json")


def expect(id, path):
    """Examines one binary and returns its expectations, to be written."""
    facts = examine(path)
    if NOSECTIONS in id:
        with open(expected_path(id.replace(NOSECTIONS, "")), encoding="utf-8") as sibling:
            with_sections(facts, json.load(sibling))
    for problem in facts.get("disagreements", []):
        print(f"{id}: judges disagree: {problem}", file=sys.stderr)
    return facts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only binaries whose id holds this")
    only = parser.parse_args().only
    with open(os.path.join(HERE, "manifest.json"), encoding="utf-8") as file:
        entries = [entry for entry in json.load(file) if only in entry["id"]]
    failed = 0
    for entry in sorted(entries, key=lambda entry: NOSECTIONS in entry["id"]):
        try:
            write_json(expected_path(entry["id"]), expect(
                entry["id"], os.path.join(HERE, entry["file"])))
        except (RuntimeError, OSError, KeyError, ValueError) as error:
            failed += 1
            print(f"{entry['id']}: {error!r}", file=sys.stderr)
    print(f"{len(entries) - failed} written, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
