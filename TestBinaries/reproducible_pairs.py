"""Pairs of builds that differ in known things, for compare_reproducible.py.

Each pair is built from sources written here, by the toolchains of toolchains.py, so that it is known
what differs: nothing, one thing or two.
"""

import os
import shutil
import subprocess

import toolchains

MAIN = """package main

import (
\t"fmt"
\t"os"

\t"example.org/pair/inner"
)

var version = "none"

func main() {
\tfmt.Println("hello from a pair", version, inner.Answer(len(os.Args)))
}
"""
INNER = """package inner

// Answer adds up.
func Answer(n int) int {
\tsum := 41
\tfor i := 0; i < n; i++ {
\t\tsum += i
\t}
\treturn sum
}
"""
# Two variables side by side, of which one is added.
TWO = """package inner

var one, two = 41, 41

// Answer adds one of two.
func Answer(n int) int {
\tif n > 99 {
\t\tone, two = two+n, one-n
\t}
\treturn n + one
}
"""
TAGGED = """//go:build special
// +build special

package main

import "fmt"

func init() { fmt.Println("special") }
"""
CGO = """package main

/*
#include <stdio.h>
#include "stamp.h"
static int twice(int n) { return 2 * n; }
*/
import "C"

import (
\t"fmt"
\t"os"
)

func main() {
\tfmt.Println("hello", int(C.twice(C.int(len(os.Args)))), C.GoString(C.told()))
}
"""
USES_MODULE = """package main

import (
\t"fmt"

\t"example.org/lib"
)

var version = "none"

func main() { fmt.Println("hello", version, lib.Name()) }
"""
LIB = 'package lib\n\n// Name is what it says.\nfunc Name() string { return "lib" }\n'
GO_MOD = "module example.org/pair\n\ngo 1.15\n"


def goroot(version):
    """The GOROOT of a Go version such as 1.27."""
    folder = os.path.join(toolchains.STORE, "go")
    for name in sorted(os.listdir(folder)):
        if name == version or name.startswith(version + ".") or name == version + "-debian":
            found = os.path.join(folder, name)
            if os.path.exists(os.path.join(found, "go", "bin", "go")):
                return os.path.join(found, "go")
            debian = os.path.join(found, "usr/lib/go-" + version)
            return debian if os.path.exists(os.path.join(debian, "bin", "go")) else None
    return None


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


