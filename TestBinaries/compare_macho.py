#!/usr/bin/env python3
"""Compares goelf's answers about Mach-O files with those of LLVM's tools and of LIEF or macholib.

    compare_macho.py GOELF FILE...
    compare_macho.py --fetch DIR

With --fetch, the wheels of `macos_wheels.txt` are downloaded by pip and their Mach-O files unpacked
into DIR, about 1.5 GB. Files that are not Mach-O are passed over. The last lines count what was
compared, by structure, and the differences.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import zipfile

import macho_fixups
import macho_goelf
import macho_llvm
import macho_python
import macho_signature
import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
MAGICS = {bytes.fromhex(text) for text in (
    "feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf")}
KINDS = {0xC: "load", 0x80000018: "weak", 0x8000001F: "reexport", 0x20: "lazy",
         0x80000023: "upward"}
PLACES = {0: "N_UNDF", 2: "N_ABS", 0xA: "N_INDR", 0xC: "N_PBUD", 0xE: "N_SECT"}
TYPES = {1: "object", 2: "executable", 4: "core", 6: "shared-object", 7: "dylinker", 8: "bundle",
         9: "shared-object", 11: "bundle"}
PLATFORMS = {1: "macos", 2: "ios", 3: "tvos", 4: "watchos", 5: "bridgeos", 6: "maccatalyst",
             7: "ios-simulator", 8: "tvos-simulator", 9: "watchos-simulator",
             10: "driverkit",
             11: "visionos", 12: "visionos-simulator"}
VERSION_MIN = {0x24: "macos", 0x25: "ios", 0x2F: "tvos", 0x30: "watchos"}
# goelf's names of flags, so that lists of them become numbers again.
BITS = {
    "MH_NOUNDEFS": 0x1, "MH_INCRLINK": 0x2, "MH_DYLDLINK": 0x4, "MH_BINDATLOAD": 0x8,
    "MH_PREBOUND": 0x10, "MH_SPLIT_SEGS": 0x20, "MH_LAZY_INIT": 0x40, "MH_TWOLEVEL": 0x80,
    "MH_FORCE_FLAT": 0x100, "MH_NOMULTIDEFS": 0x200, "MH_NOFIXPREBINDING": 0x400,
    "MH_PREBINDABLE": 0x800, "MH_ALLMODSBOUND": 0x1000, "MH_SUBSECTIONS_VIA_SYMBOLS": 0x2000,
    "MH_CANONICAL": 0x4000, "MH_WEAK_DEFINES": 0x8000, "MH_BINDS_TO_WEAK": 0x10000,
    "MH_ALLOW_STACK_EXECUTION": 0x20000, "MH_ROOT_SAFE": 0x40000, "MH_SETUID_SAFE": 0x80000,
    "MH_NO_REEXPORTED_DYLIBS": 0x100000, "MH_PIE": 0x200000,
    "MH_DEAD_STRIPPABLE_DYLIB": 0x400000, "MH_HAS_TLV_DESCRIPTORS": 0x800000,
    "MH_NO_HEAP_EXECUTION": 0x1000000, "MH_APP_EXTENSION_SAFE": 0x2000000,
    "MH_NLIST_OUTOFSYNC_WITH_DYLDINFO": 0x4000000, "MH_SIM_SUPPORT": 0x8000000,
    "MH_DYLIB_IN_CACHE": 0x80000000,
    "VM_PROT_READ": 1, "VM_PROT_WRITE": 2, "VM_PROT_EXECUTE": 4,
    "SG_HIGHVM": 1, "SG_FVMLIB": 2, "SG_NORELOC": 4, "SG_PROTECTED_VERSION_1": 8,
    "SG_READ_ONLY": 0x10,
    "S_ATTR_LOC_RELOC": 0x100, "S_ATTR_EXT_RELOC": 0x200, "S_ATTR_SOME_INSTRUCTIONS": 0x400,
    "S_ATTR_DEBUG": 0x2000000, "S_ATTR_SELF_MODIFYING_CODE": 0x4000000,
    "S_ATTR_LIVE_SUPPORT": 0x8000000, "S_ATTR_NO_DEAD_STRIP": 0x10000000,
    "S_ATTR_STRIP_STATIC_SYMS": 0x20000000, "S_ATTR_NO_TOC": 0x40000000,
    "S_ATTR_PURE_INSTRUCTIONS": 0x80000000,
}
SECTION_TYPES = (
    "S_REGULAR S_ZEROFILL S_CSTRING_LITERALS S_4BYTE_LITERALS S_8BYTE_LITERALS "
    "S_LITERAL_POINTERS S_NON_LAZY_SYMBOL_POINTERS S_LAZY_SYMBOL_POINTERS S_SYMBOL_STUBS "
    "S_MOD_INIT_FUNC_POINTERS S_MOD_TERM_FUNC_POINTERS S_COALESCED S_GB_ZEROFILL S_INTERPOSING "
    "S_16BYTE_LITERALS S_DTRACE_DOF S_LAZY_DYLIB_SYMBOL_POINTERS S_THREAD_LOCAL_REGULAR "
    "S_THREAD_LOCAL_ZEROFILL S_THREAD_LOCAL_VARIABLES S_THREAD_LOCAL_VARIABLE_POINTERS "
    "S_THREAD_LOCAL_INIT_FUNCTION_POINTERS S_INIT_FUNC_OFFSETS").split()
STABS = {
    0x20: "N_GSYM", 0x22: "N_FNAME", 0x24: "N_FUN", 0x26: "N_STSYM", 0x28: "N_LCSYM",
    0x2E: "N_BNSYM", 0x32: "N_AST", 0x3C: "N_OPT", 0x40: "N_RSYM", 0x44: "N_SLINE",
    0x4E: "N_ENSYM", 0x60: "N_SSYM", 0x64: "N_SO", 0x66: "N_OSO", 0x68: "N_LIB", 0x80: "N_LSYM",
    0x82: "N_BINCL", 0x84: "N_SOL", 0xA0: "N_PSYM", 0xA2: "N_EINCL"}
SPECIAL_ORDINALS = {0: "SELF_LIBRARY_ORDINAL", 0xFE: "DYNAMIC_LOOKUP_ORDINAL",
                    0xFF: "EXECUTABLE_ORDINAL"}


def bits(names):
    """The number that a list of flags stands for."""
    return sum(BITS[name] if name in BITS else int(name, 16) for name in names)


def versions_without_zero(text):
    """A version as goelf writes it: the third part only if it is not 0."""
    return text[:-2] if text.count(".") == 2 and text.endswith(".0") else text


def camel(name):
    """`compatibility_version` as goelf writes it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


