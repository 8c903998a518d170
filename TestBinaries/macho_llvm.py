"""What llvm-objdump and llvm-nm say of a Mach-O file, in the judges' normal form.

The normal form of a file is {"universal", "slices"}; of a slice, the header's fields and the load
commands, each with its fields by the names of <mach-o/loader.h>, sections inside their segments,
and symbols as (value, n_type, n_sect, n_desc, name). Slices are cut out of a universal file by what
`--universal-headers` says, so that every tool sees one at a time.
"""

import contextlib
import os
import re
import subprocess
import tempfile

BIN = "/usr/lib/llvm-19/bin/"
REQUIRED_BY_DYLD = 0x80000000
COMMANDS = {
    "LC_SEGMENT": 0x1, "LC_SYMTAB": 0x2, "LC_SYMSEG": 0x3, "LC_THREAD": 0x4, "LC_UNIXTHREAD": 0x5,
    "LC_LOADFVMLIB": 0x6, "LC_IDFVMLIB": 0x7, "LC_IDENT": 0x8, "LC_FVMFILE": 0x9,
    "LC_PREPAGE": 0xA, "LC_DYSYMTAB": 0xB, "LC_LOAD_DYLIB": 0xC, "LC_ID_DYLIB": 0xD,
    "LC_LOAD_DYLINKER": 0xE, "LC_ID_DYLINKER": 0xF, "LC_PREBOUND_DYLIB": 0x10,
    "LC_ROUTINES": 0x11, "LC_SUB_FRAMEWORK": 0x12, "LC_SUB_UMBRELLA": 0x13,
    "LC_SUB_CLIENT": 0x14, "LC_SUB_LIBRARY": 0x15, "LC_TWOLEVEL_HINTS": 0x16,
    "LC_PREBIND_CKSUM": 0x17, "LC_LOAD_WEAK_DYLIB": 0x80000018, "LC_SEGMENT_64": 0x19,
    "LC_ROUTINES_64": 0x1A, "LC_UUID": 0x1B, "LC_RPATH": 0x8000001C, "LC_CODE_SIGNATURE": 0x1D,
    "LC_SEGMENT_SPLIT_INFO": 0x1E, "LC_REEXPORT_DYLIB": 0x8000001F, "LC_LAZY_LOAD_DYLIB": 0x20,
    "LC_ENCRYPTION_INFO": 0x21, "LC_DYLD_INFO": 0x22, "LC_DYLD_INFO_ONLY": 0x80000022,
    "LC_LOAD_UPWARD_DYLIB": 0x80000023, "LC_VERSION_MIN_MACOSX": 0x24,
    "LC_VERSION_MIN_IPHONEOS": 0x25, "LC_FUNCTION_STARTS": 0x26, "LC_DYLD_ENVIRONMENT": 0x27,
    "LC_MAIN": 0x80000028, "LC_DATA_IN_CODE": 0x29, "LC_SOURCE_VERSION": 0x2A,
    "LC_DYLIB_CODE_SIGN_DRS": 0x2B, "LC_ENCRYPTION_INFO_64": 0x2C, "LC_LINKER_OPTION": 0x2D,
    "LC_LINKER_OPTIMIZATION_HINT": 0x2E, "LC_VERSION_MIN_TVOS": 0x2F,
    "LC_VERSION_MIN_WATCHOS": 0x30, "LC_NOTE": 0x31, "LC_BUILD_VERSION": 0x32,
    "LC_DYLD_EXPORTS_TRIE": 0x80000033, "LC_DYLD_CHAINED_FIXUPS": 0x80000034,
    "LC_FILESET_ENTRY": 0x80000035, "LC_ATOM_INFO": 0x36,
}
NAMES = {number: name for name, number in COMMANDS.items()}
SEGMENTS = (0x1, 0x19)
LINKEDIT = (0x1D, 0x1E, 0x26, 0x29, 0x2B, 0x2E, 0x36, 0x80000033, 0x80000034)
DYLIBS = (0xC, 0xD, 0x80000018, 0x8000001F, 0x20, 0x80000023)
# llvm-objdump's words for fields that <mach-o/loader.h> calls otherwise.
FIELDS = {"time stamp": "timestamp", "current version": "current_version",
          "compatibility version": "compatibility_version"}
# Registers that hold the entry point of LC_UNIXTHREAD.
ENTRY_REGISTERS = ("rip", "pc", "eip", "srr0")


def run(tool, *arguments):
    """What one of LLVM's tools prints; one that fails stops the judgement of this file."""
    result = subprocess.run([BIN + tool, *arguments], capture_output=True,
                            env=dict(os.environ, LC_ALL="C.UTF-8"))
    if result.returncode != 0:
        raise RuntimeError(f"{tool}: {result.stderr.decode(errors='replace').strip()}")
    return result.stdout.decode("utf-8", "replace")


