#!/usr/bin/env python3
"""Holds what `goelf check --forbid` finds against `go tool nm`, and its own list of inlined calls.

    compare_forbidden.py GOELF GO FILE...

Of each FILE, which has to have its symbols, some names of functions and packages are taken that are
there, some that were inlined everywhere, and the same with a letter changed, which are not.
"""

import json
import random
import re
import subprocess
import sys


def unescape(name):
    """A name without the escapes that the linker writes into paths."""
    return re.sub(r"%([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), name)


def listed(go, path):
    """The functions that nm lists, as they are in the table."""
    lines = subprocess.run([go, "tool", "nm", path], capture_output=True, text=True, check=False)
    names = set()
    for line in lines.stdout.splitlines():
        match = re.match(r" *[0-9a-f]+ +[tT] (.+)$", line)
        # The linker's own names are of no package, and the table has none with an ABI.
        is_name = match and re.match(r"[\w/.%-]+\.[\w(*)%]", match[1])
        is_own = match and re.match(r"(type|go)[.:]|runtime\.e?text$|.*\.abi0$", match[1])
        if is_name and not is_own:
            names.add(match[1])
    return names


def inlined(goelf, path):
    """The functions that calls were replaced by."""
    answer = subprocess.run([goelf, "functions", "--json", "--inlined", path], capture_output=True,
                            check=False)
    functions = json.loads(answer.stdout)["files"][0]["images"][0]["functions"]
    return {call["name"] for f in functions for call in f.get("inlined") or []}


def package(name):
    """The package of a name without brackets."""
    slash = name.rfind("/") + 1
    return name[:name.index(".", slash)]


def found(goelf, path, names):
    """Which names `check` finds."""
    command = [goelf, "check", "--no-policy", "--target", "kernel:5.4", "--json"]
    for name in names:
        command += ["--forbid", name]
    answer = subprocess.run([*command, path], capture_output=True, check=False)
    image = json.loads(answer.stdout)["files"][0]["images"][0]
    rows = [f for f in image["findings"] if f["rule"] == "forbidden-code"]
    assert not any("cannot be told" in row["message"] for row in rows), rows
    return {row["message"].removesuffix(" is linked, which is forbidden") for row in rows}


def main():
    goelf, go, *paths = sys.argv[1:]
    rng = random.Random(14)
    total = wrong = read = 0
    for path in paths:
        if not listed(go, path):
            print(f"{path}: has no symbols")
            continue
        read += 1
        functions = {n for n in listed(go, path) if "[" not in n and "·" not in n}
        calls = {n for n in inlined(goelf, path) if "[" not in n and not re.match(r"(type|go):", n)}
        there = functions | calls
        packages = {unescape(package(n)) for n in there}
        only = sorted(calls - functions)
        asked = rng.sample(sorted(functions), 40) + rng.sample(only, min(40, len(only)))
        asked = {unescape(n) for n in asked} | set(rng.sample(sorted(packages), 15))
        # What is there in another way: closures, method values, instances.
        bare = {unescape(re.sub(r"(\.func\d.*|-fm|\.gowrap.*|\.deferwrap.*)$", "", n)) for n in there}
        bare |= {unescape(n) for n in there} | packages
        absent = {n[:-1] + "Q" for n in asked} | {"Q" + n for n in asked}
        absent -= bare
        names = sorted(asked | absent)
        rng.shuffle(names)
        answer = found(goelf, path, names)
        for name in names:
            total += 1
            if (name in answer) != (name in asked):
                wrong += 1
                print(f"{path}: {name}: {'found' if name in answer else 'missed'}")
    print(f"{total} names in {read} files, {wrong} wrong")
    return wrong > 0


sys.exit(main())