class Comparison:
    """Counts what was compared, and prints the first differences of each structure."""

    def __init__(self, most):
        self.same, self.different = collections.Counter(), collections.Counter()
        self.most = most

    def check(self, structure, place, wanted, got):
        """Compares two values."""
        if wanted == got:
            self.same[structure] += 1
            return
        self.different[structure] += 1
        if self.different[structure] <= self.most:
            print(f"{structure}: {place}: wanted {wanted!r}, goelf {got!r}", flush=True)

    def rows(self, structure, place, wanted, got):
        """Compares two lists row by row; says the first row that differs."""
        if len(wanted) != len(got):
            self.check(structure, place + " count", len(wanted), len(got))
            return
        for index, (row, other) in enumerate(zip(wanted, got)):
            if row != other:
                self.check(structure, f"{place} [{index}]", row, other)
                return
        self.same[structure] += len(wanted)


def ask(goelf, topic, path, status=(0,)):
    """goelf's JSON of one topic: its images."""
    result = subprocess.run([goelf, topic, "--json", path], capture_output=True, check=False)
    if result.returncode not in status:
        raise RuntimeError(f"{topic}: status {result.returncode} {result.stderr.decode()[:200]} "
                           f"{result.stdout.decode('utf-8', 'replace')[-300:]}")
    return json.loads(result.stdout)["files"][0]