def universal(path):
    """The table of a universal file, or None for any other."""
    text = run("llvm-objdump", "--macho", "--universal-headers", "--non-verbose", path)
    if "fat_magic" not in text:
        return None
    # By number, LLVM 19 says FAT_MAGIC of both.
    words = run("llvm-objdump", "--macho", "--universal-headers", path)
    magic = {"FAT_MAGIC": 0xCAFEBABE, "FAT_MAGIC_64": 0xCAFEBABF}[
        re.search(r"fat_magic (\w+)", words).group(1)]
    rows = []
    for part in re.split(r"\narchitecture \d+\n", text)[1:]:
        values = dict(re.findall(r"^ +(\w+) (\S+)", part, re.M))
        rows.append({
            "cputype": int(values["cputype"]),
            "cpusubtype": int(values["cpusubtype"]) | int(values["capabilities"], 0) << 24,
            "offset": int(values["offset"]), "size": int(values["size"]),
            "align": int(re.search(r"2\^(\d+)", part).group(1))})
    return {"magic": magic, "slices": rows}


@contextlib.contextmanager
def thin_files(path, table):
    """The path of each slice as a file of its own; of a thin file, itself."""
    if table is None:
        yield [path]
        return
    with open(path, "rb") as file, tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, row in enumerate(table["slices"]):
            paths.append(os.path.join(folder, f"slice{number}"))
            file.seek(row["offset"])
            with open(paths[-1], "wb") as copy:
                copy.write(file.read(row["size"]))
        yield paths


def header(text):
    """The header's fields."""
    names, values = re.search(r"^Mach header\n(.*)\n(.*)$", text, re.M).groups()
    row = {name: int(value, 0) for name, value in zip(names.split(), values.split())}
    row["cpusubtype"] |= row.pop("caps") << 24
    return row


def number(text):
    """A field's value: a number where it is one."""
    return int(text, 0) if re.fullmatch(r"(0x[0-9a-f]+|\d+)", text) else text


def body(lines):
    """The fields of one load command or section."""
    fields = {}
    for line in lines:
        named = re.match(r" *(time stamp|current version|compatibility version|string #\d+|\S+) ?"
                         r"(.*)", line)
        if not named:
            continue
        key, value = FIELDS.get(named.group(1), named.group(1)), named.group(2)
        if key == "tool":
            fields.setdefault("tools", []).append([number(value), None])
        elif key == "version" and fields.get("tools"):
            fields["tools"][-1][1] = value
        elif key.startswith("string #"):
            fields.setdefault("strings", []).append(value)
        elif key == "timestamp":
            fields[key] = int(value.split()[0])
        elif key == "align":
            fields[key] = int(value.split()[0].split("^")[1])
        elif key in ("reserved1", "reserved2") or "(past end of file)" in value:
            fields[key] = int(value.split()[0], 0)
        elif key in ("name", "path", "client", "umbrella", "sub_umbrella", "sub_library"):
            fields[key] = re.sub(r" \(offset \d+\)$", "", value)
        else:
            fields.setdefault(key, number(value))
    return fields


def thread(lines):
    """The entry point of a thread command; flavor and count are words here, not numbers."""
    text = "\n".join(lines)
    fields = {}
    for register in ENTRY_REGISTERS:
        found = re.search(rf"\b{register} +(0x[0-9a-f]+)", text)
        if found:
            fields["pc"] = int(found.group(1), 16)
            break
    return fields


def commands(text):
    """The load commands, in file order, with the sections of each segment."""
    rows = []
    for part in re.split(r"^Load command \d+\n", text, flags=re.M)[1:]:
        part, *sections = re.split(r"^Section\n", part, flags=re.M)
        lines = part.splitlines()
        name = re.match(r" *cmd (\S+)", lines[0]).group(1)
        unknown = re.match(r"\?\((0x[0-9a-f]+)\)", name)
        cmd = int(unknown.group(1), 16) if unknown else COMMANDS[name]
        row = {"cmd": cmd, "cmdsize": int(lines[1].split()[1])}
        if not unknown:
            row.update(thread(lines[2:]) if cmd in (4, 5) else body(lines[2:]))
        if cmd in SEGMENTS:
            row["sections"] = [body(section.splitlines()) for section in sections]
        rows.append(row)
    return rows


def symbols(path):
    """The symbol table, stabs included, in file order."""
    rows = []
    for line in run("llvm-nm", "-apx", "--no-dyldinfo", "--format=darwin", path).split("\n"):
        found = re.match(r"([0-9a-f]{8,16}) ([0-9a-f]{2}) ([0-9a-f]{2}) ([0-9a-f]{4}) "
                         r"[0-9a-f]{8} (.*)", line)
        if found:
            value, kind, section, description = (int(text, 16) for text in found.groups()[:4])
            rows.append((value, kind, section, description,
                         re.sub(r" \(indirect for .*\)$", "", found.group(5))))
    return rows


def slice_facts(path, with_symbols=True):
    """The normal form of one thin file."""
    text = run("llvm-objdump", "--macho", "--private-headers", "--non-verbose", path)
    facts = {"header": header(text), "commands": commands(text)}
    if with_symbols:
        facts["symbols"] = symbols(path)
    return facts


def examine(path, with_symbols=True):
    """The normal form of one file."""
    table = universal(path)
    with thin_files(path, table) as paths:
        return {"universal": table,
                "slices": [slice_facts(each, with_symbols) for each in paths]}
