#!/usr/bin/env python3
"""Compares goelf's command with real loaders, in the roots of glibc.py and musl.py.

    compare.py [--only SUBSTR] GOELF [NAME=FILE...]

NAME=FILE names loaders besides this system's: glibc-2.41=/mnt/lib64/ld-linux-x86-64.so.2. Nothing
is read of expected.json: the program is started in a copy of a root with the real loader in it, and
goelf is asked about the same copy. Needs root, as situations.py does.
"""

import argparse
import json
import os
import subprocess
import sys

import glibc
import musl
import situations
import trees

HERE = situations.HERE
ROOT = situations.WORK + "/root"


# What is too rare to be simulated; a program of another machine, because without a word about the
# machine goelf takes it to suit the program; an empty file, which is no program to goelf.
KNOWN = ("loader-without-libc", "version-none-defined-now", "later-kernel", "other-machine",
         "empty-program")


def predicted(goelf, situation, processor):
    """What goelf says: files, whether it starts, what would be printed, and the status."""
    command = [goelf, "deps", "--tree", "--symbols", "--json", "--root", ROOT,
               "--cpu", situation.processor or processor]
    for name, value in situation.environment.items():
        command += ["--env", f"{name}={value}"]
    command += ["--secure"] * situation.secure + ["--no-proc"] * (not situation.proc)
    done = subprocess.run([*command, ROOT + (situation.called or situation.program)],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1) or not done.stdout:
        return {"goelf": done.returncode, "stderr": done.stderr}
    file = json.loads(done.stdout)["files"][0]
    if file["images"]:
        return file["images"][0]["tree"]
    return {"script": [diagnostic["message"] for diagnostic in file["diagnostics"]]}


def lists_of(tree, answer, situation):
    """The files by goelf and by the loader, without the loader itself."""
    own = {situation.loader_path} | {
        node["path"] for node in tree["nodes"] if node["foundBy"] == "interpreter"}
    # What only LD_PRELOAD names, and is missing, no loader lists.
    needed = {place for node in tree["nodes"] for place in node["needs"]}
    mine = [node["path"] or node["name"] + " not found" for node in tree["nodes"][1:]
            if node["path"] not in own and (node["path"] or node["id"] in needed)]
    real = []
    for row in answer["listed"]:
        line = row["path"] or row["name"] + " not found"
        missing = row["path"] is None and answer["loaded"] is not None
        if line not in real and row["path"] not in own and not missing:
            real.append(line)
    # The loader puts what is filtered in front of who asks.
    return (sorted(mine), sorted(real)) if "-filter" in situation.name else (mine, real)


def differences(tree, answer, situation):
    """Sentences about what goelf and the loader do not agree on."""
    if "goelf" in tree:
        yield f"no answer: {tree}"
        return
    if "script" in tree:
        # Of a script, goelf tells whether its interpreter is there.
        refused = answer["exitStatus"] is None
        told = any("does not start" in message and message.endswith(answer["error"])
                   for message in tree["script"])
        if told is not refused:
            yield f"script: {tree['script']}, in truth {answer['error']!r}"
        return
    reached = answer["loaded"] is not None or answer["exitStatus"] == 0
    if tree["starts"] is not reached:
        yield f"starts: {tree['starts']}, in truth {reached}"
    if not reached:
        error = answer["error"].rstrip("\n")
        if tree["predictedError"] != error:
            yield f"error: {tree['predictedError']!r}, in truth {error!r}"
        if tree["exitStatus"] != answer["exitStatus"]:
            yield f"status: {tree['exitStatus']}, in truth {answer['exitStatus']}"
    if answer["listed"] is not None:
        mine, real = lists_of(tree, answer, situation)
        if mine != real:
            yield f"list: {mine}, in truth {real}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="SUBSTR")
    parser.add_argument("goelf")
    parser.add_argument("loaders", nargs="*", metavar="NAME=FILE")
    options = parser.parse_args()
    situations.enter_own_mounts()
    loaders = [(kind, file) for kind, (file, _) in situations.LOADERS.items()]
    loaders += [tuple(word.split("=")) for word in options.loaders]
    processor = situations.facts()["processor"]
    asked = differing = 0
    for name, file in loaders:
        kind = name.split("-")[0]
        for situation in (glibc if kind == "glibc" else musl).SITUATIONS:
            if options.only not in situation.name or situation.name in KNOWN:
                continue
            asked += 1
            tree = os.path.join(HERE, kind, situation.name)
            with trees.laid_out(situation, tree, ROOT, file):
                answer = trees.ask(situation, ROOT)
                mine = predicted(options.goelf, situation, processor)
            found = list(differences(mine, answer, situation))
            differing += bool(found)
            for sentence in found:
                print(f"{name} {situation.name}: {sentence}")
    print(f"{asked} situations, {differing} with differences")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
