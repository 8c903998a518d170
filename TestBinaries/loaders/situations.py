#!/usr/bin/env python3
"""Writes the roots of glibc.py and musl.py, and what real loaders do in them: expected.json.

    situations.py [--judge] [--only SUBSTR]
    situations.py --loader glibc-2.31=/mnt/lib/x86_64-linux-gnu/ld-2.31.so

This needs root on Debian 12 with gcc and musl. Each root is copied to a place of its
own, the real loader put where the stub is, and the program started there after chroot. `--judge`
asks the loaders again, without building. `--loader` asks one of another release, and writes what it
does otherwise: expected-NAME.json.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys

import glibc
import musl
import stubs
import trees

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = "/tmp/goelf-situations"
LOADERS = {"glibc": ("/lib64/ld-linux-x86-64.so.2", stubs.GLIBC),
           "musl": ("/lib/ld-musl-x86_64.so.1", stubs.MUSL)}


def entry(situation, answer):
    """One situation's place in expected.json."""
    return {
        "name": situation.name, "says": situation.says, "loader": situation.loader_kind,
        "loaderPath": situation.loader_path if situation.loader else None,
        "program": situation.program, "called": situation.called or situation.program,
        "environment": situation.environment, "proc": situation.proc,
        "secure": situation.secure, "processor": situation.processor,
        "hardLinks": [list(pair) for pair in situation.hard_links],
        **answer}


def facts():
    """What the answers depend on besides the roots."""
    shown = subprocess.run([LOADERS["glibc"][0], "--help"], check=True, capture_output=True,
                           text=True).stdout
    level = next(level for level in ("x86-64-v4", "x86-64-v3", "x86-64-v2", "x86-64-v1")
                 if level + " (supported" in shown or level.endswith("v1"))
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "libc6:amd64",
                              "musl"], check=True, capture_output=True, text=True).stdout
    return {"processor": level, "packages": version.splitlines()}


def enter_own_mounts():
    """Starts this program again where its mounts are nobody else's."""
    if os.environ.get("GOELF_OWN_MOUNTS") is None:
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv]
        os.execvpe("unshare", command, {**os.environ, "GOELF_OWN_MOUNTS": "1"})


def judged(rows, options):
    """Builds and judges every situation asked for, and adds its row."""
    for situation in glibc.SITUATIONS + musl.SITUATIONS:
        if options.only not in situation.name:
            continue
        loader, stub = LOADERS[situation.loader_kind]
        tree = os.path.join(HERE, situation.loader_kind, situation.name)
        if not options.judge:
            shutil.rmtree(tree, ignore_errors=True)
            trees.write(situation, tree, stub, WORK + "/build")
        rows.append(entry(situation, trees.judge(situation, tree, WORK + "/root", loader)))


def differences(name, loader, rows):
    """What another loader does otherwise than the one of `rows`."""
    known = {(row["loader"], row["name"]): row for row in rows}
    kind = name.split("-")[0]
    for situation in (glibc if kind == "glibc" else musl).SITUATIONS:
        tree = os.path.join(HERE, kind, situation.name)
        answer = trees.judge(situation, tree, WORK + "/root", loader)
        other = {key: value for key, value in answer.items()
                 if value != known[kind, situation.name][key]}
        if other:
            yield {"name": situation.name, "loader": kind, **other}


def save(name, rows, **more):
    head = "".join(json.dumps(key) + f": {json.dumps(value)},\n" for key, value in more.items())
    lines = ",\n".join(json.dumps(row) for row in rows)
    with open(os.path.join(HERE, name), "w") as file:
        file.write(f'{{{head}"situations": [\n{lines}\n]}}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--judge", action="store_true", help="do not build")
    parser.add_argument("--only", default="", metavar="SUBSTR", help="show these alone")
    parser.add_argument("--loader", metavar="NAME=FILE", help="ask another release's")
    options = parser.parse_args()
    enter_own_mounts()
    rows = []
    if options.loader:
        name, loader = options.loader.split("=")
        with open(os.path.join(HERE, "expected.json")) as file:
            rows = json.load(file)["situations"]
        save(f"expected-{name}.json", differences(name, loader, rows))
        return
    for name, stub in stubs.OTHERS.items():
        trees.put(os.path.join(HERE, "stubs", name), stub, WORK + "/build")
    judged(rows, options)
    if options.only:
        print(json.dumps(rows, indent=1))
    else:
        save("expected.json", rows, judged=facts())


if __name__ == "__main__":
    main()