def compare_header(compare, place, judged, image):
    """The header and the load commands, field by field."""
    header = image["header"]
    for name in ("magic", "cpusubtype", "ncmds", "sizeofcmds"):
        compare.check("header", f"{place} {name}", judged["header"][name], header[name])
    compare.check("header", place + " flags", judged["header"]["flags"], bits(header["flags"]))
    offset = 32 if judged["header"]["magic"] == 0xFEEDFACF else 28
    compare.check("commands", place + " count", len(judged["commands"]),
                  len(image["loadCommands"]))
    for row, got in zip(judged["commands"], image["loadCommands"]):
        name = macho_llvm.NAMES.get(row["cmd"])
        if name is not None:
            compare.check("commands", place, name, got["cmd"])
        compare.check("commands", place, (row["cmdsize"], offset), (got["cmdsize"], got["offset"]))
        offset += row["cmdsize"]
        compare_fields(compare, f"{place} {name}", row, got)


def compare_fields(compare, place, row, got):
    """The fields of one load command that goelf shows too."""
    for field, wanted in row.items():
        key = "dataOffset" if field == "offset" else camel(field)
        if field in ("cmd", "cmdsize", "sections") or key not in got:
            continue
        value = got[key]
        if field in ("maxprot", "initprot", "flags"):
            value = bits(value)
        elif field == "platform":
            wanted = PLATFORMS.get(wanted, wanted)
            value = value.replace("PLATFORM_", "").lower()
        elif field == "tools":
            wanted, value = len(wanted), len(value)
        elif wanted == "n/a":
            wanted = "0.0"
        elif field in ("current_version", "compatibility_version"):
            wanted = versions_without_zero(wanted)
        compare.check("command fields", f"{place} {field}", wanted, value)


def compare_segments(compare, place, judged, segments, sections):
    """Segments and sections."""
    commands = [row for row in judged["commands"] if row["cmd"] in macho_llvm.SEGMENTS]
    compare.rows("segments", place, [
        [row["segname"]] + [row[name] for name in (
            "vmaddr", "vmsize", "fileoff", "filesize", "maxprot", "initprot", "flags")]
        for row in commands], [
        [row["name"]] + [row[name] for name in ("vmaddr", "vmsize", "fileoff", "filesize")]
        + [bits(row[name]) for name in ("maxprot", "initprot", "flags")] for row in segments])
    wanted = [row for command in commands for row in command["sections"]]
    compare.rows("sections", place, [
        [index, row["sectname"], row["segname"], row["addr"], row["size"], row["offset"],
         row["align"], row["reloff"], row["nreloc"], row["flags"]]
        for index, row in enumerate(wanted, 1)], [
        [row["index"], row["name"], row["segment"], row["addr"], row["size"], row["offset"],
         row["align"], row["reloff"], row["nreloc"], section_flags(row)] for row in sections])


def section_flags(row):
    """A section's flags as one number."""
    kind = row["type"]
    number = SECTION_TYPES.index(kind) if kind in SECTION_TYPES else int(kind, 16)
    return number | bits(row["flags"])


def compare_dependencies(compare, place, judged, image):
    """Libraries, run paths, UUID, minimum system, loader and kind of file."""
    rows = judged["commands"]
    libraries = [row for row in rows if row["cmd"] in KINDS]
    compare.rows("libraries", place, [
        (row["name"], KINDS[row["cmd"]],
         *(versions_without_zero(row[name]) for name in (
             "current_version", "compatibility_version"))) for row in libraries],
        [tuple(row[key] for key in ("name", "kind", "currentVersion", "compatibilityVersion"))
         for row in image["loads"]])
    compare.check("needed", place, [row["name"] for row in libraries], image["needed"])
    compare.check("rpaths", place, [row["path"] for row in rows if row["cmd"] == 0x8000001C],
                  image["rpaths"])
    uuids = [row["uuid"] for row in rows if row["cmd"] == 0x1B]
    compare.check("uuid", place, uuids[0] if uuids else None, image["uuid"])
    identities = [row["name"] for row in rows if row["cmd"] == 0xD]
    compare.check("soname", place, identities[0] if identities else None, image["soname"])
    loaders = [row["name"] for row in rows if row["cmd"] == 0xE]
    compare.check("interpreter", place, loaders[0] if loaders else None, image["interpreter"])
    compare.check("minimum system", place, minimum(rows), image["minimumOS"])
    kind = TYPES.get(judged["header"]["filetype"], "other")
    if kind == "executable" and judged["header"]["flags"] & 0x200000:
        kind = "pie"
    compare.check("type", place, kind, image["type"])


