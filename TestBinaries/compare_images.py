#!/usr/bin/env python3
"""Holds goelf's reading of container images against umoci, which unpacks them.

Makes images of several layers, by hand (whiteouts, links, folders that become files and the other
way round, long names, hard links into layers below) and out of this system's own files; stores each
as a folder and as an archive, with layers of gzip, zstd and plain tar; and compares every path: kind,
mode, target of a link, SHA-256 of contents. Needs umoci, skopeo and zstd (Debian packages of these
names) and root, which may set any mode.

    compare_images.py [--seed N] [--random N] [--folder DIR]
"""
import argparse
import gzip
import hashlib
import io
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FORMATS = [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT]
GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"


def run(*words, **options):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


# Making images


def layer(entries, form):
    """A tar archive of (name, kind, content or target, mode)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, kind, content, mode in entries:
            entry = tarfile.TarInfo(name)
            entry.mode = mode
            entry.type = {"file": tarfile.REGTYPE, "dir": tarfile.DIRTYPE, "link": tarfile.SYMTYPE,
                          "hard": tarfile.LNKTYPE, "pipe": tarfile.FIFOTYPE}[kind]
            if kind in ("link", "hard"):
                entry.linkname = content
            if kind == "file":
                entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content) if kind == "file" else None)
    return out.getvalue()


def compress(data, method):
    if method == "gzip":
        return gzip.compress(data, 6, mtime=0)
    if method == "zstd":
        return run("zstd", "-qc", input=data).stdout
    return data


def layout(folder, layers, methods):
    """An OCI layout of these archives, compressed by these methods in turn."""
    blobs = os.path.join(folder, "blobs/sha256")
    os.makedirs(blobs)

    def put(data, kind):
        digest = hashlib.sha256(data).hexdigest()
        with open(os.path.join(blobs, digest), "wb") as file:
            file.write(data)
        return {"mediaType": "application/vnd.oci.image." + kind, "size": len(data),
                "digest": "sha256:" + digest}

    descriptors, sums = [], []
    for index, data in enumerate(layers):
        method = methods[index % len(methods)]
        suffix = "" if method == "plain" else "+" + method
        descriptors.append(put(compress(data, method), "layer.v1.tar" + suffix))
        sums.append("sha256:" + hashlib.sha256(data).hexdigest())
    config = {"architecture": "amd64", "os": "linux", "config": {"Entrypoint": ["/bin/app"]},
              "rootfs": {"type": "layers", "diff_ids": sums}}
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                "config": put(json.dumps(config).encode(), "config.v1+json"),
                "layers": descriptors}
    entry = put(json.dumps(manifest).encode(), "manifest.v1+json")
    entry["annotations"] = {"org.opencontainers.image.ref.name": "tag"}
    with open(os.path.join(folder, "index.json"), "w") as file:
        json.dump({"schemaVersion": 2, "manifests": [entry]}, file)
    with open(os.path.join(folder, "oci-layout"), "w") as file:
        json.dump({"imageLayoutVersion": "1.0.0"}, file)


def archived(folder, path, compressed=False):
    with tarfile.open(path, "w:gz" if compressed else "w") as archive:
        for name in sorted(os.listdir(folder)):
            archive.add(os.path.join(folder, name), name)


def odd_layers():
    """What runtimes meet, put together by hand."""
    some = random.Random(7).randbytes
    long = "y" * 150 + "/" + "z" * 120
    first = [
        ("./", "dir", None, 0o755), ("usr/", "dir", None, 0o755), ("usr/lib/", "dir", None, 0o755),
        ("usr/lib/a.so", "file", some(300000), 0o644), ("usr/lib/b.so", "file", some(3), 0o755),
        ("lib", "link", "usr/lib", 0o777), ("etc/x", "file", b"x", 0o600),
        ("opaque/a", "file", b"a", 0o644), ("opaque/sub/b", "file", b"b", 0o644),
        ("opaque/both/old", "file", b"b", 0o644), ("gone/a/b", "file", b"", 0o644),
        ("becomes-folder", "file", b"1", 0o644), ("becomes-file/x", "file", b"1", 0o644),
        (long, "file", b"long", 0o4755), ("pipe", "pipe", None, 0o644),
        ("out/link", "link", "../../../../../../etc", 0o777), ("abs", "link", "/usr", 0o777),
        ("loop", "link", "loop", 0o777), ("dangling", "link", "no/such", 0o777),
        ("both/keep/old", "file", b"o", 0o644), ("sticky/", "dir", None, 0o1777),
    ]
    second = [
        ("lib/c.so", "file", some(400000), 0o755), ("opaque/both/new", "file", b"n", 0o644),
        ("opaque/.wh..wh..opq", "file", b"", 0o644), ("opaque/new", "file", b"n", 0o644),
        (".wh.gone", "file", b"", 0o644), ("becomes-folder/", "dir", None, 0o700),
        ("becomes-folder/in", "file", b"2", 0o644), ("becomes-file", "file", b"f", 0o644),
        ("hard", "hard", "usr/lib/a.so", 0o644), ("hard-link", "hard", "dangling", 0o777),
        ("usr/lib/", "dir", None, 0o750), ("abs/share/doc", "file", b"d", 0o644),
        ("out/link/passwd", "file", b"in", 0o644), ("both/keep/new", "file", b"n", 0o644),
        ("both/.wh.keep", "file", b"", 0o644), ("./etc/../etc/./y", "file", b"y", 0o640),
        ("../../../escape", "file", b"e", 0o644), ("/absolute", "file", b"a", 0o644),
        ("l" * 99 + "/" + "m" * 200, "link", "t" * 300, 0o777),
    ]
    third = [
        ("usr/lib/.wh.b.so", "file", b"", 0o644), ("bin/app", "file", some(700000), 0o755),
        ("gone/new", "file", b"again", 0o644), ("hard", "file", b"apart", 0o644),
        ("lib/.wh.c.so", "file", b"", 0o644), ("abs", "dir", None, 0o755),
        ("empty", "file", b"", 0o000), ("\u00e9\u4e2d\U0001f600", "file", b"u", 0o644),
    ]
    return [layer(first, FORMATS[0]), layer(second, FORMATS[1]), layer(third, FORMATS[0])]


def random_layers(number):
    """Entries of a few names, so that they meet; not all that comes of it can be unpacked."""
    chance = random.Random(number)
    kept = {"file": "cd", "hard": "cd", "dir": "ab", "link": "le"}
    files = []

    def path(kind):
        folders = [chance.choice("ababal") for _ in range(chance.randint(0, 2))]
        last = chance.choice(kept[kind] if chance.random() < 0.93 else "abcdl")
        return "/".join(folders + [last])

    layers = []
    for _ in range(chance.randint(2, 5)):
        entries = []
        for _ in range(chance.randint(1, 12)):
            kind = chance.choice(["file"] * 4 + ["dir"] * 3 + ["link", "hard", "white", "opaque"])
            if kind == "file":
                files.append(path(kind))
                entries.append((files[-1], kind, chance.randbytes(chance.choice([0, 9, 513])),
                                chance.choice([0o644, 0o755, 0o4711])))
            elif kind == "dir":
                entries.append((path(kind), kind, None, chance.choice([0o755, 0o700, 0o1777])))
            elif kind == "link":
                target = chance.choice(["", "/", "../", "../../"]) + path("dir")
                entries.append((path(kind), kind, target, 0o777))
            elif kind == "hard" and files:
                entries.append((path(kind), kind, chance.choice(files), 0o644))
            elif kind == "white":
                head, _, last = path(chance.choice(["file", "dir", "link"])).rpartition("/")
                entries.append((head + "/.wh." + last, "file", b"", 0o644))
            elif kind == "opaque":
                entries.append((path("dir") + "/.wh..wh..opq", "file", b"", 0o644))
        layers.append(layer(entries, chance.choice(FORMATS)))
    return layers


def system_layers():
    """This system's libraries and some of its programs, changed by two layers."""
    first = io.BytesIO()
    with tarfile.open(fileobj=first, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for place in ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/etc", "/lib", "/lib64", "/bin"]:
            if os.path.islink(place):
                archive.add(place, place[1:])
                continue
            archive.add(place, place[1:], recursive=False)
            for name in sorted(os.listdir(place)):
                full = os.path.join(place, name)
                if os.path.islink(full) or os.path.isfile(full) and os.path.getsize(full) < 20 << 20:
                    archive.add(full, full[1:])
    second = [("lib/x86_64-linux-gnu/.wh.libz.so.1", "file", b"", 0o644),
              ("etc/.wh..wh..opq", "file", b"", 0o644), ("etc/new", "file", b"new", 0o644)]
    return [first.getvalue(), layer(second, FORMATS[1])]


# Comparing


def unpacked(root):
    """All paths of a folder and what they are, as ListImage says it."""
    found = {}
    for folder, folders, files in os.walk(os.fsencode(root)):
        for name in folders + files:
            full = os.path.join(folder, name)
            status = os.lstat(full)
            mode = format(stat.S_IMODE(status.st_mode), "o")
            if stat.S_ISDIR(status.st_mode):
                what = ("dir", mode, "-")
            elif stat.S_ISLNK(status.st_mode):
                what = ("link", "-", os.readlink(full).hex())
            elif stat.S_ISREG(status.st_mode):
                with open(full, "rb") as file:
                    what = ("file", mode, hashlib.sha256(file.read()).hexdigest())
            else:
                what = ("special", "-", "-")
            found[full[len(os.fsencode(root)):].hex()] = what
    return found


def listed(program, path):
    """The same as goelf sees it; a text where it refuses."""
    done = run(program, path)
    if done.returncode != 0:
        return done.stdout.decode(errors="replace").strip().splitlines()[-1]
    found = {}
    for line in done.stdout.decode().splitlines():
        if line.startswith("#"):
            continue
        kind, mode, content, name = line.split(" ", 3)
        found[name] = (kind, mode, content)
    return found


def differences(wanted, found):
    if isinstance(found, str):
        return ["refused: " + found]
    lines = []
    for name in sorted(set(wanted) | set(found)):
        if wanted.get(name) != found.get(name):
            path = bytes.fromhex(name).decode(errors="replace")
            lines.append(f"{path}: umoci {wanted.get(name)}, goelf {found.get(name)}")
    return lines


class Judge:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.compared = self.paths = self.refused = 0
        self.failures = []

    def check(self, name, layers, isThorough):
        place = os.path.join(self.folder, name)
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        base = os.path.join(place, "gzip")
        layout(base, layers, ["gzip"])
        bundle = os.path.join(place, "bundle")
        done = run("umoci", "unpack", "--image", base + ":tag", bundle)
        if done.returncode != 0:
            self.refused += 1
            shutil.rmtree(place)
            return
        wanted = unpacked(os.path.join(bundle, "rootfs"))
        for path in self.variants(place, base, layers, isThorough):
            self.compared += 1
            self.paths += len(wanted)
            lines = differences(wanted, listed(self.program, path))
            if lines:
                self.failures.append(f"{os.path.relpath(path, self.folder)}: " + "; ".join(lines[:5]))
        if not self.failures:
            shutil.rmtree(place)

    def variants(self, place, base, layers, isThorough):
        """The paths of the same image in other forms."""
        yield base
        if not isThorough:
            return
        for name, methods in [("zstd", ["zstd"]), ("plain", ["plain"]),
                              ("mixed", ["zstd", "gzip", "plain"])]:
            folder = os.path.join(place, name)
            layout(folder, layers, methods)
            yield folder
        mixed = os.path.join(place, "mixed")
        for name, compressed in [("oci.tar", False), ("oci.tar.gz", True)]:
            archived(mixed, os.path.join(place, name), compressed)
            yield os.path.join(place, name)
        source = "oci:" + base + ":tag"
        for name, target in [("docker.tar", "docker-archive:{}:goelf/test:tag"), ("dir", "dir:{}"),
                             ("skopeo.tar", "oci-archive:{}:tag")]:
            path = os.path.join(place, name)
            done = run("skopeo", "--insecure-policy", "copy", "-q", source, target.format(path))
            if done.returncode != 0:
                self.failures.append(f"skopeo: {done.stderr.decode()}")
                continue
            yield path
        run("gzip", "-k", os.path.join(place, "docker.tar"))
        run("zstd", "-qk", os.path.join(place, "docker.tar"))
        yield os.path.join(place, "docker.tar.gz")
        yield os.path.join(place, "docker.tar.zst")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=400)
    parser.add_argument("--folder", default=None)
    options = parser.parse_args()
    for tool in ["umoci", "skopeo", "zstd"]:
        if not shutil.which(tool):
            sys.exit(f"compare_images: {tool} is missing")
    built = run("swift", "build", "-c", "release", "--product", "ListImage", cwd=ROOT)
    if built.returncode != 0:
        sys.exit(built.stdout.decode() + built.stderr.decode())
    program = os.path.join(ROOT, ".build/release/ListImage")
    folder = options.folder or tempfile.mkdtemp()
    judge = Judge(program, folder)
    judge.check("odd", odd_layers(), True)
    judge.check("system", system_layers(), True)
    for number in range(options.seed, options.seed + options.random):
        judge.check(f"random-{number}", random_layers(number), number % 100 == 0)
    for failure in judge.failures[:20]:
        print("DIFFERS", failure)
    print(f"{judge.compared} images, {judge.paths} paths, {len(judge.failures)} differ; "
          f"umoci refused {judge.refused}")
    if not judge.failures and not options.folder:
        shutil.rmtree(folder)
    sys.exit(1 if judge.failures else 0)


if __name__ == "__main__":
    main()
