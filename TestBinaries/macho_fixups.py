"""What dyld has to do with a Mach-O file, by llvm-objdump and by LIEF.

Both give: `binds` as (address, kind, addend, symbol, weak import, library), kind one of `bind`,
`lazy`, `weak`; `rebases` as addresses, with the target where chained fixups have one; `exports` as
(name, address, flags, what is re-exported). llvm-objdump shortens the names of libraries, so they
are held against each other by `same_library`.
"""

import re

import macho_llvm
import macho_python

SPECIAL = {0: "this-image", -1: "main-executable", -2: "flat-namespace", -3: "weak"}
EXPORT_WORDS = {"weak_def": 4, "per-thread": 1, "absolute": 2, "resolver": 16, "re-export": 8}


def place(row):
    """What to sort by: the address, and the kind of several at one."""
    return row[0], str(row[1])


def signed(value):
    """An addend of 64 bits, which llvm-objdump writes without a sign where only its bit is set."""
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


def rows(path, option):
    """The words of each row below a table's title."""
    text = macho_llvm.run("llvm-objdump", "--macho", option, path)
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith("segment ")), len(lines))
    return [line for line in lines[start + 1:] if line.strip()]


def llvm_binds(path):
    """The rows of the three opcode tables."""
    found = []
    row = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +(?:pointer|text abs32|text rel32) +"
                     r"(-?\d+) +(.+?) +(\S+)( \(weak_import\))?$")
    lazy = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +(.+?) +(\S+)( \(weak_import\))?$")
    weak = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +(?:pointer|text abs32|text rel32) +(-?\d+) +(\S+)$")
    for line in rows(path, "--bind"):
        address, addend, library, symbol, flag = row.match(line).groups()
        found.append((int(address, 16), "bind", int(addend), symbol, bool(flag), library))
    for line in rows(path, "--lazy-bind"):
        address, library, symbol, flag = lazy.match(line).groups()
        found.append((int(address, 16), "lazy", 0, symbol, bool(flag), library))
    for line in rows(path, "--weak-bind"):
        if weak.match(line):  # not the names of strong definitions
            address, addend, symbol = weak.match(line).groups()
            found.append((int(address, 16), "weak", int(addend), symbol, False, None))
    return found


def llvm_chained(path):
    """Binds and rebases of chained fixups.

    LLVM 19 reads imports of the third format wrongly: it finds neither names nor weakness.
    """
    binds, rebases = [], []
    bind = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +0x[0-9A-F]+ +bind +(-?0x[0-9A-F]+) +(.+?) +"
                      r"(\S+)( \(weak import\))?$")
    nameless = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +0x[0-9A-F]+ +bind +(-?0x[0-9A-F]+) +(\S+) +"
                          r"\(weak import\)$")
    rebase = re.compile(r"\S+ +.*? +0x([0-9A-F]+) +0x[0-9A-F]+ +rebase +0x([0-9A-F]+)$")
    for line in rows(path, "--dyld-info"):
        if nameless.match(line):
            address, addend, library = nameless.match(line).groups()
            binds.append((int(address, 16), "bind", signed(int(addend, 16)), None, None,
                          library))
        elif bind.match(line):
            address, addend, library, symbol, flag = bind.match(line).groups()
            binds.append((int(address, 16), "bind", signed(int(addend, 16)), symbol, bool(flag),
                          library))
        elif rebase.match(line):
            rebases.append(tuple(int(word, 16) for word in rebase.match(line).groups()))
    return binds, rebases


def llvm_exports(path, base):
    """The exports trie, sorted; addresses from the image's beginning."""
    found = []
    text = macho_llvm.run("llvm-objdump", "--macho", "--exports-trie", path)
    for line in text.split("Exports trie:\n")[-1].split("\n"):
        row = re.match(r"(0x[0-9A-F]+|\[re-export\]) +(\S+)(?: \[([^\]]*)\])?(?: \((.*)\))?$",
                       line.strip())
        if not row:
            continue
        address, name, words, origin = row.groups()
        words = [word.split("=")[0] for word in (words or "").split(", ") if word]
        flags = sum(EXPORT_WORDS[word] for word in words)
        if address.startswith("["):
            found.append((name, None, flags | 8, origin))
            continue
        value = int(address, 16) - (0 if flags & 2 else base)
        found.append((name, value, flags, None))
    return sorted(found, key=str)


def image_base(commands):
    """Where the segment lies that begins with the header."""
    for command in commands:
        if command.get("segname") == "__TEXT":
            return command["vmaddr"]
    return 0


