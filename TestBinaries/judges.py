"""What llvm-readobj and pyelftools say of an ELF file, held against each other.

Numbers are llvm-readobj's. The interpreter and the notes are pyelftools', because llvm-readobj does
not give the notes as bytes.
"""

import hashlib
import json
import os
import re
import subprocess
import sys

import toolchains

READOBJ = "/usr/lib/llvm-19/bin/llvm-readobj"
DT_STRINGS = {1: "needed", 14: "soname", 15: "rpath", 29: "runpath"}


def run(command, **options):
    """What a tool prints; a tool that fails stops everything."""
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    result = subprocess.run(command, capture_output=True, env=environment, **options)
    if result.returncode != 0:
        raise RuntimeError(f"{command} failed: {result.stderr.decode(errors='replace')}")
    return result.stdout.decode("utf-8")


def readobj(path):
    """llvm-readobj's JSON for one ELF file."""
    text = run([READOBJ, "--elf-output-style=JSON", "-h", "-l", "-S", "-d", "-V", "--symbols",
                "--dyn-syms", path])
    # LLVM 19 writes a version definition's parents outside JSON's syntax.
    text = re.sub(r'"Predecessors: \[(.*?)\]\n',
                  lambda match: '","Predecessors":' + json.dumps(
                      [name for name in match.group(1).split(", ") if name]), text)
    return json.loads(text)[0]


def count(text):
    """A count of the header; llvm-readobj puts the resolved one in parentheses."""
    return int(re.findall(r"\d+", str(text))[-1])


def header(dump):
    """The fields of the ELF header."""
    elf, ident = dump["ElfHeader"], dump["ElfHeader"]["Ident"]
    return {
        "class": 32 * ident["Class"]["Value"],
        "data": {1: "little", 2: "big"}[ident["DataEncoding"]["Value"]],
        "osabi": ident["OS/ABI"]["Value"],
        "abiversion": ident["ABIVersion"],
        "type": int(re.search(r"0x([0-9A-Fa-f]+)", str(elf["Type"])).group(1), 16),
        "machine": elf["Machine"]["Value"],
        "version": elf["Version"],
        "entry": elf["Entry"],
        "phoff": elf["ProgramHeaderOffset"],
        "shoff": elf["SectionHeaderOffset"],
        "flags": elf["Flags"]["Value"],
        "ehsize": elf["HeaderSize"],
        "phentsize": elf["ProgramHeaderEntrySize"],
        "phnum": count(elf["ProgramHeaderCount"]),
        "shentsize": elf["SectionHeaderEntrySize"],
        "shnum": count(elf["SectionHeaderCount"]),
        "shstrndx": count(elf["StringTableSectionIndex"]),
    }


def segments(dump):
    """The program headers."""
    rows = []
    for entry in dump["ProgramHeaders"]:
        entry = entry["ProgramHeader"]
        kind = entry["Type"]
        named = kind["Name"].startswith("PT_")
        rows.append({
            "type": kind["Name"] if named else hex(kind["Value"]),
            "offset": entry["Offset"],
            "vaddr": entry["VirtualAddress"],
            "paddr": entry["PhysicalAddress"],
            "filesz": entry["FileSize"],
            "memsz": entry["MemSize"],
            "flags": entry["Flags"]["Value"],
            "align": entry["Alignment"],
        })
    return rows


def sections(dump):
    """The section headers, entry 0 included."""
    return [{
        "index": entry["Index"],
        "name": entry["Name"]["Name"],
        "type": entry["Type"]["Value"],
        "flags": entry["Flags"]["Value"],
        "addr": entry["Address"],
        "offset": entry["Offset"],
        "size": entry["Size"],
        "link": entry["Link"],
        "info": entry["Info"],
        "addralign": entry["AddressAlignment"],
        "entsize": entry["EntrySize"],
    } for entry in (row["Section"] for row in dump["Sections"])]


def dynamic(dump):
    """The dynamic section up to and without DT_NULL, with the strings that entries name."""
    rows = []
    for entry in dump.get("DynamicSection", []):
        if entry["Tag"] == 0:
            break
        string = entry.get("Library", entry.get("Name"))
        if "Path" in entry:
            string = ":".join(entry["Path"])
        rows.append({"tag": entry["Tag"], "value": entry["Value"], "string": string})
    return rows


