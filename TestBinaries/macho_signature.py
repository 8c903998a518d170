#!/usr/bin/env python3
"""Reads code signatures of Mach-O files by struct and hashlib alone, every page hashed again.

    macho_signature.py FILE...                  print them as JSON
    macho_signature.py --goelf GOELF FILE...    hold them against `goelf signature --json`
    macho_signature.py --break GOELF FILE...    the same for copies that were changed

Written from <kern/cs_blobs.h>: all numbers are big endian. What it says of a CodeDirectory is what
`codesign -d -vvv` would. Changed copies are signed no more: a byte is flipped, the symbol table
zeroed as an old `strip` left it, and by LIEF, which does not sign, symbols are removed, a run path
added, the UUID replaced. A changed copy that both find sound counts as a difference too.
"""

import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import tempfile

import macho_goelf

SUPER_BLOB = 0xFADE0CC0
HASHES = {1: ("sha1", 20), 2: ("sha256", 32), 3: ("sha256", 20), 4: ("sha384", 48),
          5: ("sha512", 64)}
# From the worst hash to the best, as the kernel chooses.
RANKS = [1, 3, 2, 4, 5]
MOST_LISTED = 64  # pages that goelf lists; it counts the others


def slices(data):
    """(offset, size) of every slice; the whole file where it is thin."""
    magic = int.from_bytes(data[:4], "big")
    if magic not in (0xCAFEBABE, 0xCAFEBABF):
        return [(0, len(data))]
    count = int.from_bytes(data[4:8], "big")
    form, size = (">IIIII", 20) if magic == 0xCAFEBABE else (">IIQQII", 32)
    entries = [struct.unpack_from(form, data, 8 + size * i) for i in range(count)]
    return [(entry[2], entry[3]) for entry in entries]


