"""What LIEF and macholib say of a Mach-O file, in the normal form of `macho_llvm`."""

import struct
import sys
import warnings

import macho_llvm
import toolchains

ENTRY_WORDS = {  # where the program counter lies in a thread's state: offset and format
    (7, 1): (40, "I"), (0x01000007, 4): (128, "Q"), (12, 1): (60, "I"),
    (0x0100000C, 6): (256, "Q"), (18, 1): (0, "I"), (0x01000012, 5): (0, "Q")}


def text(name):
    """A name that macholib gives as bytes, up to its first zero."""
    return bytes(name).split(b"\0")[0].decode("utf-8", "replace")


def version(value):
    """A version of three parts, as llvm-objdump writes those of libraries."""
    return f"{value >> 16}.{value >> 8 & 255}.{value & 255}"


def short_version(value):
    """A version as llvm-objdump writes those of systems: the third part only if it is not 0."""
    three = version(value)
    return three[:-2] if three.endswith(".0") else three


def source_version(value):
    """A source version, without the zeros at its end beyond the second part."""
    parts = [value >> 40] + [value >> shift & 1023 for shift in (30, 20, 10, 0)]
    while len(parts) > 2 and parts[-1] == 0:
        parts.pop()
    return ".".join(map(str, parts))


def uuid(data):
    """A UUID in upper case with hyphens."""
    digits = bytes(data).hex().upper()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def macholib_command(command, header):
    """One load command by macholib."""
    load, fields, data = command
    row = {"cmd": load.cmd.real, "cmdsize": load.cmdsize.real}
    order = header.endian
    cmd = row["cmd"]
    if cmd == 0x32:
        row.update(platform=fields.platform.real, minos=short_version(fields.minos.real),
                   sdk=short_version(fields.sdk.real) if fields.sdk.real else "n/a",
                   ntools=fields.ntools.real)
        words = struct.unpack(f"{order}{len(data) // 4}I", data)
        tools = [[tool, short_version(number)] for tool, number in zip(words[::2], words[1::2])]
        return {**row, **({"tools": tools} if tools else {})}
    if cmd in (4, 5):
        flavor = fields.flavor.real
        place = ENTRY_WORDS.get((header.header.cputype & 0xFFFFFFFF, flavor))
        if place:
            row["pc"] = struct.unpack_from(order + place[1], data, place[0])[0]
        return row
    for name, kind in getattr(fields, "_fields_", ()):
        value = getattr(fields, name)
        kind_name = kind.__name__
        if kind_name == "lc_str":
            value = text(data[value.real - 8 - sum(k._size_ if hasattr(k, "_size_") else 4
                                                   for _, k in fields._fields_):]) \
                if isinstance(data, bytes) else None
        elif kind_name == "p_str16":
            value = uuid(value) if name == "uuid" else text(value)
        elif kind_name == "mach_version_helper":
            value = version(value._version.real)
        else:
            value = int(value) & (2 ** 64 - 1)
        row[name] = value
    if cmd in (0x24, 0x25, 0x2F, 0x30):
        row["version"] = short_version(fields.version.real)
        row["sdk"] = short_version(fields.sdk.real) if fields.sdk.real else "n/a"
    if cmd == 0x2A:
        row["version"] = source_version(fields.version.real)
    if cmd in macho_llvm.SEGMENTS:
        row["sections"] = [
            {name: text(getattr(each, name)) if name in ("sectname", "segname")
             else getattr(each, name).real for name, _ in each._fields_} for each in data]
    if cmd == 0x2D:
        row["strings"] = [part.decode("utf-8", "replace")
                          for part in data.split(b"\0")[:row["count"]]]
    return row


def macholib_examine(path):
    """The normal form of one file by macholib; it reads no symbols."""
    toolchains.add_macho_judges(sys.path)
    from macholib.MachO import MachO
    file = MachO(path, allow_unknown_load_commands=True)
    table = None
    slices = []
    for header in file.headers:
        names = ("magic", "cputype", "cpusubtype", "filetype", "ncmds", "sizeofcmds", "flags")
        row = {name: int(getattr(header.header, name)) & 0xFFFFFFFF for name in names}
        slices.append({"header": row,
                       "commands": [macholib_command(each, header) for each in header.commands]})
    if file.fat is not None:
        table = {"magic": int(file.fat.magic)}
    return {"universal": table, "slices": slices, "offsets": [h.offset for h in file.headers]}


def dotted(parts):
    """A version that LIEF gives as a list."""
    return ".".join(map(str, parts))


def dotted_short(parts):
    """The same without a third part of 0; of no version at all, what llvm-objdump says."""
    if not any(parts):
        return "n/a"
    return dotted(parts if parts[2] else parts[:2])


def number(value):
    """A constant's number, whether LIEF knows its name or not."""
    return int(getattr(value, "value", value))


def lief_section(section):
    """One section by LIEF."""
    return {"sectname": section.name, "segname": section.segment_name,
            "addr": section.virtual_address, "size": section.size, "offset": section.offset,
            "align": section.alignment, "reloff": section.relocation_offset,
            "nreloc": section.numberof_relocations,
            "flags": int(section.flags) | number(section.type),
            "reserved1": section.reserved1, "reserved2": section.reserved2}


