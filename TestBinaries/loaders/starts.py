#!/usr/bin/env python3
"""Writes texts-starts.json: what programs say of processors, kernels, sums and plugins that do not suit them.

    starts.py --roots DIR

DIR is what `../roots.py` made. This needs Debian 12 with qemu-user, gcc, and Go as `../build.py`
fetches it. What macOS says cannot be asked here: those words are people's reports, by their
addresses.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import toolchains  # pylint: disable=wrong-import-position

FILE = os.path.join(HERE, "texts-starts.json")
BINARIES = os.path.join(os.path.dirname(HERE), "bin")
MAGIC = b"\xff Go fipsinfo \xff\0"
GO = "https://github.com/golang/go/issues/"
REPORTS = (
    ("https://github.com/MattCheramie/GopherTrunk/issues/1096",
     "dyld: Symbol not found: _SecTrustCopyCertificateChain\n"
     "  Referenced from: ./gophertrunk (which was built for Mac OS X 12.0)\n"
     "  Expected in: /System/Library/Frameworks/Security.framework/Versions/A/Security\n"
     " in ./gophertrunk"),
    (GO + "52757",
     "dyld: Symbol not found: _SecTrustEvaluateWithError\n"
     "  Referenced from: /usr/local/go/bin/go\n  Expected in: flat namespace\n"),
    ("https://github.com/onsi/ginkgo/issues/1612",
     "dyld[3113]: missing LC_UUID load command in /path/to/ginkgo\n"
     "dyld[3113]: missing LC_UUID load command\nzsh: abort      ginkgo version"),
    ("https://github.com/xorrior/goesf/issues/1", "Killed: 9"),
    ("https://github.com/cortesi/modd/issues/132",
     "[1]    22082 killed     modd\nSIGKILL (Code Signature Invalid)"),
)
HOST = """package main

import "plugin"

func main() {
	if _, err := plugin.Open("plugin.so"); err != nil {
		println(err.Error())
	}
}
"""


def first_line(command, folder):
    """The first line on standard error."""
    result = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return result.stderr.split("\n")[0]


def copy(name, folder, as_name="app"):
    """A copy of a test binary."""
    path = os.path.join(folder, as_name)
    shutil.copy(os.path.join(BINARIES, name), path)
    os.chmod(path, 0o755)
    return path


def processors(folder):
    """Processors that are too old, as qemu plays them."""
    copy("relies-amd64-go1.21", folder)
    yield "qemu-x86_64 -cpu Nehalem", first_line(["qemu-x86_64", "-cpu", "Nehalem", "./app"], folder)
    copy("tiny-static-386-go1.15", folder)
    yield "qemu-i386 -cpu 486", first_line(["qemu-i386", "-cpu", "486", "./app"], folder)
    with open(os.path.join(folder, "app.c"), "w", encoding="utf-8") as file:
        file.write("int main(void) { return 0; }\n")
    subprocess.run(["gcc", "-o", "app", "app.c", "-Wl,-z,x86-64-v3"], cwd=folder, check=True)
    os.remove(os.path.join(folder, "app.c"))
    yield ("gcc -Wl,-z,x86-64-v3, qemu-x86_64 -cpu Nehalem",
           first_line(["qemu-x86_64", "-cpu", "Nehalem", "./app"], folder))


def kernels(root):
    """A kernel that is too old, as qemu says it has."""
    libraries = os.path.join(root, "lib/x86_64-linux-gnu")
    yield ("glibc 2.31, qemu-x86_64 -r 2.6.32", first_line(
        ["qemu-x86_64", "-r", "2.6.32", os.path.join(libraries, "ld-2.31.so"), "--library-path",
         libraries, os.path.join(root, "bin/true")], root))


def sums(folder):
    """A program whose FIPS sum is another one, or none."""
    path = copy("fips-amd64-go1.27", folder)
    with open(path, "rb") as file:
        data = bytearray(file.read())
    place = data.index(MAGIC) + len(MAGIC)
    for name, value in (("changed", bytes([data[place] ^ 1]) + data[place + 1:place + 32]),
                        ("missing", bytes(32))):
        data[place:place + 32] = value
        with open(path, "wb") as file:
            file.write(data)
        yield "FIPS sum " + name, first_line(["./app"], folder)


def plugins(folder):
    """Plugins of other builds than the program that opens them."""
    with open(os.path.join(folder, "main.go"), "w", encoding="utf-8") as file:
        file.write(HOST)
    with open(os.path.join(folder, "go.mod"), "w", encoding="utf-8") as file:
        file.write("module example.com/host\n\ngo 1.15\n")
    for cgo in ("1", "0"):
        environment = dict(
            os.environ, GOROOT=toolchains.go_root("1.19"), GOCACHE=os.path.join(folder, "cache"),
            CGO_ENABLED=cgo, GOFLAGS="-p=1", GOPROXY="off", GOSUMDB="off", GOTOOLCHAIN="local",
            HOME=folder)
        subprocess.run([os.path.join(environment["GOROOT"], "bin/go"), "build", "-trimpath",
                        "-o", "app", "."], cwd=folder, env=environment, check=True)
        for name in ("plugged-amd64-go1.19", "plugged-amd64-go1.27")[:1 + int(cgo)]:
            copy(name, folder, "plugin.so")
            yield (f"{name}, opened with CGO_ENABLED={cgo} by Go 1.19",
                   first_line(["./app"], folder))


def main():
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--roots", required=True)
    roots = parser.parse_args().roots
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for group in (processors(folder), kernels(os.path.join(roots, "bullseye")), sums(folder),
                      plugins(folder), REPORTS):
            texts += [{"by": by, "text": text} for by, text in group]
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(text) for text in texts) + "\n]\n")


if __name__ == "__main__":
    main()
