#!/usr/bin/env python3
"""goelf and its peers by turns: CPU time, instructions, bytes read, memory; ratios and thresholds.

    peers.py [--check] [--library PATH] [--table FILE] GOELF

GO= names a Go command, without which `go version -m` and debug/gosym are left out. --check ends with 1 where a
threshold is passed. --library names the benchmark program for the ratio of the symbol loop.
CPU time is that of the process and its kernel, by wait4, at its best of many runs by turns: copies
of the same program differ by how they lie in the page cache, instructions do not.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

import functions

FILES = 1500


def cpu(arguments):
    """Seconds of CPU of one run."""
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    os.close(null)
    usage = os.wait4(pid, 0)[2]
    return usage.ru_utime + usage.ru_stime


def by_turns(commands, runs):
    """The least CPU of each command."""
    least = {name: float("inf") for name in commands}
    for _ in range(runs):
        for name, arguments in commands.items():
            least[name] = min(least[name], cpu(arguments))
    return least


def instructions(arguments):
    with tempfile.NamedTemporaryFile() as out:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    return int(found.group(1)) if found else None


def bytes_read(arguments, path):
    """Bytes that a run reads of one file."""
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run(
            ["strace", "-f", "-y", "-e", "trace=read,pread64,readv,preadv,mmap", "-o", out.name,
             *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        total = 0
        for line in out:
            if f"<{path}>" not in line:
                continue
            if " mmap(" in line:  # a mapped file counts as a whole
                total += int(line.split("(")[1].split(",")[1])
            else:
                total += max(0, int(line.rsplit("=", 1)[1].split()[0]))
        return total


def peak(arguments):
    """KiB of memory at most."""
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run(["/usr/bin/time", "-f", "%M", "-o", out.name, *arguments],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(out.read().split()[-1])


def system_files():
    """ELF files of /usr, the same every time on one machine."""
    found = []
    for top in ["/usr/bin", "/usr/lib", "/usr/sbin", "/usr/libexec", "/usr/local"]:
        for folder, folders, files in os.walk(top):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(folder, name)
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    if file.read(4) == b"\x7fELF":
                        found.append(path)
                if len(found) == FILES:
                    return found
    return found


def large_file(folder, program, size=400_000_000):
    """A program with much behind it: as large programs have their debug information there."""
    path = os.path.join(folder, "large")
    shutil.copyfile(program, path)
    os.truncate(path, size)
    return path


def find(*names):
    """The first of these commands that is installed."""
    return next(filter(None, map(shutil.which, names)), None)


def trees(goelf, table):
    """Resolved dependencies of the program with the most libraries that is there."""
    program = next(filter(os.path.exists, ["/usr/lib/chromium/chromium", "/usr/bin/gdb"]), None)
    libtree, lddtree = shutil.which("libtree"), shutil.which("lddtree")
    if program and libtree:
        least = by_turns({"goelf": [goelf, "deps", "--tree", program],
                          "libtree": [libtree, program]}, 100)
        table.add(f"`deps --tree` of {os.path.basename(program)}, CPU against `libtree`",
                  least["goelf"] / least["libtree"], 0.5)
    if program and lddtree:
        # Its own first line may name a Python that lacks its library.
        least = by_turns({"goelf": [goelf, "deps", "--tree", program],
                          "lddtree": ["/usr/bin/python3", lddtree, program]}, 10)
        table.add("the same against `lddtree`", least["goelf"] / least["lddtree"], 0.05)


# A pipeline's choice.
PLACES = ("debian:11,debian:12,debian:13,ubuntu:22.04,ubuntu:24.04,rhel:8,rhel:9,alpine:3.20,"
          "alpine:3.22,distroless/static,distroless/base,scratch")


def verdicts(goelf, table, files):
    """What it takes to judge 200 programs for twelve places, in time and memory."""
    programs = [path for path in files if path.startswith("/usr/bin/")][:200]
    check = [goelf, "check", "--target", PLACES]
    least = by_turns({"check": check + programs, "deps": [goelf, "deps", *programs],
                      "tree": [goelf, "deps", "--tree", "--symbols", *programs]}, 5)
    title = f"`check` of {len(programs)} programs for 12 places, CPU against `deps` of them"
    table.add(title, least["check"] / least["deps"], 3)
    table.add("the same against `deps --tree --symbols` of them", least["check"] / least["tree"], 3)
    table.add("the same, MiB of memory", peak(check + programs) / 1024, None, "{:.1f}")
    table.add("of one of them, MiB of memory", peak(check + programs[:1]) / 1024, None, "{:.1f}")


def builds(goelf, table, program):
    """What it takes to compare two large programs, against a look at their functions."""
    with tempfile.TemporaryDirectory() as folder:
        other = os.path.join(folder, "other")
        shutil.copyfile(program, other)
        os.truncate(other, os.path.getsize(other) + 4096)
        both = [program, other]
        least = by_turns({"compare": [goelf, "compare", *both],
                          "text": [goelf, "functions", *both],
                          "json": [goelf, "functions", "--json", *both]}, 10)
        table.add("`compare` of two programs of 100,000 functions, CPU against `functions` of both",
                  least["compare"] / min(least["text"], least["json"]), 2)
        table.add("the same, MiB of memory", peak([goelf, "compare", *both]) / 1024, None, "{:.1f}")


class Table:
    def __init__(self):
        self.rows, self.failures = [], []

    def add(self, what, value, limit=None, form="{:.2f}"):
        passed = limit is None or value <= limit
        self.rows.append((what, form.format(value), "" if limit is None else "≤ " + form.format(limit),
                          "" if limit is None else "yes" if passed else "NO"))
        if not passed:
            self.failures.append(what)
        print("  ".join(self.rows[-1]), flush=True)

    def markdown(self):
        lines = ["| | measured | threshold | kept |", "|---|---|---|---|"]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows]) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("goelf")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--library")
    parser.add_argument("--table")
    options = parser.parse_args()
    goelf, table = os.path.abspath(options.goelf), Table()
    here = os.path.dirname(os.path.abspath(__file__))
    go_program = os.path.join(here, "../TestBinaries/bin/cgo-dynamic-amd64-go1.27")
    mach_o = os.path.join(here, "../TestBinaries/bin/tiny-darwin-arm64-go1.27")
    readelf, nm = shutil.which("readelf"), shutil.which("nm")
    llvm, go = shutil.which("llvm-readelf"), os.environ.get("GO") or shutil.which("go")

    commands = {"goelf": [goelf, "deps", "/bin/true"], "readelf": [readelf, "-d", "/bin/true"]}
    if llvm:
        commands["llvm"] = [llvm, "-d", "/bin/true"]
    least = by_turns(commands, 200)
    table.add("`deps /bin/true`, CPU against `readelf -d`", least["goelf"] / least["readelf"], 1.0)
    if llvm:
        table.add("the same against `llvm-readelf -d`", least["goelf"] / least["llvm"])
    if shutil.which("valgrind"):
        count = instructions(commands["goelf"])
        if count:
            table.add("`deps /bin/true`, instructions", count, 400_000, "{:,.0f}")
            table.add("`readelf -d /bin/true`, instructions", instructions(commands["readelf"]) or 0,
                      None, "{:,.0f}")

    files = system_files()
    commands = {"goelf": [goelf, "deps", *files], "readelf": [readelf, "-d", *files]}
    if llvm:
        commands["llvm"] = [llvm, "-d", *files]
    least = by_turns(commands, 40)
    table.add(f"`deps` of {len(files):,} files of /usr, CPU against `readelf -d`",
              least["goelf"] / least["readelf"], 0.5)
    if llvm:
        table.add("the same against `llvm-readelf -d`", least["goelf"] / least["llvm"])

    if go:
        least = by_turns({"goelf": [goelf, "buildinfo", go_program],
                          "go": [go, "version", "-m", go_program]}, 100)
        table.add("`buildinfo`, CPU against `go version -m`", least["goelf"] / least["go"], 0.6)

    trees(goelf, table)
    verdicts(goelf, table, files)
    largest = max((path for path in files if os.path.getsize(path) < 40e6), key=os.path.getsize)
    commands = {"goelf": [goelf, "symbols", largest], "readelf": [readelf, "-sW", largest]}
    if nm:
        commands["nm"] = [nm, "-D", "-p", largest]
    least = by_turns(commands, 5)
    table.add("`symbols` of a large library, CPU against `readelf -sW`",
              least["goelf"] / least["readelf"])
    if nm:
        table.add("the same against `nm -D -p`", least["goelf"] / least["nm"])

    with tempfile.TemporaryDirectory() as folder:
        path = large_file(folder, go_program)
        for command in ["deps", "buildinfo"]:
            arguments = [goelf, command, path]
            if shutil.which("strace"):
                table.add(f"`{command}` of 400 MB, KB read", bytes_read(arguments, path) / 1e3, 1000,
                          "{:,.0f}")
            table.add(f"`{command}` of 400 MB, MiB of memory", peak(arguments) / 1024, 8, "{:.1f}")

    objdump = find("llvm-objdump-19", "llvm-objdump")
    if objdump:
        with tempfile.TemporaryDirectory() as folder:
            path = large_file(folder, mach_o, 100_000_000)
            least = by_turns({"goelf": [goelf, "deps", path],
                              "llvm": [objdump, "--macho", "--private-headers", path]}, 40)
            table.add("`deps` of 100 MB of Mach-O, CPU against `llvm-objdump --private-headers`",
                      least["goelf"] / least["llvm"], 0.1)

    if options.library:
        ratios = [float(subprocess.run([options.library, "--symbols-ratio"], check=True,
                                       capture_output=True, text=True).stdout) for _ in range(5)]
        table.add("500,000 symbols with names, library against a C loop with strnlen", min(ratios), 1.15)

    if go:
        folder = os.path.join(here, "../.build-bench")
        program, peer = functions.many_functions(go, folder), functions.peer(go, folder)
        least = by_turns({"goelf": [goelf, "functions", "--json", program],
                          "go": [peer, program]}, 10)
        table.add("`functions --json` of 100,000, CPU against debug/gosym and encoding/json",
                  least["goelf"] / least["go"], 0.2)
        builds(goelf, table, program)
        if options.library:
            runs = [subprocess.run([options.library, "--functions", program], check=True,
                                   capture_output=True, text=True).stdout for _ in range(3)]
            least = min(float(line.split()[-1]) for run in runs for line in run.splitlines()
                        if line.startswith("in memory name, entry, size"))
            table.add("name, entry and size of one of them, library, ns", least, 12, "{:.1f}")

    if options.table:
        with open(options.table, "w", encoding="utf-8") as file:
            file.write(table.markdown())
    for failure in table.failures:
        print("over its threshold:", failure)
    return 1 if options.check and table.failures else 0


if __name__ == "__main__":
    sys.exit(main())
