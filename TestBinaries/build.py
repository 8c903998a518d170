#!/usr/bin/env python3
"""Builds the test binaries of recipes.py into bin/, with manifest.json and expected/.

    build.py [--only SUBSTR] [--list] [--force]

A binary is built again only if its recipe, its sources or its toolchain changed. Every command
runs in `toolchains.NEUTRAL` with a fixed environment, so the result depends on nothing else; a
binary that holds another path of this machine is refused.
"""

import argparse
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import expect
import recipes
import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "sources")
MANIFEST = os.path.join(HERE, "manifest.json")
WORK = os.path.join(toolchains.NEUTRAL, "src")
PROXY = os.path.join(toolchains.NEUTRAL, "proxy")
TIME = (2024, 1, 2, 3, 4, 6)
GIT_TIME = "2024-01-02T03:04:05Z"


def compiler(cc):
    """The command of a C compiler named as in a recipe."""
    words = cc.split()
    if words[0] == "zig":
        return [toolchains.zig(), "cc", "-target"] + words[1:]
    return words


def compiler_version(cc):
    """A C compiler's name for the manifest, with its version."""
    if cc is None:
        return None
    words = cc.split()
    if words[0] == "zig":
        return " ".join(["zig", toolchains.ZIG, "cc", "-target"] + words[1:])
    # clang knows but the shorter word, to which gcc answers less.
    option = "-dumpversion" if words[0].startswith("clang") else "-dumpfullversion"
    version = subprocess.run([words[0], option], check=True, capture_output=True,
                             text=True).stdout.strip()
    return f"{cc} {version}"


def environment(recipe):
    """All variables a build sees."""
    neutral = toolchains.NEUTRAL
    variables = {
        "PATH": "/usr/bin:/bin",
        "HOME": neutral + "/home",
        "TMPDIR": neutral + "/tmp",
        "LC_ALL": "C",
        "TZ": "UTC",
        "ZIG_GLOBAL_CACHE_DIR": neutral + "/zig-cache",
        "ZIG_LOCAL_CACHE_DIR": neutral + "/zig-cache",
    }
    if recipe.go:
        variables.update({
            "GOROOT": toolchains.go_root(recipe.go),
            "GOPATH": neutral + "/gopath",
            "GOCACHE": neutral + "/cache",
            "GOENV": "off",
            "GOPROXY": "off",
            "GOSUMDB": "off",
            "GOTELEMETRY": "off",
            "GOTOOLCHAIN": "local",
            "GO111MODULE": "on",
            "GOMAXPROCS": "2",
        })
        if recipe.cc:
            variables["CC"] = " ".join(compiler(recipe.cc))
    variables.update({name: value.replace("{proxy}", PROXY) for name, value in recipe.env})
    return variables


def make_proxy(folder):
    """Lays out sources/deps/proxy as a module proxy: MODULE@VERSION becomes MODULE/@v/VERSION.*"""
    shutil.rmtree(PROXY, ignore_errors=True)
    for base, names, files in os.walk(folder):
        if "@" not in os.path.basename(base):
            continue
        module, version = os.path.relpath(base, folder).split("@")
        target = os.path.join(PROXY, module, "@v")
        os.makedirs(target, exist_ok=True)
        with open(f"{target}/{version}.info", "w") as file:
            json.dump({"Version": version, "Time": GIT_TIME}, file)
        with open(f"{target}/{version}.mod", "w") as file:
            file.write(f"module {module}\n")
            if "go.mod" in files:
                file.seek(0)
                file.write(open(os.path.join(base, "go.mod")).read())
        with zipfile.ZipFile(f"{target}/{version}.zip", "w") as archive:
            for name in sorted(files):
                with open(os.path.join(base, name)) as file:
                    archive.writestr(zipfile.ZipInfo(f"{module}@{version}/{name}", TIME),
                                     file.read())


def make_git(folder):
    """Makes the folder a git work tree with the tag v1.4.2 and a change on top of it."""
    variables = {
        "PATH": "/usr/bin:/bin", "HOME": toolchains.NEUTRAL + "/home",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
            ("NAME", "goelf"), ("EMAIL", "goelf@example.com"), ("DATE", GIT_TIME))},
    }
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "deps"],
                    ["tag", "v1.4.2"]):
        subprocess.run(["git"] + command, cwd=folder, env=variables, check=True)
    with open(os.path.join(folder, "main.go"), "a") as file:
        file.write("\n// Changed after the tag.\n")


def prepare(recipe):
    """Copies the program's sources to the neutral folder, and returns where to build."""
    program = recipe.program.split("/")[0]
    shutil.rmtree(WORK, ignore_errors=True)
    for name in ("home", "tmp"):
        os.makedirs(os.path.join(toolchains.NEUTRAL, name), exist_ok=True)
    folder = os.path.join(WORK, program)
    shutil.copytree(os.path.join(SOURCES, program), folder)
    if os.path.isdir(os.path.join(folder, "proxy")):
        make_proxy(os.path.join(folder, "proxy"))
    folder = os.path.join(folder, recipe.folder).rstrip("/")
    if recipe.git:
        make_git(folder)
    return folder


def fill(step, recipe, out):
    """A step's command with its placeholders filled in."""
    command = []
    for word in step:
        if word == "{cc}":
            command += compiler(recipe.cc)
        elif word == "{zig}":
            command.append(toolchains.zig())
        elif word == "{go}":
            command.append(os.path.join(toolchains.go_root(recipe.go), "bin/go"))
        elif word == "{upx}":
            command.append(toolchains.upx())
        else:
            if "{ld64}" in word:
                word = word.replace("{ld64}", toolchains.ld64())
            command.append(word.replace("{out}", out))
    return command


