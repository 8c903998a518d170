#!/usr/bin/env python3
"""Writes expected/inlined/<id>.json and expected/inits/<id>.json.

    expect_inlined.py [--only SUBSTR]

Inlined calls are what Go's debug/dwarf reads in the same program built once more with DWARF, which
moves no code. `sha256` is that of one line a chain of calls, sorted: the entry of the function,
then `line>name` of each call from the outside in; calls in line 1, which the compiler made up, are
left out. Inits are the packages that the program itself names when it runs with GODEBUG=inittrace=1.
"""

import argparse
import dataclasses
import json
import os
import subprocess
import tempfile

import build
import expect_functions
import recipes
import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
INLINED = ["tiny-static-amd64-go1.15", "testdata-amd64-go1.17", "tiny-static-amd64-go1.19",
           "tiny-static-amd64-go1.21", "tiny-static-amd64-go1.24", "tiny-static-amd64-go1.27",
           "tiny-static-s390x-go1.27", "tiny-pie-amd64-go1.15", "tiny-pie-amd64-go1.24",
           "tiny-pie-amd64-go1.27"]
INITS = ["tiny-static-amd64-go1.19", "tiny-static-amd64-go1.21", "tiny-static-amd64-go1.26",
         "tiny-static-nosections-amd64-go1.27", "tiny-pie-amd64-go1.27", "deps-amd64-go1.19",
         "cgo-musl-static-pie-amd64-go1.24", "netuser-nocgo-amd64-go1.22"]


def write(folder, name, content):
    """Writes one expected file."""
    folder = os.path.join(HERE, "expected", folder)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump(content, file, indent=1)
        file.write("\n")


def with_dwarf(recipe):
    """The same recipe without the flags that leave DWARF out."""
    def keep(word):
        return word if not word.startswith("-ldflags=") else "-ldflags=-compressdwarf=false"
    return dataclasses.replace(
        recipe, args=tuple(keep(word) for word in recipe.args),
        steps=tuple(tuple(keep(word) for word in step) for step in recipe.steps
                    if step[0] != "strip"))


def expect_inlined(judge, name):
    """Asks DWARF for the inlined calls of one binary."""
    recipe = next(recipe for recipe in recipes.RECIPES if recipe.id == name)
    result = subprocess.run([judge, "-inlined", build.build(with_dwarf(recipe))],
                            capture_output=True, text=True, check=True)
    answer = json.loads(result.stdout)
    write("inlined", name, {"tool": f"debug/dwarf of {toolchains.go_version('1.27')}",
                            "count": answer["count"], "sha256": answer["sha256"]})


def expect_inits(name):
    """Runs one binary and asks it for the order of its packages."""
    result = subprocess.run([os.path.join(HERE, "bin", name)], capture_output=True, text=True,
                            env={"GODEBUG": "inittrace=1"}, check=False)
    lines = [line.split() for line in result.stderr.splitlines()]
    write("inits", name, {"tool": "GODEBUG=inittrace=1",
                          "packages": [line[1] for line in lines if line[:1] == ["init"]]})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="SUBSTR")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory() as folder:
        judge = expect_functions.build(folder)
        for name in INLINED:
            if only in name:
                expect_inlined(judge, name)
    for name in INITS:
        if only in name:
            expect_inits(name)


if __name__ == "__main__":
    main()