def commands(data):
    """(order, whether 64 bits, command, offset) of every load command."""
    magic = data[:4]
    if b"\xfe\xed\xfa" not in (magic[:3], magic[:0:-1]):
        raise ValueError("no Mach-O")
    order = "<" if magic in (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe") else ">"
    wide = magic in (b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf")
    count = struct.unpack_from(order + "I", data, 16)[0]
    place = 32 if wide else 28
    for _ in range(count):
        command, size = struct.unpack_from(order + "II", data, place)
        yield order, wide, command, place
        place += size


def places(data):
    """The signature's (offset, size), and the bytes of __TEXT,__info_plist."""
    found = plist = None
    for order, wide, command, place in commands(data):
        if command == 0x1D:
            found = struct.unpack_from(order + "II", data, place + 8)
        elif command in (0x1, 0x19):
            count = struct.unpack_from(order + "I", data, place + (64 if wide else 48))[0]
            start, size = (place + 72, 80) if wide else (place + 56, 68)
            for at in range(start, start + count * size, size):
                if data[at:at + 16].rstrip(b"\0") != b"__info_plist":
                    continue
                _, length, offset = struct.unpack_from(order + ("QQI" if wide else "III"), data,
                                                       at + 32)
                plist = data[offset:offset + length]
    return found, plist


def text(data, offset):
    """The string at an offset, None for offset 0."""
    return data[offset:data.index(b"\0", offset)].decode() if offset else None


def sealed(blobs, plist, hashes, digest):
    """What the special slots seal, and whether it is so."""
    verdicts = {}
    for slot in range(1, 12):
        expected = hashes.get(slot, b"")
        expected = expected if any(expected) else b""
        content = plist if slot == 1 else blobs.get(slot)
        if content is None:
            if expected:
                verdicts[str(slot)] = "not-in-file"
        elif not expected:
            verdicts[str(slot)] = "not-sealed"
        else:
            verdicts[str(slot)] = "valid" if digest(content) == expected else "differs"
    return verdicts


def directory(image, blob, blobs, plist):
    """All that one CodeDirectory says, and what is true of it."""
    version, flags, hashes, identifier, special, count, limit, size, kind, platform, shift = \
        struct.unpack_from(">IIIIIIIBBBB", blob, 8)
    team = struct.unpack_from(">I", blob, 48)[0] if version >= 0x20200 else 0
    if version >= 0x20300:
        limit = struct.unpack_from(">Q", blob, 56)[0] or limit
    segment = list(struct.unpack_from(">QQQ", blob, 64)) if version >= 0x20400 else None
    runtime = struct.unpack_from(">I", blob, 88)[0] if version >= 0x20500 else None
    name, length = HASHES[kind]
    assert length == size

    def digest(part):
        return hashlib.new(name, part).digest()[:size]

    def recorded(number):
        return blob[hashes + number * size:hashes + (number + 1) * size]

    page = 1 << shift if shift else limit
    pages = (limit + page - 1) // page
    # A page without a hash, or without any byte in the file, is missing: nothing can be compared.
    checked = min(pages, count, (min(limit, len(image)) + page - 1) // page)
    wrong = [number for number in range(checked)
             if digest(image[number * page:min((number + 1) * page, limit)]) != recorded(number)]
    return {
        "version": version, "flags": flags, "hashType": kind, "hashSize": size,
        "pageSize": 1 << shift if shift else 0, "codeLimit": limit, "platform": platform,
        "identifier": text(blob, identifier), "team": text(blob, team),
        "executableSegment": segment, "runtime": runtime, "cdhash": digest(blob)[:20].hex(),
        "pages": pages, "hashes": count, "missing": pages - checked,
        "surplus": max(count - pages, 0), "differingCount": len(wrong), "differing": wrong,
        "special": sealed(blobs, plist, {slot: recorded(-slot) for slot in range(1, special + 1)},
                          digest),
    }


def signature(image):
    """What is known of a thin file's signature, None where it has none."""
    place, plist = places(image)
    if place is None:
        return None
    data = image[place[0]:place[0] + place[1]]
    magic, _, count = struct.unpack_from(">III", data)
    if magic != SUPER_BLOB:
        raise ValueError(f"no signature but {magic:#x}")
    blobs = {}
    for index in range(count):
        slot, offset = struct.unpack_from(">II", data, 12 + 8 * index)
        size = struct.unpack_from(">I", data, offset + 4)[0]
        blobs[slot] = data[offset:offset + size]
    directories = [directory(image, blob, blobs, plist) for slot, blob in sorted(blobs.items())
                   if slot == 0 or 0x1000 <= slot < 0x1005]
    best = max(directories, key=lambda one: RANKS.index(one["hashType"]))
    cms = blobs.get(0x10000)
    return {
        "offset": place[0], "size": place[1], "slots": sorted(blobs), "directories": directories,
        "best": best["cdhash"], "cms": None if cms is None else len(cms) - 8,
        "entitlements": blobs[5][8:].decode() if 5 in blobs else None,
        "derEntitlements": 7 in blobs,
    }


def of(path):
    """The signature of every slice of a file."""
    with open(path, "rb") as file:
        data = file.read()
    return [signature(data[offset:offset + size]) for offset, size in slices(data)]


def is_damaged(found):
    """Whether a signature does not hold what the file is."""
    return found is not None and any(
        row["differingCount"] or row["missing"] or row["surplus"]
        or "differs" in row["special"].values()
        for row in found["directories"])


def shortened(found):
    """The signature with no more differing pages than goelf lists, which counts them all."""
    for row in found["directories"] if found else ():
        row["differing"] = row["differing"][:MOST_LISTED]
    return found


def compare(goelf, path):
    """The signatures of a file, and what goelf says otherwise, in words."""
    run = subprocess.run([goelf, "signature", "--json", path], capture_output=True, check=False)
    images = json.loads(run.stdout)["files"][0]["images"]
    expected = of(path)
    status = 1 if any(map(is_damaged, expected)) else 0
    found = [macho_goelf.signature(image["signature"]) for image in images]
    problems = [] if run.returncode == status else [f"status {run.returncode}, not {status}"]
    if len(found) != len(expected):
        problems.append(f"{len(found)} slices, not {len(expected)}")
    problems += [f"slice {number}: {other}, not {one}"
                 for number, (one, other) in enumerate(zip(map(shortened, expected), found))
                 if one != other]
    return expected, problems


def flipped(data):
    """One byte of every slice changed, behind the load commands."""
    changed = bytearray(data)
    for offset, size in slices(data):
        image = data[offset:offset + size]
        place, _ = places(image)
        if place:
            changed[offset + random.Random(place[0]).randrange(place[0] // 2, place[0])] ^= 1
    return bytes(changed)


def without_symbols(data):
    """The symbol table and its names zeroed."""
    changed = bytearray(data)
    for offset, size in slices(data):
        image = data[offset:offset + size]
        for order, wide, command, place in commands(image):
            if command != 0x2:
                continue
            symbols, count, names, length = struct.unpack_from(order + "4I", image, place + 8)
            for start, run in ((symbols, count * (16 if wide else 12)), (names, length)):
                changed[offset + start:offset + start + run] = bytes(run)
            struct.pack_into(order + "4I", changed, offset + place + 8, symbols, 0, names, 0)
    return bytes(changed)


def by_lief(path, target, change):
    """Writes what LIEF makes of a file after a change."""
    import macho_python
    lief, parsed = macho_python.lief_parse(path)
    for binary in parsed:
        change(lief, binary)
    parsed.write(target)


def remove_symbols(_, binary):
    """Removes the symbols that nothing needs."""
    for symbol in [each for each in binary.symbols if binary.can_remove(each)]:
        binary.remove(symbol)


def add_run_path(lief, binary):
    """Adds a load command."""
    binary.add(lief.MachO.RPathCommand.create("/opt/example/lib"))


def change_uuid(_, binary):
    """Changes a load command in place."""
    if binary.has_uuid:
        binary.uuid.uuid = list(range(16))


def broken_copies(path, folder):
    """(what was done, path) of each changed copy."""
    with open(path, "rb") as file:
        data = file.read()
    for change in (flipped, without_symbols):
        target = os.path.join(folder, change.__name__)
        with open(target, "wb") as file:
            file.write(change(data))
        yield change.__name__, target
    for change in (remove_symbols, add_run_path, change_uuid):
        target = os.path.join(folder, change.__name__)
        by_lief(path, target, change)
        yield change.__name__, target


def report(goelf, path, label=None):
    """Prints the differences of one file, which it counts, and of a changed one what was found."""
    expected, problems = compare(goelf, path)
    if label and not any(map(is_damaged, expected)):
        problems.append("not damaged")
    for problem in problems:
        print(f"{label or path}: {problem}")
    if label:
        pages = [f"{row['differingCount']} of {row['pages']} differ, {row['missing']} missing, "
                 f"from {row['differing'][:3]}"
                 for found in expected if found for row in found["directories"]]
        print(f"{label}: {'; '.join(pages)}")
    return len(problems)


def main(arguments):
    if arguments[:1] not in (["--goelf"], ["--break"]):
        print(json.dumps({path: of(path) for path in arguments}))
        return 0
    wrong = 0
    for path in arguments[2:]:
        if arguments[0] == "--goelf":
            wrong += report(arguments[1], path)
            continue
        with tempfile.TemporaryDirectory() as folder:
            for done, copy in broken_copies(path, folder):
                wrong += report(arguments[1], copy, f"{os.path.basename(path)} {done}")
    print(f"{len(arguments) - 2} files, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
