"""goelf's JSON about a Mach-O file in the normal form of the judges.

Fixups and exports are those of `macho_fixups`, signatures those of `macho_signature`.
"""

KINDS = {"bind": "bind", "lazy-bind": "lazy", "weak-bind": "weak"}
SPECIAL = {
    "BIND_SPECIAL_DYLIB_SELF": "this-image",
    "BIND_SPECIAL_DYLIB_MAIN_EXECUTABLE": "main-executable",
    "BIND_SPECIAL_DYLIB_FLAT_LOOKUP": "flat-namespace",
    "BIND_SPECIAL_DYLIB_WEAK_LOOKUP": "weak",
}
EXPORT_KINDS = {"REGULAR": 0, "THREAD_LOCAL": 1, "ABSOLUTE": 2}
EXPORT_FLAGS = {"WEAK_DEFINITION": 4, "REEXPORT": 8, "STUB_AND_RESOLVER": 16,
                "STATIC_RESOLVER": 32}
HASHES = {"SHA1": 1, "SHA256": 2, "SHA256_TRUNCATED": 3, "SHA384": 4, "SHA512": 5}


def binds(relocations):
    """The binds as rows of `macho_fixups`."""
    found = []
    for row in relocations:
        if row["kind"] == "rebase" or "BIND_SYMBOL_FLAGS_NON_WEAK_DEFINITION" in row["flags"]:
            continue
        kind, library = KINDS[row["kind"]], SPECIAL.get(row["library"], row["library"])
        # The judges tell weak binds of chains by the library alone.
        if row["type"].startswith("DYLD_CHAINED_"):
            kind = "bind" if kind == ("weak" if library == "weak" else "bind") else "wrong"
        elif kind == "weak":
            library = None
        found.append((row["address"], kind, row["addend"], row["symbol"],
                      "BIND_SYMBOL_FLAGS_WEAK_IMPORT" in row["flags"] and kind != "weak", library))
    return found


def rebases(relocations):
    """The rebases as rows of `macho_fixups`."""
    return [(row["address"], row.get("target")) for row in relocations if row["kind"] == "rebase"]


def exports(rows, base):
    """The exports as rows of `macho_fixups`; a re-export that names no other has its own name."""
    found = []
    for row in rows:
        flags = EXPORT_KINDS[row["kind"].removeprefix("EXPORT_SYMBOL_FLAGS_KIND_")] + sum(
            EXPORT_FLAGS[name.removeprefix("EXPORT_SYMBOL_FLAGS_")] for name in row["flags"])
        if flags & 8:
            origin = row["library"], row.get("importedName", row["name"])
            found.append((row["name"], None, flags, origin))
        else:
            value = row["value"] if flags & 2 else row["address"] - base
            found.append((row["name"], value, flags, None))
    return sorted(found, key=str)


def directory(row):
    """One CodeDirectory."""
    segment, pages = row["executableSegment"], row["pages"]
    return {
        "version": row["version"], "flags": row["flagBits"],
        "hashType": HASHES[row["hashType"].removeprefix("CS_HASHTYPE_")],
        "hashSize": row["hashSize"], "pageSize": row["pageSize"], "codeLimit": row["codeLimit"],
        "platform": row["platform"], "identifier": row["identifier"], "team": row["team"],
        "executableSegment": segment and [segment[name] for name in ("base", "limit", "flagBits")],
        "runtime": row["runtimeBits"], "cdhash": row["cdhash"], "pages": pages["count"],
        "hashes": pages["hashes"], "missing": pages["missing"], "surplus": pages["surplus"],
        "differingCount": pages["differing"],
        "differing": [page["page"] for page in pages["differences"]],
        "special": {str(special["number"]): special["verdict"] for special in row["special"]},
    }


def signature(found):
    """A signature, or None."""
    if found is None:
        return None
    return {
        "offset": found["offset"], "size": found["size"],
        "slots": sorted(blob["slotNumber"] for blob in found["blobs"]),
        "directories": [directory(row) for row in found["directories"]],
        "best": found["cdhash"], "cms": found["cms"], "entitlements": found["entitlements"],
        "derEntitlements": found["derEntitlements"],
    }