def lief_segment(command):
    """The fields of one segment command by LIEF."""
    return {"segname": command.name, "vmaddr": command.virtual_address,
            "vmsize": command.virtual_size, "fileoff": command.file_offset,
            "filesize": command.file_size, "maxprot": int(command.max_protection),
            "initprot": int(command.init_protection), "nsects": command.numberof_sections,
            "flags": int(command.flags), "sections": [lief_section(each)
                                                      for each in command.sections]}


def lief_fields(macho, command, cmd):
    """The fields of one load command by LIEF, by its class."""
    kind = type(command).__name__
    if isinstance(command, macho.SegmentCommand):
        return lief_segment(command)
    if kind == "DylibCommand":
        return {"name": command.name, "timestamp": command.timestamp,
                "current_version": dotted(command.current_version),
                "compatibility_version": dotted(command.compatibility_version)}
    if kind == "BuildVersion":
        tools = [[number(tool.tool), dotted_short(tool.version).replace("n/a", "0.0")]
                 for tool in command.tools]
        return {"platform": number(command.platform), "minos": dotted_short(command.minos),
                "sdk": dotted_short(command.sdk), **({"tools": tools} if tools else {})}
    if kind == "VersionMin":
        return {"version": dotted_short(command.version), "sdk": dotted_short(command.sdk)}
    if kind == "SourceVersion":
        parts = list(command.version)
        while len(parts) > 2 and parts[-1] == 0:
            parts.pop()
        return {"version": dotted(parts)}
    if kind == "ThreadCommand":
        return {"pc": command.pc}
    if kind == "DyldInfo":
        return {f"{name}_{part}": getattr(command, ours)[index] for name, ours in (
            ("rebase", "rebase"), ("bind", "bind"), ("weak_bind", "weak_bind"),
            ("lazy_bind", "lazy_bind"), ("export", "export_info"))
            for index, part in enumerate(("off", "size"))}
    simple = {
        "RPathCommand": lambda: {"path": command.path},
        "DylinkerCommand": lambda: {"name": command.name},
        "DyldEnvironment": lambda: {"name": command.value},
        "UUIDCommand": lambda: {"uuid": uuid(command.uuid)},
        "MainCommand": lambda: {"entryoff": command.entrypoint, "stacksize": command.stack_size},
        "EncryptionInfo": lambda: {"cryptoff": command.crypt_offset,
                                   "cryptsize": command.crypt_size, "cryptid": command.crypt_id},
        "SubClient": lambda: {"client": command.client},
        "SubFramework": lambda: {"umbrella": command.umbrella},
        "SymbolCommand": lambda: {"symoff": command.symbol_offset,
                                  "nsyms": command.numberof_symbols,
                                  "stroff": command.strings_offset,
                                  "strsize": command.strings_size},
        "DynamicSymbolCommand": lambda: {
            "ilocalsym": command.idx_local_symbol, "nlocalsym": command.nb_local_symbols,
            "iextdefsym": command.idx_external_define_symbol,
            "nextdefsym": command.nb_external_define_symbols,
            "iundefsym": command.idx_undefined_symbol,
            "nundefsym": command.nb_undefined_symbols,
            "indirectsymoff": command.indirect_symbol_offset,
            "nindirectsyms": command.nb_indirect_symbols},
    }.get(kind)
    if simple:
        return simple()
    if cmd in macho_llvm.LINKEDIT and hasattr(command, "data_offset"):
        return {"dataoff": command.data_offset, "datasize": command.data_size}
    return {}


def lief_slice(lief, binary):
    """The normal form of one slice by LIEF."""
    macho = lief.MachO
    header = binary.header
    row = {"magic": int(header.magic.value), "cputype": number(header.cpu_type) & 0xFFFFFFFF,
           "cpusubtype": int(header.cpu_subtype) & 0xFFFFFFFF,
           "filetype": int(header.file_type.value), "ncmds": header.nb_cmds,
           "sizeofcmds": header.sizeof_cmds, "flags": int(header.flags)}
    commands = []
    for command in binary.commands:
        cmd = number(command.command)
        if type(command).__name__ == "UnknownCommand":
            cmd = int(command.original_command)
        commands.append({"cmd": cmd, "cmdsize": command.size,
                         **lief_fields(macho, command, cmd)})
    symbols = [(each.value, int(each.raw_type), each.numberof_sections,
                int(each.description) & 0xFFFF, str(each.name))
               for each in binary.symbols if each.origin == macho.Symbol.ORIGIN.SYMTAB]
    return {"header": row, "commands": commands, "symbols": symbols}


def lief_parse(path):
    """LIEF's own object, with bindings and exports parsed."""
    toolchains.add_macho_judges(sys.path)
    warnings.filterwarnings("ignore", message=".* is not a valid ")
    import lief
    lief.logging.disable()
    parsed = lief.MachO.parse(path, lief.MachO.ParserConfig.deep)
    if parsed is None:
        raise RuntimeError("LIEF reads nothing")
    return lief, parsed


def lief_examine(path):
    """The normal form of one file by LIEF, which does not show the table of a universal file."""
    lief, parsed = lief_parse(path)
    return {"slices": [lief_slice(lief, parsed.at(i)) for i in range(parsed.size)],
            "offsets": [parsed.at(i).fat_offset for i in range(parsed.size)]}