def versions(dump):
    """The version needs and the version definitions, record by record."""
    required = [{"library": row["Dependency"]["FileName"],
                 "versions": [{"name": entry["Entry"]["Name"], "index": entry["Entry"]["Index"],
                               "flags": entry["Entry"]["Flags"]["Value"]}
                              for entry in row["Dependency"]["Entries"]]}
                for row in dump.get("VersionRequirements", [])]
    defined = [{"name": row["Definition"]["Name"], "index": row["Definition"]["Index"],
                "flags": row["Definition"]["Flags"]["Value"],
                "parents": row["Definition"]["Predecessors"]}
               for row in dump.get("VersionDefinitions", [])]
    return {"required": required, "defined": defined}


def symbol_line(value, size, type, bind, vis, shndx, name):
    """One symbol as the lines are that `symbols` digests."""
    return f"{value} {size} {type} {bind} {vis} {shndx} {name}\n"


def digest(lines):
    """The number of lines and their SHA-256, or None of no lines."""
    if not lines:
        return None
    return {"count": len(lines),
            "sha256": hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()}


def symbols(dump):
    """The symbol tables' digests. Names are without the version that llvm-readobj appends."""
    def lines(key, versioned):
        rows = []
        for row in dump.get(key, []):
            entry = row["Symbol"]
            name = entry["Name"]["Name"]
            if versioned:
                name = name.split("@")[0]
            if entry["Type"]["Value"] == 3:  # it names a section symbol by its section
                name = None
            rows.append((entry["Value"], entry["Size"], entry["Type"]["Value"],
                         entry["Binding"]["Value"], entry["Other"]["Value"] & 3,
                         entry["Section"]["Value"], name))
        return rows
    return {"symtab": lines("Symbols", False), "dynsym": lines("DynamicSymbols", True)}


def pyelftools_facts(path):
    """The same facts by pyelftools, and the notes, which llvm-readobj does not give as bytes."""
    sys.path.append(toolchains.pyelftools())
    from elftools.elf import enums
    from elftools.elf.elffile import ELFFile
    numbers = {name: value for table in vars(enums).values() if isinstance(table, dict)
               for name, value in table.items() if isinstance(value, int)}

    def number(value):
        return value if isinstance(value, int) else numbers[value]

    facts = {}
    with open(path, "rb") as file:
        elf = ELFFile(file)
        facts["header"] = {name: number(elf.header["e_" + name]) for name in (
            "type", "machine", "version", "entry", "phoff", "shoff", "flags", "ehsize",
            "phentsize", "phnum", "shentsize", "shnum", "shstrndx")}
        facts["segments"] = [
            {name: number(segment["p_" + name]) for name in (
                "type", "offset", "vaddr", "paddr", "filesz", "memsz", "flags", "align")}
            for segment in elf.iter_segments()]
        facts["sections"] = [
            {"index": index, "name": section.name,
             **{name: number(section["sh_" + name]) for name in (
                 "type", "flags", "addr", "offset", "size", "link", "info", "addralign",
                 "entsize")}}
            for index, section in enumerate(elf.iter_sections())]
        facts["interpreter"] = next((
            segment.get_interp_name() for segment in elf.iter_segments()
            if segment["p_type"] == "PT_INTERP" and segment["p_filesz"] > 0), None)
        facts["dynamic"] = _dynamic(elf, number)
        facts["versions"] = _versions(elf)
        facts["notes"] = _notes(elf, file)
        facts["symbols"] = {
            name: _symbols(elf.get_section_by_name("." + name), number)
            for name in ("symtab", "dynsym")}
    return facts


def _dynamic(elf, number):
    for segment in elf.iter_segments():
        if segment["p_type"] == "PT_DYNAMIC" and segment["p_filesz"] > 0:
            rows = []
            for tag in segment.iter_tags():
                kind = number(tag.entry["d_tag"])
                if kind == 0:
                    break
                string = (getattr(tag, DT_STRINGS[kind]) if kind in DT_STRINGS else None)
                rows.append({"tag": kind, "value": tag.entry["d_val"], "string": string})
            return rows
    return []