def minimum(rows):
    """The first command that names a platform, as goelf writes it."""
    for row in rows:
        if row["cmd"] == 0x32 or row["cmd"] in VERSION_MIN:
            built = row["cmd"] == 0x32
            return {"platform": PLATFORMS.get(row["platform"]) if built
                    else VERSION_MIN[row["cmd"]],
                    "version": row["minos" if built else "version"],
                    "sdk": None if row["sdk"] == "n/a" else row["sdk"]}
    return None


def ordinals(rows):
    """The names of libraries by ordinal, from 1; prebound ones have none."""
    return [row["name"] for row in rows if row["cmd"] in KINDS]


def wanted_symbol(row, libraries, two_level):
    """One symbol in goelf's words, of its raw fields."""
    value, kind, section, description, name = row
    if kind & 0xE0:
        return [name, value, STABS.get(kind, hex(kind)), None, None]
    place = PLACES.get(kind & 0xE, hex(kind & 0xE))
    outside = place in ("N_UNDF", "N_PBUD")
    common = place == "N_UNDF" and value != 0
    library = None
    if outside and not common and two_level:
        ordinal = description >> 8
        library = SPECIAL_ORDINALS.get(ordinal, str(ordinal))
        if 0 < ordinal <= min(len(libraries), 0xFD):
            library = libraries[ordinal - 1]
    if kind & 0x10:
        binding = "private-external"
    elif not kind & 1:
        binding = "local"
    elif not common and description & (0x40 if outside else 0xC0):
        binding = "weak"
    else:
        binding = "global"
    return [name, value, place, binding, library]


def compare_symbols(compare, place, judged, symbols):
    """Symbols one by one: name, value, type, binding, library, section."""
    rows = judged["commands"]
    sections = [row for command in rows if command["cmd"] in macho_llvm.SEGMENTS
                for row in command["sections"]]
    names = [f"{row['segname']},{row['sectname']}" for row in sections]
    two_level = judged["header"]["flags"] & 0x80
    wanted = [wanted_symbol(row, ordinals(rows), two_level)
              for row in judged["symbols"]]
    got = [[row["name"], row["value"], row["type"],
            None if row["type"] in STABS.values() else row["binding"],
            None if row["type"] in STABS.values() else row["library"]] for row in symbols]
    compare.rows("symbols", place, wanted, got)
    compare.rows("symbol sections", place, [
        names[row[2] - 1] for row in judged["symbols"]
        if not row[1] & 0xE0 and row[1] & 0xE == 0xE and 0 < row[2] <= len(names)], [
        row["section"] for row, raw in zip(symbols, judged["symbols"])
        if not raw[1] & 0xE0 and raw[1] & 0xE == 0xE and 0 < raw[2] <= len(names)])


