"""A Mach-O code signature by struct and hashlib alone, page hashes recomputed.

Written from <kern/cs_blobs.h>: all numbers are big endian. What it says of a CodeDirectory is what
`codesign -d -vvv` would.
"""

import hashlib
import struct

SUPER_BLOB, DIRECTORY, CMS = 0xFADE0CC0, 0xFADE0C02, 0xFADE0B01
ENTITLEMENTS, REQUIREMENTS = 0xFADE7171, 0xFADE0C01
HASHES = {1: ("sha1", 20), 2: ("sha256", 32), 3: ("sha256", 20), 4: ("sha384", 48),
          5: ("sha512", 64)}


def text(data, offset):
    """The string that begins at an offset."""
    return data[offset:data.index(b"\0", offset)].decode("utf-8", "replace")


def directory(blob, contents):
    """One CodeDirectory; `contents` are the bytes it signs."""
    (_, length, version, flags, hash_offset, identifier, special, slots, limit, size, kind,
     platform, page, _) = struct.unpack_from(">9I4BI", blob)
    row = {"version": version, "flags": flags, "identifier": text(blob, identifier),
           "hashType": kind, "hashSize": size, "specialSlots": special, "codeSlots": slots,
           "codeLimit": limit, "pageSize": page and 1 << page, "platform": platform}
    if version >= 0x20200:
        team = struct.unpack_from(">I", blob, 48)[0]
        row["team"] = text(blob, team) if team else None
    if version >= 0x20300:
        wide = struct.unpack_from(">Q", blob, 56)[0]
        row["codeLimit"] = limit = wide or limit
    if version >= 0x20400:
        row["execSegBase"], row["execSegLimit"], row["execSegFlags"] = struct.unpack_from(
            ">3Q", blob, 64)
    name, used = HASHES[kind]
    step = row["pageSize"] or limit
    row["damagedPages"] = [
        number for number in range(slots)
        if hashlib.new(name, contents[number * step:min(limit, (number + 1) * step)])
        .digest()[:used] != blob[hash_offset + number * size:hash_offset + number * size + used]]
    # The best hash of a directory is what a program is known by.
    row["cdhash"] = hashlib.new(name, blob[:length]).hexdigest()[:40]
    return row


def signature(contents, offset, size):
    """The signature of a thin file whose LC_CODE_SIGNATURE says where it lies."""
    data = contents[offset:offset + size]
    magic, length, count = struct.unpack_from(">3I", data)
    if magic != SUPER_BLOB:
        raise ValueError(f"no signature but {magic:#x}")
    row = {"blobs": [], "directories": [], "cms": False, "entitlements": None}
    for number in range(count):
        slot, start = struct.unpack_from(">2I", data, 12 + 8 * number)
        magic, length = struct.unpack_from(">2I", data, start)
        row["blobs"].append([slot, magic, length])
        blob = data[start:start + length]
        if magic == DIRECTORY:
            row["directories"].append({"slot": slot, **directory(blob, contents)})
        elif magic == CMS:
            row["cms"] = length > 8
        elif magic == ENTITLEMENTS:
            row["entitlements"] = blob[8:].decode("utf-8", "replace")
    return row


def of(path, commands):
    """The signature of a thin file, or None."""
    for command in commands:
        if command["cmd"] == 0x1D:
            with open(path, "rb") as file:
                return signature(file.read(), command["dataoff"], command["datasize"])
    return None