class Sources:
    """A folder with a module; the same path may be made twice with other contents."""

    def __init__(self, folder, main=MAIN, inner=INNER, more=None, vcs=None):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        files = {"go.mod": GO_MOD, "main.go": main, "inner/inner.go": inner, "tagged.go": TAGGED}
        files.update(more or {})
        for name, text in files.items():
            if text is not None:
                write(os.path.join(folder, name), text)
        if vcs:
            self.commit(*vcs)

    def commit(self, date, is_dirty):
        environment = dict(os.environ, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date,
                           GIT_CONFIG_GLOBAL="/dev/null", HOME=self.folder)
        names = ["-c", "user.name=Pair", "-c", "user.email=pair@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "pair"]):
            subprocess.run(["git", *names, *words], cwd=self.folder, env=environment, check=True)
        if is_dirty:
            with open(os.path.join(self.folder, "go.mod"), "a", encoding="utf-8") as out:
                out.write("\n// changed\n")


def build(version, folder, out, flags=(), environment=None, cache="/tmp/goelf-reproducible-cache"):
    """Builds the program of a folder; what the environment does not say is plain."""
    root = goroot(version)
    plain = {
        "PATH": os.path.join(root, "bin") + ":" + os.environ["PATH"], "HOME": "/nonexistent",
        "GOCACHE": os.path.join(cache, version), "GOPATH": os.path.join(cache, "path"),
        "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOSUMDB": "off", "GOENV": "off",
        "GOFLAGS": "-p=2", "GOROOT": root, "CGO_ENABLED": "0", "GOOS": "linux", "GOARCH": "amd64",
        "GO111MODULE": "on",
    }
    plain.update(environment or {})
    done = subprocess.run(
        [os.path.join(root, "bin", "go"), "build", "-o", out, *flags], cwd=folder, env=plain,
        capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"go {version} in {folder}: {done.stderr.strip()[-600:]}")


class Pairs:
    """Builds pairs below a folder, each kept: `pairs` lists name, old, new and causes."""

    def __init__(self, work):
        self.work = work
        self.pairs = []
        self.failures = []

    def add(self, name, causes, old, new):
        """Two builds, each a function that is handed the path to write to."""
        folder = os.path.join(self.work, "built", name)
        paths = [os.path.join(folder, "old"), os.path.join(folder, "new")]
        os.makedirs(folder, exist_ok=True)
        try:
            for path, make in zip(paths, (old, new)):
                if not os.path.exists(path):
                    make(path)
        except (RuntimeError, subprocess.CalledProcessError, OSError) as error:
            self.failures.append((name, str(error)))
            return
        self.pairs.append((name, *paths, frozenset(causes)))

    def source(self, *parts):
        return os.path.join(self.work, "src", *parts)

    def add_all(self, versions, quick=False):
        for version in versions:
            if goroot(version) is None:
                self.failures.append((version, "no such toolchain"))
                continue
            self.add_plain(version, "linux", "amd64")
            self.add_settings(version)
            self.add_cgo(version)
            if not quick and version in ("1.21", "1.27"):
                self.add_plain(version, "linux", "arm64")
            if not quick and version in ("1.19", "1.24", "1.27"):
                self.add_plain(version, "darwin", "arm64")
            if not quick and version in ("1.19", "1.27"):
                self.add_plain(version, "linux", "s390x")
        self.add_versions(versions)
        self.add_c()

    def add_plain(self, version, system, machine):
        """Path, VCS stamp, build ID, variables, nothing."""
        env = {"GOOS": system, "GOARCH": machine}
        here, long, same = (self.source(f"{version}-{system}-{machine}", name)
                            for name in ("one", "another/place", "two"))
        has_vcs = tuple(map(int, version.split("."))) >= (1, 18)
        plain = ["-buildvcs=false"] if has_vcs else []
        trim = plain + ["-trimpath"]

        def make(folder, flags, **sources):
            def run(out):
                Sources(folder, **sources)
                build(version, folder, out, flags, env)
            return run

        def add(name, causes, old, new):
            self.add(f"{version}-{system}-{machine}-{name}", causes, old, new)

        add("nothing", [], make(here, plain), make(here, plain))
        add("nothing-trimmed", [], make(here, trim), make(long, trim))
        add("path", ["path"], make(here, plain), make(long, plain))
        add("path-same-length", ["path"], make(here, plain), make(same, plain))
        add("path-stripped", ["path"], make(here, plain + ["-ldflags=-s -w"]),
            make(long, plain + ["-ldflags=-s -w"]))
        one = trim + ["-ldflags=-buildid=one"]
        add("build-id", ["build-id"], make(here, one), make(here, trim + ["-ldflags=-buildid=two"]))
        add("build-id-length", ["build-id"], make(here, one), make(here, trim))
        add("build-id-empty", ["build-id"], make(here, one), make(here, trim + ["-ldflags=-buildid="]))
        add("build-id-recorded", ["build-id"], make(here, plain + ["-ldflags=-buildid=one"]),
            make(here, plain + ["-ldflags=-buildid=two"]))
        for kind, flags in (("", ""), ("-stripped", "-s -w "), ("-recorded", None)):
            first = plain if flags is None else trim
            words = flags or ""
            add("variable" + kind, ["variable"],
                make(here, first + [f"-ldflags={words}-buildid= -X main.version=1.2.3"]),
                make(here, first + [f"-ldflags={words}-buildid= -X main.version=1.2.4"]))
            add("variable-length" + kind, ["variable"],
                make(here, first + [f"-ldflags={words}-X main.version=1.2.3"]),
                make(here, first + [f"-ldflags={words}-X main.version=1.2.3-beta"]))
        changed = INNER.replace("41", "43")
        grown = INNER.replace("return sum", "println(n)\n\treturn sum")
        add("code", ["code"], make(here, trim), make(here, trim, inner=changed))
        add("code-grown", ["code"], make(here, trim), make(here, trim, inner=grown))
        add("code-stripped", ["code"], make(here, trim + ["-ldflags=-s -w"]),
            make(here, trim + ["-ldflags=-s -w"], inner=changed))
        # What else differs, and moves things, hides nothing.
        setting = "-ldflags=-X main.version="
        # Where instructions are not known, it is said that code may follow.
        if machine != "s390x":
            add("path-and-code", ["code", "path"], make(here, plain),
                make(long, plain, inner=changed))
            add("variable-length-and-code", ["code", "variable"],
                make(here, trim + [setting + "1.2.3"]),
                make(here, trim + [setting + "1.2.3-beta"], inner=changed))
            add("variable-length-and-other", ["code", "variable"],
                make(here, trim + [setting + "1.2.3"], inner=TWO),
                make(here, trim + [setting + "1.2.3-beta"],
                     inner=TWO.replace("+ one", "+ two")))
        add("variable-and-code", ["code", "variable"], make(here, trim + [setting + "1.2.3"]),
            make(here, trim + [setting + "1.2.4"], inner=changed))
        add("symbols", ["stripping"], make(here, trim), make(here, trim + ["-ldflags=-s -w"]))
        if not has_vcs:
            return
        first, second = ("2020-01-02T03:04:05Z", False), ("2021-06-07T08:09:10Z", False)
        stamped = ["-trimpath", "-buildvcs=true"]
        add("vcs-off", ["vcs"], make(here, stamped, vcs=first), make(here, trim, vcs=first))
        add("vcs-commit", ["vcs"], make(here, stamped, vcs=first), make(here, stamped, vcs=second))
        add("vcs-dirty", ["vcs"], make(here, stamped, vcs=first),
            make(here, stamped, vcs=(first[0], True)))
        add("vcs-stripped", ["vcs"], make(here, stamped + ["-ldflags=-s -w"], vcs=first),
            make(here, stamped + ["-ldflags=-s -w"], vcs=second))
        add("vcs-and-path", ["path", "vcs"], make(here, ["-buildvcs=true"], vcs=first),
            make(long, ["-buildvcs=true"], vcs=second))
        add("vcs-and-variable", ["variable", "vcs"],
            make(here, stamped + ["-ldflags=-X main.version=1"], vcs=first),
            make(here, stamped + ["-ldflags=-X main.version=2"], vcs=second))
        add("path-and-variable", ["path", "variable"],
            make(here, plain + ["-ldflags=-X main.version=1"]),
            make(long, plain + ["-ldflags=-X main.version=22"]))

    def add_settings(self, version):
        """Tags, processor levels, compiler flags, modules."""
        trim = ["-trimpath"]
        has_settings = tuple(map(int, version.split("."))) >= (1, 18)
        if has_settings:
            trim.append("-buildvcs=false")
        here = self.source(version + "-settings", "one")

        def make(flags, env=None, **sources):
            def run(out):
                Sources(here, **sources)
                build(version, here, out, flags, env)
            return run

        def add(name, causes, old, new):
            self.add(f"{version}-{name}", causes, old, new)

        recorded = "setting" if has_settings else "code"
        add("tags", [recorded], make(trim), make(trim + ["-tags=special"]))
        if has_settings:
            add("goamd64", ["setting"], make(trim), make(trim, {"GOAMD64": "v3"}))
            add("gcflags", ["setting"], make(trim), make(trim + ["-gcflags=-N -l"]))
            add("tags-and-variable", ["setting", "variable"],
                make(trim + ["-ldflags=-X main.version=1"]),
                make(trim + ["-tags=special", "-ldflags=-X main.version=3"]))
        add("dwarf-compressed", ["compression"], make(trim),
            make(trim + ["-ldflags=-compressdwarf=false"]))

        def module(number):
            require = f"example.org/lib {number}"
            return {"go.mod": GO_MOD + "\nrequire " + require + "\n", "inner/inner.go": None,
                    "vendor/modules.txt": f"# {require}\n## explicit\nexample.org/lib\n",
                    "vendor/example.org/lib/lib.go": LIB}
        vendored = trim + ["-mod=vendor"]
        add("module", ["module"], make(vendored, main=USES_MODULE, more=module("v1.0.0")),
            make(vendored, main=USES_MODULE, more=module("v1.0.12")))

    def add_cgo(self, version):
        """What the C compiler brings."""
        trim = ["-trimpath"]
        if tuple(map(int, version.split("."))) >= (1, 18):
            trim.append("-buildvcs=false")
        folder = self.source(version + "-cgo", "one")
        plain = {"main.go": CGO, "inner/inner.go": None, "tagged.go": None}
        header = {name: self.source(version + "-cgo", name, "stamp.h")
                  for name in ("here", "elsewhere/far")}

        count = [0]

        def make(stamp, place, env=None, flags=()):
            # The cache knows nothing of headers that lie elsewhere nor of dates, but of flags.
            mark = (env or {}).get("SOURCE_DATE_EPOCH", str(count[0] // 2))
            count[0] += 1

            def run(out):
                Sources(folder, more=plain)
                write(header[place],
                      f"static const char *told(void) {{ return {stamp}; }}\n")
                around = {"CGO_ENABLED": "1", "CC": "gcc",
                          "CGO_CFLAGS": f"-O1 -g -DPAIR={mark} -I" + os.path.dirname(header[place])}
                around.update(env or {})
                build(version, folder, out, [*trim, *flags], around)
            return run

        def add(name, causes, old, new):
            self.add(f"{version}-cgo-{name}", causes, old, new)

        add("nothing", [], make('"x"', "here"), make('"x"', "here"))
        add("path", ["path"], make("__FILE__", "here"), make("__FILE__", "elsewhere/far"))
        add("debug-path", ["path"], make('"x"', "here"), make('"x"', "elsewhere/far"))
        # The flags differ, too, as else the second would come from the cache.
        days = {"SOURCE_DATE_EPOCH": "1600000000"}, {"SOURCE_DATE_EPOCH": "1700000000"}
        add("time", ["time"], make('__DATE__ " " __TIME__', "here", days[0]),
            make('__DATE__ " " __TIME__', "here", days[1]))
        outer = "-linkmode external -extldflags -Wl,--build-id=0x"
        add("gnu-build-id", ["build-id"], make('"x"', "here", None, ["-ldflags=" + outer + "1234"]),
            make('"x"', "here", None, ["-ldflags=" + outer + "5678"]))

    def add_versions(self, versions):
        """One toolchain and the next."""
        def make(version):
            def run(out):
                folder = self.source("versions", "one")
                Sources(folder)
                flags = ["-trimpath"]
                if tuple(map(int, version.split("."))) >= (1, 18):
                    flags.append("-buildvcs=false")
                build(version, folder, out, flags)
            return run
        for old, new in zip(versions, versions[1:]):
            self.add(f"{old}-{new}-toolchain", ["toolchain"], make(old), make(new))

    def add_c(self):
        """No Go at all: order of objects, time stamps of archives."""
        folder = self.source("c")
        texts = {name: f"int {name}(int n) {{ return n + {len(name)}; }}\n"
                 for name in ("first", "second_one")}
        for name, text in texts.items():
            write(os.path.join(folder, name + ".c"), text)
        write(os.path.join(folder, "main.c"), "int first(int); int second_one(int);\n"
              "int main(int n, char **v) { return first(n) + second_one(n); }\n")

        def link(names, more=()):
            def run(out):
                subprocess.run(["gcc", "-O1", "-g", *more, "-o", out,
                                *[name + ".c" for name in names]], cwd=folder, check=True)
            return run

        def archive(date):
            def run(out):
                subprocess.run(["gcc", "-O1", "-c", "first.c", "second_one.c"], cwd=folder, check=True)
                for name in ("first.o", "second_one.o"):
                    os.utime(os.path.join(folder, name), (date, date))
                subprocess.run(["ar", "rcU", out, "first.o", "second_one.o"], cwd=folder, check=True)
            return run
        self.add("c-order", ["order"], link(["main", "first", "second_one"]),
                 link(["main", "second_one", "first"]))
        self.add("c-nothing", [], link(["main", "first", "second_one"]),
                 link(["main", "first", "second_one"]))
        self.add("c-build-id", ["build-id"], link(["main", "first", "second_one"]),
                 link(["main", "first", "second_one"], ["-Wl,--build-id=0x1234"]))
        self.add("c-archive-time", ["time"], archive(1600000000), archive(1600000999))


if __name__ == "__main__":
    import sys
    found = Pairs(sys.argv[1])
    found.add_all(sys.argv[2:] or ["1.15", "1.19", "1.21", "1.24", "1.27"])
    print(len(found.pairs), "pairs")
    for name, why in found.failures:
        print("not built:", name, why)