def compare_fixups(compare, place, llvm, lief, relocations):
    """Binds and rebases; the library's whole name and what LLVM does not show are LIEF's."""
    got = sorted(macho_goelf.binds(relocations), key=fixup_order)
    chained = any(row["type"].startswith("DYLD_CHAINED_") for row in relocations)
    wanted = sorted(llvm["binds"], key=fixup_order)
    nameless = any(row[3] is None for row in wanted)
    for kind in ("bind", "lazy", "weak"):
        rows, others = ([row for row in side if row[1] == kind] for side in (wanted, got))
        if nameless:
            compare.rows(f"fixups {kind} nameless", place, [row[:3] for row in rows],
                         [row[:3] for row in others])
            continue
        keys = [macho_fixups.comparable(row, False) for row in rows]
        compare.rows(f"fixups {kind}", place, keys,
                     [macho_fixups.comparable(row, False) for row in others])
        compare.rows(f"fixups {kind} library", place, [True] * len(rows), [
            macho_fixups.same_library(row[5], other[5]) for row, other in zip(rows, others)])
    wanted = sorted(llvm["rebases"], key=fixup_order)
    structure = "fixups rebase chained" if chained else "fixups rebase"
    compare.rows(structure, place, wanted,
                 sorted(macho_goelf.rebases(relocations), key=fixup_order))
    if lief is None:
        return
    # LIEF shows no addend that a chained pointer itself holds.
    rows, others = ([(row[0], row[1], None if chained else row[2], *row[3:]) for row in side]
                    for side in (sorted(lief["binds"], key=fixup_order), got))
    compare.rows("fixups by LIEF", place, rows, others)


def fixup_order(row):
    """By address, kind and symbol."""
    return str(row[0]).zfill(20), str(row[1:4])


def compare_exports(compare, place, llvm, lief, base, exports):
    """The exports trie."""
    got = macho_goelf.exports(exports, base)
    compare.rows("exports", place, [row[:3] for row in llvm["exports"]], [row[:3] for row in got])
    if lief is not None:
        compare.rows("exports by LIEF", place, lief["exports"], got)


def compare_signature(compare, place, wanted, found):
    """The code signature, by hashlib."""
    compare.check("signature", place, macho_signature.shortened(wanted),
                  macho_goelf.signature(found))
    if wanted:
        compare.same["signature pages"] += sum(row["pages"] for row in wanted["directories"])
        compare.same["signature CMS"] += bool(wanted["cms"])


def compare_linking(compare, place, judged, thin, answers, options):
    """What dyld and the kernel work with: fixups, exports, signature."""
    compare_signature(compare, place, macho_signature.of(thin)[0],
                      answers["signature"]["signature"])
    if judged["header"]["filetype"] == 1:
        return
    by_llvm = macho_fixups.llvm_fixups(thin, judged["commands"])
    by_lief = None
    if not options.goelf_only:
        lief, parsed = macho_python.lief_parse(thin)
        by_lief = macho_fixups.lief_fixups(lief, parsed.at(0))
    compare_fixups(compare, place, by_llvm, by_lief, answers["relocations"]["relocations"])
    compare_exports(compare, place, by_llvm, by_lief,
                    macho_fixups.image_base(judged["commands"]), answers["symbols"]["exports"])


def compare_build_information(compare, goelf, path):
    """`buildinfo --format go` against `go version -m`, byte for byte."""
    go = os.path.join(toolchains.go_root("1.27"), "bin/go")
    environment = {"GOTOOLCHAIN": "local", "GOENV": "off", "GOTELEMETRY": "off",
                   "HOME": toolchains.NEUTRAL, "PATH": "/usr/bin:/bin"}
    wanted = subprocess.run([go, "version", "-m", path], capture_output=True, env=environment,
                            check=False)
    got = subprocess.run([goelf, "buildinfo", "--format", "go", path], capture_output=True,
                         check=False)
    compare.check("go version -m", path, wanted.stdout, got.stdout)
    compare.check("go version -m status", path, wanted.returncode != 0, got.returncode != 0)
    if wanted.returncode == 0:
        compare.same["Go files"] += 1


def judges_agree(compare, path, judged, thin):
    """Holds LLVM's answers against LIEF's and macholib's, so that no judge stands alone."""
    import macho_expect
    lief, parsed = macho_python.lief_parse(thin)
    others = (("LIEF", macho_python.lief_slice(lief, parsed.at(0))),
              ("macholib", macho_python.macholib_examine(thin)["slices"][0]))
    for tool, other in others:
        for text in macho_expect.slice_differences(tool, judged, other):
            compare.check("judges", path, "agreement", text)
        compare.same["judges"] += 1