def build(recipe):
    """Builds one binary in the neutral folder, and returns its path there."""
    folder = prepare(recipe)
    out = os.path.join(toolchains.NEUTRAL, "out", recipe.id)
    shutil.rmtree(os.path.dirname(out), ignore_errors=True)
    os.makedirs(os.path.dirname(out))
    for step in recipe.steps:
        command = fill(step, recipe, out)
        result = subprocess.run(command, cwd=folder, env=environment(recipe), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed:\n{result.stdout}")
    refuse_paths(out)
    os.chmod(out, 0o644 if "object" in recipe.id or "archive" in recipe.id else 0o755)
    return out


def refuse_paths(out):
    """Refuses a binary that holds a path of this machine."""
    with open(out, "rb") as file:
        data = file.read()
    for path in {HERE, os.path.realpath(HERE), toolchains.STORE, os.path.expanduser("~") + "/"}:
        if path != "//" and path.encode() in data:
            place = data.index(path.encode())
            raise RuntimeError(f"holds a path of this machine: {data[place:place + 80]!r}")


def recipe_key(recipe):
    """A digest of everything a binary is made from."""
    digest = hashlib.sha256(repr((
        recipe.id, recipe.steps, recipe.env, recipe.git,
        recipe.go and toolchains.go_version(recipe.go), compiler_version(recipe.cc))).encode())
    program = recipe.program.split("/")[0]
    for base, folders, files in os.walk(os.path.join(SOURCES, program)):
        folders.sort()
        for name in sorted(files):
            with open(os.path.join(base, name), "rb") as file:
                digest.update(name.encode() + b"\0" + file.read())
    return digest.hexdigest()


def manifest_entry(recipe, out, key):
    """What the manifest says of a binary that was just built."""
    with open(out, "rb") as file:
        data = file.read()
    return {
        "id": recipe.id,
        "file": "bin/" + recipe.id,
        "program": recipe.program,
        "go": recipe.go and toolchains.go_version(recipe.go),
        "goos": recipe.goos,
        "goarch": recipe.goarch,
        "cc": compiler_version(recipe.cc),
        "args": list(recipe.args),
        "env": dict(recipe.env),
        "steps": [list(step) for step in recipe.steps],
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "truth": recipe.truth,
        "recipe": key,
    }


def install(recipe, out, entries, key):
    """Puts a binary, its expectations and its manifest entry in place together."""
    entry = manifest_entry(recipe, out, key)
    facts = expect.expect(recipe.id, out)
    target = os.path.join(HERE, entry["file"])
    for folder in ("bin", "expected"):
        os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    same = os.path.exists(target) and entries.get(recipe.id, {}).get("sha256") == entry["sha256"]
    if not same:
        shutil.copy(out, target + ".part")
        os.replace(target + ".part", target)
    expect.write_json(expect.expected_path(recipe.id), facts)
    entries[recipe.id] = entry
    save(entries)


def save(entries):
    """Writes the manifest, sorted by id."""
    expect.write_json(MANIFEST, [entries[id] for id in sorted(entries)])


def forget_others(entries):
    """Removes what no recipe makes any more."""
    known = {recipe.id for recipe in recipes.RECIPES}
    for id in sorted(set(entries) - known):
        del entries[id]
        save(entries)
        print("removed", id)
    # The folders in expected/ have what the other judges say, of members of archives too.
    kept = glob.glob(os.path.join(HERE, "bin", "*"))
    kept += glob.glob(os.path.join(HERE, "expected", "**", "*.json"), recursive=True)
    for path in sorted(kept):
        if os.path.basename(path).removesuffix(".json").split("(")[0] not in entries:
            os.remove(path)
            print("removed", os.path.relpath(path, HERE))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only recipes whose id holds this")
    parser.add_argument("--list", action="store_true", help="print the recipes' ids and stop")
    parser.add_argument("--force", action="store_true", help="build even what has not changed")
    options = parser.parse_args()
    chosen = [recipe for recipe in recipes.RECIPES if options.only in recipe.id]
    if options.list:
        print("\n".join(recipe.id for recipe in chosen))
        return 0
    if toolchains.missing_system_tools():
        print("install first:", " ".join(toolchains.missing_system_tools()), file=sys.stderr)
        return 2
    entries = {}
    if os.path.exists(MANIFEST):
        with open(MANIFEST, encoding="utf-8") as file:
            entries = {entry["id"]: entry for entry in json.load(file)}
    failed = []
    for recipe in chosen:
        key = recipe_key(recipe)
        entry = entries.get(recipe.id)
        if entry and entry["recipe"] == key and not options.force and all(
                os.path.exists(path) for path in (os.path.join(HERE, entry["file"]),
                                                  expect.expected_path(recipe.id))):
            fresh = manifest_entry(recipe, os.path.join(HERE, entry["file"]), key)
            if entry != fresh:
                entries[recipe.id] = fresh
                save(entries)
            continue
        try:
            install(recipe, build(recipe), entries, key)
            print(f"{entries[recipe.id]['size']:>9} {recipe.id}", flush=True)
        except (RuntimeError, subprocess.CalledProcessError, OSError, KeyError,
                ValueError) as error:
            failed.append(recipe.id)
            print(f"FAILED {recipe.id}: {error}", file=sys.stderr, flush=True)
    if not options.only:
        forget_others(entries)
    print(f"{len(chosen)} recipes, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
