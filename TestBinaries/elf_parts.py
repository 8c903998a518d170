"""Reads and changes the few parts of 64-bit little-endian ELF files that loaders look at."""

import struct

PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3
DT_NEEDED, DT_STRTAB, DT_RPATH, DT_DEBUG, DT_RUNPATH = 1, 5, 15, 21, 29
DT_FLAGS_1 = 0x6FFFFFFB
DT_VERNEED, DT_VERNEEDNUM = 0x6FFFFFFE, 0x6FFFFFFF
DF_1_PIE = 0x08000000
EM_X86_64 = 62


class Elf:
    """One file in memory. Nothing but real files of known make is read, so little is checked."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = bytearray(file.read())
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise ValueError("not a 64-bit little-endian ELF file")
        self.type, self.machine = struct.unpack_from("<HH", self.data, 16)
        offset, = struct.unpack_from("<Q", self.data, 32)
        size, count = struct.unpack_from("<HH", self.data, 54)
        self.headers = [offset + size * index for index in range(count)]

    def segments(self, kind):
        """(header's offset, offset, address, size) of each segment of a type."""
        for place in self.headers:
            found, _, offset, address, _, size = struct.unpack_from("<IIQQQQ", self.data, place)
            if found == kind:
                yield place, offset, address, size

    def offset(self, address):
        """Where an address lies in the file."""
        for _, offset, start, size in self.segments(PT_LOAD):
            if start <= address < start + size:
                return offset + address - start
        raise ValueError(f"no segment has address {address:#x}")

    def string(self, offset):
        """The string at an offset."""
        return self.data[offset:self.data.index(0, offset)].decode("utf-8", "surrogateescape")

    def interpreter(self):
        """The loader that the file names, or None."""
        return next((self.string(offset) for _, offset, _, _ in self.segments(PT_INTERP)), None)

    def dynamic(self):
        """(offset, tag, value) of each entry."""
        for _, offset, _, size in self.segments(PT_DYNAMIC):
            for place in range(offset, offset + size, 16):
                tag, value = struct.unpack_from("<QQ", self.data, place)
                if tag == 0:
                    return
                yield place, tag, value

    def value(self, tag):
        """The value of a tag, or None."""
        return next((value for _, found, value in self.dynamic() if found == tag), None)

    def needed(self):
        """The names of needed libraries."""
        names = self.value(DT_STRTAB)
        return [self.string(self.offset(names) + value)
                for _, tag, value in self.dynamic() if tag == DT_NEEDED]

    def needed_versions(self):
        """(auxiliary record's offset, name's offset, name) of each version asked for."""
        names = self.offset(self.value(DT_STRTAB))
        place = self.offset(self.value(DT_VERNEED))
        for _ in range(self.value(DT_VERNEEDNUM)):
            count, _, first, following = struct.unpack_from("<HIII", self.data, place + 2)
            record = place + first
            for _ in range(count):
                name, step = struct.unpack_from("<II", self.data, record + 8)
                yield record, names + name, self.string(names + name)
                record += step
            place += following

    def rename_version(self, old, new):
        """Asks for another version, whose name is as long."""
        for record, name, found in self.needed_versions():
            if found == old:
                self.data[name:name + len(new)] = new.encode()
                struct.pack_into("<I", self.data, record, version_hash(new))

    def weaken_version(self, name):
        """Sets VER_FLG_WEAK where a version is asked for."""
        for record, _, found in self.needed_versions():
            if found == name:
                struct.pack_into("<H", self.data, record + 4, 2)

    def set_dynamic(self, place, tag, value):
        """Changes an entry of the dynamic section."""
        struct.pack_into("<QQ", self.data, place, tag, value)

    def rename_needed(self, old, tail):
        """Needs a library by the tail of its name, which is there already."""
        names = self.value(DT_STRTAB)
        for place, tag, value in self.dynamic():
            if tag == DT_NEEDED and self.string(self.offset(names) + value) == old:
                self.set_dynamic(place, tag, value + len(old) - len(tail))

    def save(self):
        """Writes the file back; its mode stays."""
        with open(self.path, "wb") as file:
            file.write(self.data)


def version_hash(name):
    """The System V hash of a name."""
    value = 0
    for byte in name.encode():
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value


def align(path, alignment):
    """Changes the alignment of all that is loaded."""
    elf = Elf(path)
    for place, _, _, _ in elf.segments(PT_LOAD):
        struct.pack_into("<Q", elf.data, place + 48, alignment)
    elf.save()