def _versions(elf):
    from elftools.elf.gnuversions import GNUVerDefSection, GNUVerNeedSection
    required, defined = [], []
    for section in elf.iter_sections():
        if section["sh_type"] == "SHT_NOBITS":
            continue
        if isinstance(section, GNUVerNeedSection):
            for need, entries in section.iter_versions():
                required.append({"library": need.name, "versions": [
                    {"name": entry.name, "index": entry["vna_other"], "flags": entry["vna_flags"]}
                    for entry in entries]})
        if isinstance(section, GNUVerDefSection):
            for definition, entries in section.iter_versions():
                names = [entry.name for entry in entries]
                defined.append({"name": names[0], "index": definition["vd_ndx"],
                                "flags": definition["vd_flags"], "parents": names[1:]})
    return {"required": required, "defined": defined}


def _notes(elf, file):
    """The notes of the note sections or, in a file without sections, of PT_NOTE."""
    from elftools.elf.sections import NoteSection
    from elftools.elf.segments import NoteSegment
    places = [section for section in elf.iter_sections() if isinstance(section, NoteSection)]
    if elf.num_sections() == 0:
        places = [segment for segment in elf.iter_segments() if isinstance(segment, NoteSegment)]
    notes = []
    for place in places:
        for note in place.iter_notes():
            file.seek(note["n_offset"] + 8)
            order = "little" if elf.little_endian else "big"
            notes.append({"owner": note["n_name"], "type": int.from_bytes(file.read(4), order),
                          "desc": note["n_descdata"].hex()
                          if isinstance(note["n_descdata"], bytes)
                          else note["n_descdata"].encode("latin-1").hex()})
    return notes


def _symbols(section, number):
    if section is None or section["sh_type"] == "SHT_NOBITS":
        return []
    return [(symbol["st_value"], symbol["st_size"], number(symbol["st_info"]["type"]),
             number(symbol["st_info"]["bind"]), number(symbol["st_other"]["visibility"]),
             number(symbol["st_shndx"]), symbol.name) for symbol in section.iter_symbols()]


def elf_facts(path):
    """What llvm-readobj and pyelftools say together of one ELF file."""
    dump = readobj(path)
    other = pyelftools_facts(path)
    first = {"header": header(dump), "segments": segments(dump), "sections": sections(dump),
             "dynamic": dynamic(dump), "versions": versions(dump), "symbols": symbols(dump)}
    disagreements = []

    def differ(what, one, two):
        if one != two:
            disagreements.append(f"{what}: llvm-readobj {one}, pyelftools {two}")

    for name, value in other["header"].items():
        differ("header " + name, first["header"][name], value)
    differ("versions", first["versions"], other["versions"])
    for group in ("segments", "sections", "dynamic"):
        differ(group + " count", len(first[group]), len(other[group]))
        for index, (one, two) in enumerate(zip(first[group], other[group])):
            for name in two:
                if group != "segments" or name != "type":
                    differ(f"{group} {index} {name}", one[name], two[name])
    tables = {}
    for name, rows in first["symbols"].items():
        theirs = other["symbols"][name]
        named = [row[:6] + ("" if row[6] is None else row[6],) for row in rows]
        if theirs:
            differ(name + " count", len(rows), len(theirs))
            for index, (one, two) in enumerate(zip(rows, theirs)):
                if one[6] is not None or two[6] == "":
                    differ(f"{name} {index}", one[:6] + ((one[6] or ""),), two)
            named = theirs
        tables[name] = digest([symbol_line(*row) for row in named])
    strings = {name: [row["string"] for row in first["dynamic"] if row["tag"] == tag]
               for tag, name in DT_STRINGS.items()}
    facts = {
        "header": first["header"], "segments": first["segments"], "sections": first["sections"],
        "dynamic": first["dynamic"], "interpreter": other["interpreter"],
        "needed": strings["needed"],
        **{name: (strings[name] or [None])[-1] for name in ("soname", "rpath", "runpath")},
        "versions": first["versions"], "notes": other["notes"], "symbols": tables,
    }
    return facts, disagreements
