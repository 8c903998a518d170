#!/usr/bin/env python3
"""Holds goelf's order of versions against Go's: golang.org/x/mod/semver and go/version.

    compare_versions.py GOROOT [--record | COUNT] [GOELF FILE...]

With --record it writes versions/modules.txt and versions/go.txt, which a unit test reads. With a
COUNT it makes up as many, adds those that GOELF finds in FILEs, and runs the same test on them.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RECORDED = 1500


def build(goroot, folder):
    """Builds the judge with the semver that GOROOT's own tools use."""
    source = folder / "source"
    shutil.copytree(HERE / "versions", source, ignore=shutil.ignore_patterns("*.txt"))
    vendored = pathlib.Path(goroot) / "src/cmd/vendor/golang.org/x/mod/semver"
    shutil.copytree(vendored, source / "semver", ignore=shutil.ignore_patterns("*_test.go"))
    judge = folder / "judge"
    environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOPROXY="off", CGO_ENABLED="0")
    environment.pop("GOROOT", None)
    subprocess.run([pathlib.Path(goroot) / "bin/go", "build", "-o", judge, "."], cwd=source,
                   env=environment, check=True)
    return judge


def real(goelf, paths, folder):
    """The versions of modules and of Go in some binaries, in two files."""
    answer = subprocess.run([goelf, "buildinfo", "--json", *paths], capture_output=True, check=False)
    modules, releases = set(), set()
    for file in json.loads(answer.stdout)["files"]:
        for image in file["images"]:
            if not image["go"]:
                continue
            releases.add(image["go"]["version"])
            for module in image["go"]["buildInfo"].get("Deps", []):
                modules.update(m.get("Version", "") for m in (module, module.get("Replace", {})))
    for name, versions in ("modules", modules), ("go", releases):
        (folder / f"real-{name}").write_text("".join(f"{v}\n" for v in sorted(versions)))
    print(f"{len(modules)} versions of modules, {len(releases)} of Go out of {len(paths)} files")


def main():
    goroot, mode, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        judge = build(goroot, folder)
        is_record = mode == "--record"
        if rest:
            real(rest[0], rest[1:], folder)
        for kind in "modules", "go":
            files = [folder / f"real-{kind}"] if rest else []
            answer = subprocess.run([judge, kind, str(RECORDED) if is_record else mode, *files],
                                    stdout=subprocess.PIPE, check=True)
            place = HERE / "versions" if is_record else folder
            (place / f"{kind}.txt").write_bytes(answer.stdout)
        if not is_record:
            environment = dict(os.environ, GOELF_VERSION_LISTS=name, SWIFT_BACKTRACE="enable=no")
            sys.exit(subprocess.run(["swift", "test", "--skip-build", "--filter", "VersionOrderTests"],
                                    cwd=HERE.parent, env=environment, check=False).returncode)


main()