def llvm_fixups(path, commands):
    """All of them by llvm-objdump."""
    if any(command["cmd"] == 0x80000034 for command in commands):
        binds, rebases = llvm_chained(path)
    else:
        binds = llvm_binds(path)
        rebases = [(int(re.search(r" 0x([0-9A-F]+)", line).group(1), 16), None)
                   for line in rows(path, "--rebase")]
    return {"binds": sorted(binds, key=place), "rebases": sorted(rebases, key=place),
            "exports": llvm_exports(path, image_base(commands))}


def lief_bind(macho, info):
    """One bind by LIEF."""
    kind = "bind"
    if isinstance(info, macho.DyldBindingInfo):
        kind = {"WEAK": "weak", "LAZY": "lazy", "STANDARD": "bind", "THREADED": "bind"}[
            info.binding_class.name]
    library = None
    if kind != "weak":
        ordinal = info.library_ordinal
        library = info.library.name if info.has_library else SPECIAL.get(ordinal, str(ordinal))
    return (info.address, kind, info.addend, str(info.symbol.name) if info.has_symbol else None,
            bool(info.weak_import) and kind != "weak", library)


def lief_fixups(lief, binary):
    """All of them by LIEF."""
    macho = lief.MachO
    binds = [lief_bind(macho, info) for info in binary.bindings
             if not isinstance(info, macho.IndirectBindingInfo)]
    rebases = []
    for relocation in binary.relocations:
        if relocation.origin == macho.Relocation.ORIGIN.DYLDINFO:
            rebases.append((relocation.address, None))
        elif relocation.origin == macho.Relocation.ORIGIN.CHAINED_FIXUPS:
            rebases.append((relocation.address, relocation.target))
    exports = []
    source = binary.dyld_exports_trie if binary.has_dyld_exports_trie else (
        binary.dyld_info if binary.has_dyld_info else None)
    for export in source.exports if source else ():
        flags = int(export.flags)
        name = str(export.symbol.name)
        if flags & 8:
            alias = str(export.alias.name) if export.alias else None
            library = export.alias_library.name if export.alias_library else None
            exports.append((name, None, flags, (library, alias)))
        else:
            exports.append((name, export.address, flags, None))
    return {"binds": sorted(binds, key=place), "rebases": sorted(rebases, key=place),
            "exports": sorted(exports, key=str)}


def same_library(short, whole):
    """Whether llvm-objdump's short name can stand for a library's whole name."""
    if short == whole:
        return True
    if short is None or whole is None:
        return False
    last = whole.rsplit("/", 1)[-1]
    return last.startswith(short) or short in whole


def comparable(row, chained):
    """What both tools show of a bind.

    llvm-objdump does not show that a lazy bind is weak; LIEF does not show an addend that is in the
    pointer of a chain itself.
    """
    address, kind, addend, symbol, weak, _ = row
    return address, kind, None if chained else addend, symbol, bool(weak) and kind != "lazy"


def differences(llvm, lief, chained):
    """What the two do not agree on, in words."""
    found = []
    binds, others = ([comparable(row, chained) for row in side["binds"]] for side in (llvm, lief))
    if any(row[3] is None for row in llvm["binds"]):
        binds, others = [row[:3] for row in binds], [row[:3] for row in others]
    if binds != others:
        only = [[row for row in a if row not in set(b)][:2]
                for a, b in ((binds, others), (others, binds))]
        found.append(f"binds: {len(binds)} {len(others)} {only}")
    elif not all(same_library(a[5], b[5]) for a, b in zip(llvm["binds"], lief["binds"])):
        pair = next((a, b) for a, b in zip(llvm["binds"], lief["binds"])
                    if not same_library(a[5], b[5]))
        found.append(f"library of a bind: {pair}")
    if llvm["rebases"] != lief["rebases"]:
        only = [sorted(set(a) - set(b), key=str)[:2]
                for a, b in ((llvm["rebases"], lief["rebases"]),
                             (lief["rebases"], llvm["rebases"]))]
        found.append(f"rebases: {len(llvm['rebases'])} {len(lief['rebases'])} {only}")
    if [row[:3] for row in llvm["exports"]] != [row[:3] for row in lief["exports"]]:
        only = [[row for row in a if row[:3] not in {r[:3] for r in b}][:2]
                for a, b in ((llvm["exports"], lief["exports"]),
                             (lief["exports"], llvm["exports"]))]
        found.append(f"exports: {len(llvm['exports'])} {len(lief['exports'])} {only}")
    return found
