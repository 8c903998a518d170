#!/usr/bin/env python3
"""Holds the build rules of `goelf check` against programs that are built wrongly on purpose.

    compare_build_rules.py [--goelf GOELF] [--go VERSION]... [--only CASE]... [PATH]...

Each case is built in a repository of its own with each Go: with changes in no commit, from files, with
the race detector, with folders in the place of modules, and so on.  What goelf has to find stands beside
it, and nothing else may be found.  Of every program built, and of the ELF files that PATHs lead to, what
`go version -m` prints is taken, too: what follows from that text alone has to be found as well.  This
needs gcc, git and root (a folder in /home is made), and UPX as build.py has it.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import compare_hardening
import toolchains

WORK = os.path.join(toolchains.NEUTRAL, "builds")
VERSIONS = ("1.19", "1.22", "1.24", "1.27")
NEWEST = 27
HOME = "/home/jane.doe"

HELLO = 'package main\n\nfunc main() { println("hello") }\n'
LIBRARY = 'package main\n\nimport "example.com/lib"\n\nfunc main() { println(lib.Name()) }\n'
LIB = 'package lib\n\n// Name is a name.\nfunc Name() string { return "lib" }\n'
WEB = ('package main\n\nimport (\n\t"net/http"\n\t_ "net/http/pprof"\n)\n\n'
       'func main() { println(http.ListenAndServeTLS(":0", "a", "b", nil).Error()) }\n')
TESTS = ('package main\n\nimport "testing"\n\n'
         'func main() { println(testing.AllocsPerRun(1, func() {})) }\n')
TEST = 'package main\n\nimport "testing"\n\nfunc TestMain1(t *testing.T) { main() }\n'
C = 'package main\n\n// int one(void);\nimport "C"\n\nfunc main() { println(C.one()) }\n'
ONE = "int one(void) { return 1; }\n"
STACK = ".globl one\none:\n\tmovl $1, %eax\n\tret\n"
TEXT = '.globl one\none:\n\tmovl $1, %eax\n\tret\n\t.quad one\n.section .note.GNU-stack,"",@progbits\n'
CGO = {"CGO_ENABLED": "1"}

# What is looked at: all of kind build, and of kind hardening the warnings.
NOTES = {"no-pie", "relro", "stack-protector", "fortify", "branch-protection"}


class Build:
    """One case with one Go."""

    def __init__(self, version, name, files, flags=(), settings=(), go_line=None, trims=True,
                 strips=True, command="build", target="./cmd/app", after=None, folder=None):
        self.version, self.minor, self.name = version, int(version.split(".")[1]), name
        self.files, self.flags, self.settings = files, list(flags), dict(settings)
        self.go_line = go_line or version
        self.trims, self.strips, self.command, self.target = trims, strips, command, target
        self.after = after
        self.folder = os.path.join(folder or WORK, f"{name}-{version}".replace(" ", "-"))
        self.out = os.path.join(WORK, "out", f"{name}-{version}".replace(" ", "-"))

    def environment(self):
        """The environment of the go command."""
        root = toolchains.go_root(self.version)
        return {"PATH": root + "/bin:" + os.environ["PATH"], "HOME": WORK, "GOROOT": root,
                "GOPATH": WORK + "/gopath", "GOCACHE": f"{WORK}/cache-{self.version}",
                "GOENV": "off", "GOPROXY": f"file://{WORK}/proxy", "GOSUMDB": "off",
                "GONOSUMDB": "*", "GOTELEMETRY": "off", "GOTOOLCHAIN": "local",
                "GOFLAGS": "-p=1", "CGO_ENABLED": "0", "GIT_CONFIG_GLOBAL": "/dev/null",
                **self.settings}

    def run(self, *command, folder=None):
        """Runs a command in the repository."""
        result = subprocess.run(command, cwd=folder or self.source, env=self.environment(),
                                stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                check=False)
        if result.returncode:
            raise RuntimeError(f"{self.name} {self.version}: {' '.join(command)}: {result.stderr}")

    @property
    def source(self):
        """The repository."""
        return os.path.join(self.folder, "app")

    def make(self):
        """Writes the sources, commits them, builds."""
        shutil.rmtree(self.folder, ignore_errors=True)
        files = {"app/go.mod": f"module example.com/app\n\ngo {self.go_line}\n", **self.files}
        for name, text in files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.run("git", "init", "-q")
        if "require example.com/dep" in files["app/go.mod"]:
            self.run("go", "mod", "download")
            self.run("go", "mod", "tidy")
            if "-mod=vendor" in self.flags:
                self.run("go", "mod", "vendor")
        self.run("git", "add", "-A")
        self.run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first")
        self.run("git", "tag", "v1.2.3")
        if self.after:
            self.after(self)
        flags = ["-trimpath"] if self.trims else []
        flags += ["-ldflags=-s -w"] if self.strips else []
        os.makedirs(os.path.dirname(self.out), exist_ok=True)
        verb = ["test", "-c"] if self.command == "test" else ["build"]
        self.run("go", *verb, "-o", self.out, *flags, *self.flags, *self.target.split())
        if self.command == "pack":
            subprocess.run([toolchains.upx(), "-q", "-q", self.out], check=True)


def main_file(text, **more):
    """The sources of a program with some files beside `main.go`."""
    return {"app/cmd/app/main.go": text,
            **{"app/cmd/app/" + name.replace("_dot_", "."): content for name, content in more.items()}}


def module(*lines):
    """A go.mod with some lines."""
    return {"app/go.mod": "module example.com/app\n\ngo 1.17\n\n" + "\n".join(lines) + "\n"}


def change(build):
    """Leaves a change that is in no commit."""
    with open(os.path.join(build.source, "cmd/app/main.go"), "a", encoding="utf-8") as file:
        file.write("// changed\n")


def base(version):
    """What is to be found of any program."""
    minor = int(version.split(".")[1])
    found = set()
    if minor < NEWEST - 1:
        found.add(("go-end-of-life", "warning"))
    if minor < 25:
        found.add(("gomaxprocs-cgroup", "note"))
    if minor < 24:
        found.add(("version-untagged", "note"))
    return found


def cases(version):
    """The builds with one Go, and what is to be found of each."""
    minor = int(version.split(".")[1])
    plain, devel = base(version), ("version-untagged", "note")
    untagged = plain - {devel}
    old = minor >= 21  # a go line of 1.17 or 1.20 has DefaultGODEBUG written
    kept = {("godebug-downgrade", "note")} if old else set()
    kept |= {("gomaxprocs-cgroup", "note")} if minor >= 25 else set()

    def build(name, text=HELLO, **options):
        return Build(version, name, options.pop("files", None) or main_file(text), **options)

    lib = {"lib/go.mod": "module example.com/lib\n\ngo 1.17\n", "lib/lib.go": LIB}
    inner = {"app/" + name: text for name, text in lib.items()}
    yield build("plain"), plain
    yield build("dirty", after=change), plain | {("vcs-modified", "warning")}
    yield (build("files", target="cmd/app/main.go"),
           untagged | {("built-from-files", "warning"), ("modules-unlisted", "note")})
    yield (build("no stamp", flags=["-buildvcs=false"]), plain | {devel})
    yield build("no trimpath", trims=False), plain | {("build-machine-paths", "note")}
    yield (build("at home", trims=False, folder=HOME),
           plain | {("build-machine-paths", "warning")})
    yield build("debug", strips=False), plain | {("debug-information", "note")}
    yield build("allowed C", settings=CGO), plain | {("cgo-mismatch", "note")}
    yield (build("race", flags=["-race"], settings=CGO), plain | {("instrumented", "warning")})
    yield (build("asan", flags=["-asan"], settings=CGO), plain | {("instrumented", "warning")})
    if minor >= 20:
        yield build("cover", flags=["-cover"]), plain | {("instrumented", "warning")}
        yield (build("experiment", settings={"GOEXPERIMENT": "arenas"}),
               plain | {("go-experiment", "note")})
    yield (build("unoptimized", flags=["-gcflags=all=-N -l"]), plain | {("unoptimized", "warning")})
    yield (build("unoptimized, with debug information", flags=["-gcflags=all=-N"], strips=False),
           plain | {("unoptimized", "warning"), ("debug-information", "note")})
    yield (build("test", files=main_file(HELLO, main_test_dot_go=TEST), command="test"),
           plain | {("test-code", "warning"), devel})
    yield build("testing", text=TESTS), plain | {("test-code", "note")}
    replace = module("require example.com/lib v0.0.0", "", "replace example.com/lib => ")
    yield (build("replaced", files={**main_file(LIBRARY), **lib,
                                    "app/go.mod": replace["app/go.mod"].strip() + " ../lib\n"}),
           plain | kept | {("local-replace", "warning")})
    yield (build("replaced inside", files={**main_file(LIBRARY), **inner,
                                           "app/go.mod": replace["app/go.mod"].strip() + " ./lib\n"}),
           plain | kept | {("local-replace", "note")})
    yield (build("workspace", files={**main_file(LIBRARY), **lib,
                                     **module("require example.com/lib v0.0.0"),
                                     "go.work": f"go {version}\n\nuse ./app\nuse ./lib\n"}),
           plain | {("local-replace", "warning")})
    needs = {**main_file(LIBRARY.replace("example.com/lib", "example.com/dep")),
             **module("require example.com/dep v1.0.0")}
    yield build("modules", files=needs), plain | kept
    # Up to Go 1.22 the sums of go.sum are taken all the same.
    yield (build("vendored", files=needs, flags=["-mod=vendor"]),
           plain | kept | ({("module-sum-missing", "note")} if minor >= 24 else set()))
    if minor in (19, 27):
        yield build("web", text=WEB), plain | {("debug-pages", "warning")}
        yield (build("web of old", text=WEB, go_line="1.20" if old else "1.17"),
               plain | {("debug-pages", "warning")} | (
                   {("godebug-downgrade", "warning"), ("gomaxprocs-cgroup", "note")} if old
                   else set()))
    yield (build("pie by the linker", flags=["-ldflags=-s -w -buildmode=pie"], strips=False),
           plain | ({("buildmode-mismatch", "warning")} if minor >= 21 else set()))
    yield build("pie", flags=["-buildmode=pie"]), plain
    c = main_file(C, one_dot_c=ONE)
    yield build("C", files=c, settings=CGO), plain
    yield (build("rpath", files=c,
                 settings={**CGO, "CGO_LDFLAGS": f"-Wl,-rpath,{HOME}/lib", **CGO}),
           plain | {("rpath-build-folder", "warning")})
    yield (build("rpath, no trimpath", files=c, trims=False,
                 settings={**CGO, "CGO_LDFLAGS": "-Wl,-rpath,lib:/home/jane/lib"}),
           plain | {("rpath-build-folder", "warning"), ("rpath-relative", "warning"),
                    ("build-machine-paths", "warning")})
    yield (build("stack", files=main_file(C, one_dot_S=STACK), settings=CGO),
           plain | {("executable-stack", "warning")})
    yield (build("text", files=main_file(C, one_dot_S=TEXT), flags=["-buildmode=pie"],
                 settings={**CGO, "CGO_LDFLAGS": "-Wl,-z,notext", "CGO_LDFLAGS_ALLOW": ".*"}),
           plain | {("text-relocations", "warning")})
    yield build("packed", command="pack"), {("packed", "warning")}


def follows(text, kind):
    """What follows from the lines of `go version -m` alone: rules that have to be found, each with
    whether it has to be, of those that rest on nothing else."""
    lines = [line.split("\t")[1:] for line in text.splitlines()[1:]]
    go = re.search(r": (.*)", text.splitlines()[0])[1]
    settings = dict(line[1].split("=", 1) for line in lines
                    if line and line[0] == "build" and "=" in line[1])
    modules, main = [], None
    for line in lines:
        if line[:1] == ["mod"]:
            main = line + ["", ""]
        elif line[:1] == ["dep"]:
            modules.append([line + ["", ""], None])
        elif line[:1] == ["=>"] and modules:
            modules[-1][1] = line + ["", ""]
    path = next((line[1] for line in lines if line[:1] == ["path"]), "")
    version = main[2] if main else None
    pseudo = version and re.search(r"(^v0\.0\.0-|[-.]0\.|-)\d{14}-[0-9a-f]{12}(\+|$)", version)
    used = [new or old for old, new in modules]
    folders = [new for _, new in modules if new and re.match(r"\.{0,2}/|\w:", new[1])]
    minor = re.match(r"go1\.(\d+)", go)
    wanted = {"exe": "executable", "pie": "pie", "c-shared": "shared-object",
              "plugin": "shared-object", "shared": "shared-object"}.get(settings.get("-buildmode"))
    return {
        "vcs-modified": settings.get("vcs.modified") == "true" or bool(
            version and version.endswith(("+dirty", ".dirty"))),
        "built-from-files": path == "command-line-arguments",
        "modules-unlisted": main is None and not modules and not path.startswith("cmd/"),
        "version-untagged": main is not None and (version in ("(devel)", "") or bool(pseudo)),
        "local-replace": bool(folders) or any(
            old[2] == "(devel)" and not new for old, new in modules),
        "module-sum-missing": any(not one[3] for one in used if one[2] not in ("(devel)", "")),
        "go-end-of-life": bool(minor) and int(minor[1]) < NEWEST - 1,
        "go-prerelease": bool(re.search(r"^devel|-devel|go1\.\d+(rc|beta)", go)),
        "buildmode-mismatch": bool(wanted and kind != wanted
                                   and settings.get("GOOS") != "android"),
    }


def told(goelf, paths):
    """What goelf finds of files: sets of rules with severities, and kinds, by path."""
    answers = {}
    for start in range(0, len(paths), 100):
        result = subprocess.run(goelf + ["check", "--json", "--target", "glibc:2.36", "--",
                                         *paths[start:start + 100]],
                                capture_output=True, check=False)
        for file in json.loads(result.stdout)["files"]:
            for image in file["images"]:
                answers[file["path"]] = (image["type"], {
                    (finding["rule"], finding["severity"]) for finding in image["findings"]})
    return answers


def go_faults(path, kind, found):
    """Where goelf does not say what follows from `go version -m`."""
    go = os.path.join(toolchains.go_root("1.27"), "bin/go")
    result = subprocess.run([go, "version", "-m", path], capture_output=True, text=True,
                            check=False, env={"HOME": WORK, "GOTOOLCHAIN": "local"})
    if not result.stdout:
        return None
    rules = {rule for rule, _ in found}
    return [f"{rule}: goelf {'finds' if rule in rules else 'does not find'} it, "
            f"{'not ' if not wanted else ''}so by go version -m"
            for rule, wanted in follows(result.stdout, kind).items() if wanted != (rule in rules)]


def proxy():
    """Makes a module that has a version and a checksum."""
    folder = os.path.join(WORK, "proxy/example.com/dep/@v")
    os.makedirs(folder, exist_ok=True)
    go_mod = "module example.com/dep\n\ngo 1.17\n"
    for name, text in (("list", "v1.0.0\n"), ("v1.0.0.mod", go_mod),
                       ("v1.0.0.info", '{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}')):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    with zipfile.ZipFile(os.path.join(folder, "v1.0.0.zip"), "w") as archive:
        archive.writestr("example.com/dep@v1.0.0/go.mod", go_mod)
        archive.writestr("example.com/dep@v1.0.0/dep.go", LIB.replace("package lib", "package lib"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF", "goelf"))
    parser.add_argument("--go", action="append", choices=VERSIONS, metavar="VERSION")
    parser.add_argument("--only", action="append", metavar="CASE")
    parser.add_argument("--no-build", action="store_true", help="look at PATHs only")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    options = parser.parse_args()
    goelf, wrong, count = options.goelf.split(), 0, 0
    proxy()
    for version in [] if options.no_build else options.go or VERSIONS:
        for build, wanted in cases(version):
            if options.only and build.name not in options.only:
                continue
            build.make()
            kind, found = told(goelf, [build.out])[build.out]
            found = {pair for pair in found if pair[0] not in NOTES}
            faults = [f"not found: {' '.join(pair)}" for pair in sorted(wanted - found)]
            faults += [f"found: {' '.join(pair)}" for pair in sorted(found - wanted)]
            faults += go_faults(build.out, kind, found) or []
            count += 1
            if faults:
                wrong += 1
                print(f"{build.name} by Go {version}", *faults, sep="\n    ", flush=True)
            os.remove(build.out)
            shutil.rmtree(build.folder)
    shutil.rmtree(HOME, ignore_errors=True)
    files = list(compare_hardening.elf_files(options.paths))
    looked = 0
    for path, (kind, found) in told(goelf, files).items() if files else ():
        faults = go_faults(path, kind, found)
        looked += faults is not None
        if faults:
            wrong += 1
            print(path, *faults, sep="\n    ")
    print(f"{count} builds, {looked} other files that go version -m reads; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
