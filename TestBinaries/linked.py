#!/usr/bin/env python3
"""Writes linked.json: which telling functions are in programs of many Go versions.

    linked.py [--only BUILD]...

With --only, rows of other builds stay as they are.  This needs clang besides what build.py needs.  Each program is built in some ways with each Go, asked for its functions by `go tool nm`, and
thrown away: together they would take 200 MB.  `facts` follows from the recipe alone, as `truth` in
the manifest does; what it does not name is "no", or "none".
"""

import argparse
import json
import os
import re
import shutil
import subprocess

import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(toolchains.NEUTRAL, "linked")
VERSIONS = ("1.15", "1.19", "1.21", "1.24", "1.26", "1.27")
NO_INLINING = ("-gcflags=all=-l",)

# The functions that are told, near misses of the names that prove something among them.
TELLING = re.compile(r"""
    net\.(_C2?func|cgo|goLookup|\(\*Resolver\)) | os/user\. | time\.[lL]oadLocation
    | time/tzdata\. | crypto/x509\.([lL]oad|init|Set|System) | os/exec\.(\(\*Cmd\)|Command|init)
    | plugin\. | net/http/pprof\. | expvar\. | runtime/debug\. | runtime\.(race|\w*[am]san)
    | runtime/coverage\. | internal/coverage/cfile\. | crypto/internal/boring\._C
    | crypto/internal/fips140/.*check\.
    | internal/syscall/unix\.libc_get(addrinfo|pw|gr)\w*_trampoline
    | crypto/x509/internal/macos\.x509_Sec
    | testing\. | go\.uber\.org/""", re.VERBOSE)

WEB = {"time-zones": "yes", "embedded-time-zones": "yes", "system-roots": "yes", "os-exec": "yes",
       "http-pprof": "yes", "expvar": "yes", "read-build-info": "yes"}
ROOTS = {"embedded-roots": "yes"}
PURE = {"dns-resolver": "go", "os-user": "go"}
CGO = {"dns-resolver": "cgo-capable", "os-user": "cgo"}
# What go test -c makes is told by its path, which is not in the list.
TESTS = {"test-code": "linked"}
# Without cgo, since Go 1.20.
MACOS = {"dns-resolver": "cgo-capable", "os-user": "libsystem"}


def builds(version):
    """The ways of building: name, program, flags, environment, facts."""
    minor = int(version.split(".")[1])
    web = {**WEB, **(ROOTS if minor >= 20 else {})}
    yield "plain", "hash", (), {}, {}
    yield "web", "web", (), {}, {**web, **PURE}
    yield "web without inlining", "web", NO_INLINING, {}, {**web, **PURE}
    yield "web with C", "web", (), {"CGO_ENABLED": "1"}, {**web, **CGO}
    yield ("web with C, netgo and osusergo", "web", ("-tags=netgo,osusergo",),
           {"CGO_ENABLED": "1"}, {**web, **PURE})
    yield ("web for macOS", "web", (), {"GOOS": "darwin"},
           {**web, **(MACOS if minor >= 20 else PURE)})
    yield ("web for macOS, netgo and osusergo", "web", ("-tags=netgo,osusergo",),
           {"GOOS": "darwin"}, {**web, **PURE})
    yield "dial", "dial", NO_INLINING, {}, {"dns-resolver": "go"}
    yield "plugin", "plugin", (), {"CGO_ENABLED": "1"}, {"plugin": "yes"}
    yield "plugin without C", "plugin", NO_INLINING, {}, {}
    yield "tests", "tests", (), {}, TESTS
    yield "tests without inlining", "tests", NO_INLINING, {}, TESTS
    yield "automaxprocs", "processors", (), {}, {"automaxprocs": "yes"}
    yield "automaxprocs without inlining", "processors", NO_INLINING, {}, {"automaxprocs": "yes"}
    yield "race", "hash", ("-race",), {"CGO_ENABLED": "1"}, {"race": "yes"}
    yield "msan", "hash", ("-msan",), {"CGO_ENABLED": "1", "CC": "clang"}, {"msan": "yes"}
    if minor >= 18:
        yield "asan", "hash", ("-asan",), {"CGO_ENABLED": "1"}, {"asan": "yes"}
    if minor >= 19:
        yield ("boringcrypto", "hash", (), {"CGO_ENABLED": "1", "GOEXPERIMENT": "boringcrypto"},
               {"boringcrypto": "yes"})
    if minor >= 20:
        yield "cover", "hash", ("-cover",), {}, {"cover": "yes"}
    if minor >= 24:
        yield ("frozen FIPS module", "hash", (), {"GOFIPS140": "v1.0.0"},
               {"fips140-module": "v1.0.0-c2097c7c"})


def functions(version, program, flags, settings):
    """The telling functions of a program by Go's own reader of symbols, and its packages."""
    go = os.path.join(toolchains.go_root(version), "bin/go")
    environment = {
        "PATH": os.environ["PATH"], "HOME": WORK, "GOROOT": toolchains.go_root(version),
        "GOPATH": WORK + "/gopath", "GOCACHE": WORK + "/cache", "GOENV": "off", "GOPROXY": "off",
        "GOSUMDB": "off", "GOTELEMETRY": "off", "GOTOOLCHAIN": "local", "GO111MODULE": "on",
        "GOFLAGS": "-mod=mod", "CGO_ENABLED": "0", **settings}
    out = os.path.join(WORK, "out")
    folder = os.path.join(WORK, "src")
    subprocess.run([go, "build", "-p", "1", "-o", out, *flags, "./" + program], cwd=folder,
                   env=environment, check=True)
    lines = subprocess.run([go, "tool", "nm", out], env=environment, check=True, text=True,
                           capture_output=True).stdout.splitlines()
    names = set()
    for line in lines:
        kind, name = re.fullmatch(r" *[0-9a-f]* (\S) (.*)", line).groups()
        name = name.removesuffix(".abi0")
        if kind in "Tt" and TELLING.match(name) and not re.search(r"\.func\d|wrap\d", name):
            names.add(name)
    packages = subprocess.run([go, "list", "-deps", *flags, "./" + program], cwd=folder,
                              env=environment, check=True, text=True,
                              capture_output=True).stdout.split()
    return sorted(names), packages


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", metavar="BUILD")
    only = parser.parse_args().only
    path = os.path.join(HERE, "linked.json")
    known = {}
    if only:
        with open(path, encoding="utf-8") as file:
            known = {(row["go"], row["build"]): row for row in json.load(file)}
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, "sources/linked"), os.path.join(WORK, "src"))
    rows = []
    for version in VERSIONS:
        for name, program, flags, settings, facts in builds(version):
            if only and name not in only:
                rows.append(known[toolchains.go_version(version), name])
                continue
            told, packages = functions(version, program, flags, settings)
            if any(re.fullmatch("crypto/internal/fips140/(v.*/)?check", p) for p in packages):
                facts = {"fips140-module": "standard-library", "fips140-check": "yes", **facts}
            rows.append({"go": toolchains.go_version(version), "build": name, "facts": facts,
                         "functions": told})
            print(rows[-1]["go"], name, len(told))
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
