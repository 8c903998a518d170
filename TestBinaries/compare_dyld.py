#!/usr/bin/env python3
"""Compares what goelf says dyld would find with what delocate and macholib find.

    compare_dyld.py GOELF DIR...

Each DIR is the root of a tree: a wheel for macOS, unpacked (`compare_macho.py --fetch` keeps only
the Mach-O files of wheels, without their folders; `python3 -m zipfile -e WHEEL DIR` keeps all). For
every Mach-O file of DIR, and every slice of it, goelf is asked what dyld would load with DIR as the
root. Of every file that is loaded, each library it names is looked up by delocate's
`resolve_dynamic_paths` with the run paths that macholib reads; where dyld inherits run paths, which
delocate does not, the judge gets those of the files that led there. Names below /usr/lib and
/System/Library, which are not in the wheels, have to be in the shared cache.
"""

import collections
import json
import os
import subprocess
import sys

try:
    from delocate.libsana import DependencyNotFound, resolve_dynamic_paths
    from macholib.MachO import MachO
except ImportError:
    sys.exit("this needs delocate and macholib: pip install delocate macholib")

MAGICS = {bytes.fromhex(text) for text in (
    "feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf")}
NEEDS = (0xC, 0x80000018, 0x8000001F, 0x80000023)
CPUS = {0x01000007: "x86_64", 0x0100000C: "arm64", 7: "i386"}
SYSTEM = ("/usr/lib/", "/System/Library/")


def slices(path, known={}):
    """Of each slice by its processor: the names it needs, its run paths, its install name."""
    if path not in known:
        known[path] = {}
        for header in MachO(path).headers:
            names, rpaths, identity, weak = [], [], None, set()
            for command, _, data in header.commands:
                text = data.rstrip(b"\0").decode(errors="replace") if isinstance(data, bytes) else ""
                if command.cmd in NEEDS:
                    names.append(text)
                    if command.cmd == 0x80000018:
                        weak.add(text)
                elif command.cmd == 0x8000001C:
                    rpaths.append(text)
                elif command.cmd == 0xD:
                    identity = text
            cpu = CPUS.get(header.header.cputype, "?")
            known[path][cpu] = (names, rpaths, identity, weak, header.header.filetype)
    return known[path]


class Judge:
    """Looks up names as delocate does, in a tree that is a root."""

    def __init__(self, root):
        self.root = os.path.realpath(root)

    def outside(self, path):
        """A path of the tree as this system has it."""
        return self.root + path if path.startswith("/") else path

    def lookup(self, name, chain, program):
        """The path in the tree, None where delocate finds nothing; `chain` is who asks and who led
        there: path and run paths."""
        loader = os.path.dirname(chain[0][0])
        if not name.startswith("@"):
            path = os.path.realpath(self.outside(name))
            return self.inside(path)
        rpaths = []
        for place, own in chain:
            for path in own:
                if path.startswith("@loader_path"):
                    path = os.path.dirname(place) + path[len("@loader_path"):]
                elif path.startswith("@executable_path"):
                    if program is None:
                        continue
                    path = os.path.dirname(program) + path[len("@executable_path"):]
                else:
                    path = self.outside(path)
                rpaths.append(path)
        if name.startswith("@executable_path") and program is None:
            return None
        try:
            found = resolve_dynamic_paths(
                name, rpaths, loader, os.path.dirname(program) if program else None)
        except DependencyNotFound:
            return None
        return self.inside(found)

    def inside(self, path):
        """The path as it is seen in the root; None for none that is a file in it."""
        if not path.startswith(self.root + "/") or not os.path.isfile(path):
            return None
        return path[len(self.root):]


def trees(goelf, root, paths):
    """What goelf says of many files: (path, slice, tree)."""
    for start in range(0, len(paths), 50):
        run = subprocess.run(
            [goelf, "deps", "--tree", "--json", "--root", root] + paths[start:start + 50],
            stdout=subprocess.PIPE)
        for file in json.loads(run.stdout)["files"]:
            for image in file["images"]:
                yield file["path"], image, image.get("tree")


def files(root):
    """The Mach-O files of a tree, links left out, by their paths in it."""
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            with open(path, "rb") as stream:
                head = stream.read(8)
            if head[:4] in MAGICS and not (head[:4] == b"\xca\xfe\xba\xbe" and head[7] > 45):
                yield path[len(root):]


def compare(root, path, image, tree, counts, complain):
    """Holds one tree against the judge: each edge of each file."""
    judge = Judge(root)
    cpu = {"x86_64": "x86_64", "aarch64": "arm64"}.get(image["architecture"], "?")
    nodes = tree["nodes"]
    outer = slices(judge.outside(path)).get(cpu)
    if outer is None or outer[4] not in (2, 6, 8):
        counts["passed over"] += 1
        return
    program = judge.outside(nodes[0]["path"]) if outer[4] == 2 else None
    counts["trees"] += 1
    # By way of whom each file is reached: the first that names it, breadth first in each level.
    parents, queue = {0: None}, [0]
    for place in queue:
        for need in nodes[place]["needs"]:
            if need not in parents:
                parents[need] = place
                queue.append(need)
    for place in queue:
        node = nodes[place]
        if node["status"] != "found":
            continue
        here = judge.outside(node["path"])
        names, _, _, weak, _ = slices(here)[cpu]
        chain, link = [], place
        while link is not None:
            where = judge.outside(nodes[link]["path"])
            chain.append((where, slices(where)[cpu][1]))
            link = parents[link]
        if program and chain[-1][0] != program:
            chain.append((program, outer[1]))
        by_path = {nodes[need]["path"]: need for need in node["needs"] if nodes[need]["path"]}
        by_name = {nodes[need]["name"]: need for need in node["needs"]}
        for name in dict.fromkeys(names):
            counts["references"] += 1
            kind = name.split("/")[0] if name.startswith("@") else "absolute"
            expected = judge.lookup(name, chain, program)
            if expected is None and name.startswith(SYSTEM):
                counts["in the shared cache"] += 1
                if nodes[by_path.get(name, 0)]["status"] != "shared-cache":
                    complain(f"{path} ({cpu}): {name} is not in the shared cache")
            elif expected is None:
                counts[f"{kind}: missing"] += 1
                need = by_name.get(name)
                if need is None or nodes[need]["status"] == "found":
                    complain(f"{path} ({cpu}): {name} of {node['path']} is found, delocate does "
                             "not find it")
            else:
                counts[f"{kind}: found"] += 1
                if expected not in by_path:
                    complain(f"{path} ({cpu}): {name} of {node['path']} is {expected} for delocate")
        extra = [nodes[need]["name"] for need in node["needs"]
                 if nodes[need]["status"] == "not-found" and nodes[need]["name"] not in names]
        if extra:
            complain(f"{path} ({cpu}): {node['path']} does not name {extra}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    goelf = os.path.abspath(sys.argv[1])
    counts, differences = collections.Counter(), []
    for root in sys.argv[2:]:
        root = os.path.abspath(root)
        paths = list(files(root))
        counts["files"] += len(paths)
        counts["roots"] += bool(paths)
        for path, image, tree in trees(goelf, root, paths):
            if tree is None:
                differences.append(f"{path}: no tree")
                continue
            compare(root, path, image, tree, counts, differences.append)
    for line in differences:
        print(line)
    for what, count in sorted(counts.items()):
        print(f"{count:8} {what}")
    print(f"{len(differences):8} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
