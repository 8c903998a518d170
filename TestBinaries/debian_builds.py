"""Builds programs of Debian 12 from their source packages, unstripped, in a root of its own.

This needs root, mmdebstrap and the network. Nothing of the machine's own packages is changed; what
was built is kept, so that a second run takes no time.
"""

import glob
import os
import shlex
import subprocess

MIRROR = "http://deb.debian.org/debian"
SUITES = (("", "bookworm"), ("", "bookworm-updates"), ("-security", "bookworm-security"))
# One cache for all of them: most have the same dependencies, and -trimpath makes paths equal.
BUILDING = {"DEB_BUILD_OPTIONS": "nostrip nocheck noautodbgsym parallel=2", "GOCACHE": "/cache",
            "HOME": "/tmp", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


class DebianRoot:
    """A root file system with Debian's packages for building."""

    def __init__(self, work):
        self.work = work
        self.path = os.path.join(work, "root")

    def run(self, command, folder="/", **environment):
        """What a shell command prints, run in a folder of the root."""
        # The mount is gone with its namespace, whatever becomes of the command.
        enter = (f"mount -t proc proc {shlex.quote(self.path)}/proc 2>/dev/null; "
                 f"exec chroot {shlex.quote(self.path)} sh -c \"$1\"")
        command = f"cd {shlex.quote(folder)} && {command}"
        return subprocess.run(
            ["nice", "-n", "10", "unshare", "--mount", "sh", "-c", enter, "sh", command],
            check=True, text=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
            env={**BUILDING, **environment}).stdout

    def make(self):
        """Makes the root, unless it is there."""
        if os.path.isdir(self.path):
            return
        os.makedirs(self.work, exist_ok=True)
        sources = os.path.join(self.work, "sources.list")
        with open(sources, "w") as file:
            for kind in ("deb", "deb-src"):
                for archive, suite in SUITES:
                    file.write(f"{kind} {MIRROR}{archive} {suite} main\n")
        subprocess.run(
            ["nice", "-n", "10", "mmdebstrap", "--mode=root", "--variant=buildd",
             "--include=golang-any,dh-golang,debhelper", "bookworm", self.path + ".part", sources],
            check=True)
        os.rename(self.path + ".part", self.path)
        self.run("apt-get update -q && mkdir -p /src /cache /shipped")

    def build(self, source):
        """Builds a source package as its own rules say, unless it is there; returns its folder."""
        folder = f"/src/{source}"
        done = self.outside(folder + "/built")
        if not os.path.exists(done):
            os.makedirs(self.outside(folder), exist_ok=True)
            self.run(f"apt-get build-dep -y -q --no-install-recommends {source} >log 2>&1", folder)
            self.run(f"apt-get source -q {source} >>log 2>&1", folder)
            self.run("cd */ && dpkg-buildpackage -us -uc -b -T build-arch >>../log 2>&1", folder)
            open(done, "w").close()
        return folder

    def built(self, source, program):
        """The unstripped program that a source package makes."""
        folder = self.outside(self.build(source))
        # Each package names its own GOPATH: `_build`, `.build`, `obj-x86_64-linux-gnu`.
        found = [path for gopath in ("*", ".*")
                 for path in glob.glob(f"{folder}/*/{gopath}/bin/{program}")]
        if len(found) != 1:
            raise RuntimeError(f"{source} builds {len(found)} programs named {program}")
        return found[0]

    def shipped(self, package, program):
        """The program as Debian ships it, and the version of its package."""
        folder = f"/shipped/{package}"
        if not os.path.isdir(self.outside(folder)):
            self.run(f"mkdir -p {folder}.part && cd {folder}.part && apt-get download -q {package} "
                     f">/dev/null 2>&1 && dpkg-deb -x *.deb . && mv {folder}.part {folder}")
        found = [path for path in glob.glob(self.outside(f"{folder}/usr/*bin/{program}"))
                 if not os.path.islink(path)]
        version = self.run(f"dpkg-deb -f {folder}/*.deb Version").strip()
        return found[0], version

    def outside(self, path):
        """The path of a file of the root as the machine sees it."""
        return self.path + path

    def inside(self, path):
        """The path of a file as the root sees it."""
        return path.removeprefix(self.path)


class GoTree:
    """The GOPATH that an unstripped program was built in, with what it was built by."""

    def __init__(self, root, program):
        self.root = root
        self.folder = os.path.dirname(os.path.dirname(root.inside(program)))
        lines = root.run(f"go version -m {root.inside(program)}").splitlines()
        self.main = next(line.split("\t")[2] for line in lines if line.startswith("\tpath\t"))
        # The settings of the very build, however debian/rules came to them.
        tags = [line.split("-tags=")[1] for line in lines if line.startswith("\tbuild\t-tags=")]
        self.flags = "-trimpath" + "".join(f" -tags={tag}" for tag in tags)

    def go(self, command, **environment):
        """What a go command prints."""
        return self.root.run("go " + command, self.folder + "/src/" + self.main,
                             GOPATH=self.folder, GO111MODULE="off", **environment)

    def cross_built(self, architecture, program, *flags):
        """The program for another architecture, without C."""
        name = f"{self.folder}/{program}-{architecture}{'-'.join(('',) + flags)}"
        path = self.root.outside(name)
        if not os.path.exists(path):
            self.go(f"build -p 2 {self.flags} -ldflags='{' '.join(flags)}' -o {name} .",
                    GOARCH=architecture, CGO_ENABLED="0")
        return path

    def packages_with_c(self):
        """The packages that have files which import "C"."""
        form = "{{if .CgoFiles}}{{.ImportPath}}{{end}}"
        return self.go(f"list -deps {self.flags} -f '{form}' .").split()

    def compiled_names(self, package):
        """The names of code in a package as it was compiled, before anything is linked."""
        archive = self.go(f"list -export {self.flags} -f '{{{{.Export}}}}' {package}").strip()
        return [line.split(" T ")[1] for line in self.go(f"tool nm {archive}").splitlines()
                if " T " in line]
