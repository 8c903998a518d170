"""What the judges of Mach-O say of one file, held against each other, to be kept in expected/."""

import hashlib
import json

import macho_fixups
import macho_llvm
import macho_python
import macho_signature
import toolchains

TOOL = f"llvm-objdump and llvm-nm {{}}, held against LIEF {toolchains.LIEF} and macholib " \
       f"{toolchains.MACHOLIB}"
FIXUPS_TOOL = f"llvm-objdump {{}}, held against LIEF {toolchains.LIEF}"
# What a judge is known to read wrongly; see README.md.
KNOWN = {("LIEF", 0x2E, "datasize")}


def digest(rows):
    """The number of rows and the SHA-256 of one line each."""
    text = "".join(" ".join(map(str, row)) + "\n" for row in rows)
    return {"count": len(rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def command_differences(tool, commands, others):
    """Where another judge's load commands differ from llvm-objdump's."""
    lists = [[(row["cmd"], row["cmdsize"]) for row in rows] for rows in (commands, others)]
    if lists[0] != lists[1]:
        return [f"{tool}: load commands {lists[1]}"]
    found = []
    for index, (row, other) in enumerate(zip(commands, others)):
        for name in sorted(set(row) & set(other) - {"sections"}):
            if row[name] != other[name] and (tool, row["cmd"], name) not in KNOWN:
                found.append(f"{tool}: command {index} {name}: {other[name]}, not {row[name]}")
        for section, same in zip(row.get("sections", ()), other.get("sections", ())):
            found += [f"{tool}: section {section['sectname']} {name}: {same[name]}"
                      for name in sorted(set(section) & set(same)) if section[name] != same[name]]
    return found


def slice_differences(tool, judged, other):
    """Where another judge differs from LLVM's tools about one slice."""
    found = [f"{tool}: header {name}: {other['header'][name]}"
             for name in other["header"] if other["header"][name] != judged["header"][name]]
    found += command_differences(tool, judged["commands"], other["commands"])
    if "symbols" in other and other["symbols"] != judged["symbols"]:
        found.append(f"{tool}: symbols")
    return found


def recorded_symbols(rows):
    """The symbols as lines of `n_type n_sect n_desc n_value name`, by digest."""
    return digest([(kind, section, description, value, name)
                   for value, kind, section, description, name in rows])


def recorded_fixups(llvm, lief, chained):
    """Counts and digests; binds have the library's whole name, as LIEF knows it."""
    libraries = {row[:2] + row[3:4]: row[5] for row in lief["binds"]}
    binds = [(hex(address), kind, addend, symbol, int(weak and kind != "lazy"),
              libraries[(address, kind, symbol)] or "-")
             for address, kind, addend, symbol, weak, _ in llvm["binds"]]
    rebases = [(hex(address),) + ((hex(target),) if chained else ())
               for address, target in llvm["rebases"]]
    exports = [(name, "-" if address is None else hex(address), flags)
               for name, address, flags, _ in llvm["exports"]]
    result = {name: digest(sorted(rows, key=lambda row: " ".join(map(str, row))))
              for name, rows in (("binds", binds), ("rebases", rebases), ("exports", exports))}
    for name, rows in (("binds", binds), ("exports", exports)):
        if len(rows) <= 60:
            result[name]["rows"] = sorted([list(row) for row in rows], key=str)
    return result


def slice_facts(path, judged, row):
    """What is kept of one slice."""
    size = len(open(path, "rb").read())
    return {"offset": row["offset"] if row else 0, "size": size, "header": judged["header"],
            "commands": judged["commands"], "symbols": recorded_symbols(judged["symbols"])}


def examine(path):
    """Everything for one Mach-O or universal file, and what the judges do not agree on."""
    version = macho_llvm.run("llvm-objdump", "--version").split("LLVM version ")[1].split()[0]
    table = macho_llvm.universal(path)
    by_macholib = macho_python.macholib_examine(path)
    facts = {"tool": TOOL.format(version), "universal": table, "slices": []}
    problems = []
    with macho_llvm.thin_files(path, table) as thin:
        for index, each in enumerate(thin):
            judged = macho_llvm.slice_facts(each)
            lief, parsed = macho_python.lief_parse(each)
            binary = parsed.at(0)
            named = f"slice {index}: " if table else ""
            found = slice_differences("LIEF", judged, macho_python.lief_slice(lief, binary))
            found += slice_differences("macholib", judged, by_macholib["slices"][index])
            row = slice_facts(each, judged, table and table["slices"][index])
            if judged["header"]["filetype"] != 1:
                chained = any(command["cmd"] == 0x80000034 for command in judged["commands"])
                by_llvm = macho_fixups.llvm_fixups(each, judged["commands"])
                by_lief = macho_fixups.lief_fixups(lief, binary)
                found += ["LIEF: " + text for text in
                          macho_fixups.differences(by_llvm, by_lief, chained)]
                row["fixups"] = {"tool": FIXUPS_TOOL.format(version),
                                 **recorded_fixups(by_llvm, by_lief, chained)}
            signed = macho_signature.of(each)[0]
            row["signature"] = signed and {"tool": "macho_signature.py", **signed}
            facts["slices"].append(row)
            problems += [named + text for text in found]
    return facts, json.loads(json.dumps(problems))
