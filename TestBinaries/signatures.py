#!/usr/bin/env python3
"""Read code signatures of Mach-O files with nothing but struct and hashlib, and compare.

    signatures.py FILE...              print what is found as JSON
    signatures.py --goelf COMMAND FILE...   compare with what `goelf signature --json` says

It shares no code with goelf: every hash is computed from the whole file in memory.
"""

import hashlib
import json
import struct
import subprocess
import sys

HASHES = {1: ("sha1", 20), 2: ("sha256", 32), 3: ("sha256", 20), 4: ("sha384", 48)}
RANKS = [1, 3, 2, 4]


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
    """(order, command, offset) of every load command, and whether there are 64 bits."""
    magic = data[:4]
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
    signature = plist = None
    for order, wide, command, place in commands(data):
        if command == 0x1D:
            signature = struct.unpack_from(order + "II", data, place + 8)
        elif command in (0x1, 0x19):
            count = struct.unpack_from(order + "I", data, place + (64 if wide else 48))[0]
            start, size = (place + 72, 80) if wide else (place + 56, 68)
            for index in range(count):
                at = start + index * size
                if data[at:at + 16].rstrip(b"\0") != b"__info_plist":
                    continue
                form = order + ("QQI" if wide else "III")
                _, length, offset = struct.unpack_from(form, data, at + 32)
                plist = data[offset:offset + length]
    return signature, plist


def text(data, offset):
    """The string at an offset, nil for offset 0."""
    return data[offset:data.index(b"\0", offset)].decode() if offset else None


def directory(image, blob, blobs, plist):
    """All that one code directory says, and what is true of it."""
    version, flags, hashes, identifier, special, count, limit, size, kind, platform, shift = \
        struct.unpack_from(">IIIIIIIBBBB", blob, 8)
    team = struct.unpack_from(">I", blob, 48)[0] if version >= 0x20200 else 0
    if version >= 0x20300:
        limit = struct.unpack_from(">Q", blob, 56)[0] or limit
    segment = struct.unpack_from(">QQQ", blob, 64) if version >= 0x20400 else None
    runtime = struct.unpack_from(">I", blob, 88)[0] if version >= 0x20500 else None
    name, length = HASHES[kind]
    assert length == size

    def digest(part):
        return hashlib.new(name, part).digest()[:size]

    page = 1 << shift if shift else limit
    wrong = [number for number in range((limit + page - 1) // page)
             if digest(image[number * page:min((number + 1) * page, limit)])
             != blob[hashes + number * size:hashes + (number + 1) * size]]
    sealed = {}
    for slot in range(1, 12):
        place = hashes - slot * size
        expected = blob[place:place + size] if slot <= special else b""
        expected = expected if any(expected) else b""
        content = plist if slot == 1 else blobs.get(slot)
        if content is None:
            if expected:
                sealed[slot] = "not-in-file"
        elif not expected:
            sealed[slot] = "not-sealed"
        else:
            sealed[slot] = "valid" if digest(content) == expected else "differs"
    return {
        "version": version, "flags": flags, "hashType": kind, "pageSize": 1 << shift if shift else 0,
        "codeLimit": limit, "platform": platform, "identifier": text(blob, identifier),
        "team": text(blob, team), "executableSegment": segment, "runtime": runtime,
        "cdhash": digest(blob)[:20].hex(), "pages": (limit + page - 1) // page, "hashes": count,
        "differing": wrong, "special": sealed,
    }


def signature(image):
    """What is known of one slice's signature, nil where it has none."""
    place, plist = places(image)
    if place is None:
        return None
    data = image[place[0]:place[0] + place[1]]
    magic, length, count = struct.unpack_from(">III", data)
    assert magic == 0xFADE0CC0, hex(magic)
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


def from_goelf(entry):
    """The same of one image in goelf's JSON."""
    found = entry["signature"]
    if found is None:
        return None
    numbers = {"SHA1": 1, "SHA256": 2, "SHA256_TRUNCATED": 3, "SHA384": 4}
    directories = [{
        "version": one["version"], "flags": one["flagBits"],
        "hashType": numbers[one["hashType"].removeprefix("CS_HASHTYPE_")],
        "pageSize": one["pageSize"], "codeLimit": one["codeLimit"], "platform": one["platform"],
        "identifier": one["identifier"], "team": one["team"],
        "executableSegment": one["executableSegment"] and (
            one["executableSegment"]["base"], one["executableSegment"]["limit"],
            one["executableSegment"]["flagBits"]),
        "runtime": one["runtimeBits"], "cdhash": one["cdhash"], "pages": one["pages"]["count"],
        "hashes": one["pages"]["hashes"],
        "differing": [page["page"] for page in one["pages"]["differences"]],
        "special": {special["number"]: special["verdict"] for special in one["special"]},
    } for one in found["directories"]]
    return {
        "offset": found["offset"], "size": found["size"],
        "slots": sorted(blob["slotNumber"] for blob in found["blobs"]), "directories": directories,
        "best": found["cdhash"], "cms": found["cms"], "entitlements": found["entitlements"],
        "derEntitlements": found["derEntitlements"],
    }


def compare(command, path):
    """Prints every difference of one file; returns slices, signatures, pages, differences."""
    data = open(path, "rb").read()
    run = subprocess.run([command, "signature", "--json", path], capture_output=True, check=False)
    images = json.loads(run.stdout)["files"][0]["images"]
    expected = [signature(data[offset:offset + size]) for offset, size in slices(data)]
    found = [from_goelf(image) for image in images]
    wrong = 0
    if len(expected) != len(found):
        print(f"{path}: {len(expected)} slices, goelf has {len(found)}")
        wrong += 1
    for number, (a, b) in enumerate(zip(expected, found)):
        if a != b:
            wrong += 1
            print(f"{path}: slice {number} differs\n  judge {a}\n  goelf {b}")
    signed = [one for one in expected if one]
    pages = sum(one["pages"] for each in signed for one in each["directories"])
    return len(expected), len(signed), pages, wrong


def main(arguments):
    if arguments[:1] != ["--goelf"]:
        for path in arguments:
            data = open(path, "rb").read()
            print(json.dumps({path: [signature(data[offset:offset + size])
                                     for offset, size in slices(data)]}))
        return 0
    totals = [0, 0, 0, 0]
    for path in arguments[2:]:
        totals = [a + b for a, b in zip(totals, compare(arguments[1], path))]
    print("{} files: {} slices, {} signed, {} pages, {} slices differ".format(
        len(arguments) - 2, *totals))
    return 1 if totals[3] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