def compare_file(compare, goelf, path, options):
    """Everything of one file."""
    table = macho_llvm.universal(path)
    answers = {topic: ask(goelf, topic, path)["images"] for topic in (
        "deps", "headers", "segments", "sections", "symbols", "relocations")}
    answers["signature"] = ask(goelf, "signature", path, (0, 1))["images"]
    compare_build_information(compare, goelf, path)
    with macho_llvm.thin_files(path, table) as paths:
        compare.check("slices", path, len(paths), len(answers["deps"]))
        for index, thin in enumerate(paths):
            place = f"{path}[{index}]"
            judged = macho_llvm.slice_facts(thin)
            compare.same["images"] += 1
            if table:
                row = table["slices"][index]
                compare.check("slices", place, (row["offset"], row["size"]),
                              tuple(answers["deps"][index][name] for name in ("offset", "size")))
            if not options.goelf_only:
                judges_agree(compare, place, judged, thin)
            compare_header(compare, place, judged, answers["headers"][index])
            compare_segments(compare, place, judged, answers["segments"][index]["segments"],
                             answers["sections"][index]["sections"])
            compare_dependencies(compare, place, judged, answers["deps"][index])
            compare_symbols(compare, place, judged, answers["symbols"][index]["symbols"])
            compare_linking(compare, place, judged, thin,
                            {topic: answers[topic][index] for topic in answers}, options)


def is_macho(path):
    """Whether the file begins as Mach-O does; a Java class has versions where slices are counted."""
    with open(path, "rb") as file:
        start = file.read(8)
    return start[:4] in MAGICS and not (
        start[:4] == b"\xca\xfe\xba\xbe" and int.from_bytes(start[4:8], "big") > 42)


def fetch(folder):
    """Downloads the wheels, and unpacks what is Mach-O in them into a folder each."""
    wheels = os.path.join(folder, "wheels")
    with open(os.path.join(HERE, "macos_wheels.txt"), encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    for requirement, architecture in lines:
        place = os.path.join(wheels, f"{requirement}-{architecture}")
        if not os.path.isdir(place):
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps",
                 "--only-binary=:all:", "--platform", f"macosx_15_0_{architecture}",
                 "--python-version", "3.12", "--implementation", "cp", "--abi", "cp312",
                 "--abi", "abi3", "--abi", "none", "-d", place, requirement], check=True)
        target = os.path.join(folder, f"{requirement}-{architecture}")
        for name in os.listdir(place):
            unpack(os.path.join(place, name), target)


def unpack(wheel, target):
    """Writes a wheel's Mach-O files, by flat names."""
    os.makedirs(target, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or entry.file_size < 28:
                continue
            path = os.path.join(target, entry.filename.replace("/", "__")[-200:])
            with archive.open(entry) as file:
                if file.read(4) not in MAGICS:
                    continue
            with open(path, "wb") as file:
                file.write(archive.read(entry))
            os.chmod(path, 0o755)  # `go version` reads no others
            if not is_macho(path):
                os.remove(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fetch", metavar="DIR", help="download the wheels and stop")
    parser.add_argument("--goelf-only", action="store_true",
                        help="do not hold the judges against each other again")
    parser.add_argument("--most", type=int, default=5, help="differences to print of a structure")
    parser.add_argument("goelf", nargs="?")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.fetch)
        return 0
    compare = Comparison(options.most)
    failed = 0
    for path in options.files:
        if not is_macho(path):
            continue
        compare.same["files"] += 1
        try:
            compare_file(compare, options.goelf, path, options)
        except (RuntimeError, ValueError, KeyError, OSError, IndexError) as error:
            failed += 1
            print(f"FAILED {path}: {error!r}", flush=True)
    for name in sorted(set(compare.same) | set(compare.different)):
        print(f"{name:22} {compare.same[name]:9} same {compare.different[name]:6} different")
    print(f"{failed} files could not be compared")
    return 1 if failed or sum(compare.different.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
