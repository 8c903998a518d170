"""Gets packages of a release of Debian, for any architecture, and makes roots of their ELF files.

Nothing of the machine's own packages is changed, and no script of a package is run.
"""

import collections
import os
import re
import shutil
import subprocess
import tarfile
import tempfile

import toolchains

# Folders that are links into /usr since the merge.
MERGED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
CONFIGURATION = "etc/ld.so.conf"
AT_ONCE = 20
FIELDS = re.compile(r"^(Package|Version|Source|Size|Priority|Essential|Pre-Depends|Depends|"
                    r"Provides): (.*)$", re.MULTILINE)


class Package:
    """A package as its list tells it."""

    def __init__(self, stanza):
        fields = dict(FIELDS.findall(stanza))
        self.name, self.version = fields["Package"], fields["Version"]
        self.source = fields.get("Source", self.name).split()[0]
        self.size = int(fields["Size"])
        self.is_required = fields.get("Priority") == "required" or "Essential" in fields
        self.depends = alternatives(fields, "Pre-Depends") + alternatives(fields, "Depends")
        self.provides = [names[0] for names in alternatives(fields, "Provides")]


def alternatives(fields, key):
    """The names of a field of relations, by commas, then by bars."""
    return [[re.match(r"[^\s:(]+", one.strip())[0] for one in clause.split("|")]
            for clause in fields.get(key, "").split(",") if clause.strip()]


class Release:
    """The packages of a suite for an architecture, kept below a folder."""

    def __init__(self, suite, architecture, work):
        self.suite, self.architecture = suite, architecture
        self.store = os.path.join(work, f"{suite}-{architecture}")
        os.makedirs(self.store, exist_ok=True)
        self.environment = toolchains.apt_for_suite(suite, architecture)
        text = self.apt("apt-cache", "dumpavail")
        self.packages = {}
        self.providers = collections.defaultdict(list)
        for stanza in text.split("\n\n"):
            if stanza.strip():
                package = Package(stanza)
                self.packages[package.name] = package
                for name in package.provides:
                    self.providers[name].append(package.name)

    def apt(self, *command, folder=None):
        """What a command of apt prints about this release."""
        return subprocess.run(command, env=self.environment, cwd=folder, check=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True).stdout

    def base(self):
        """The names of what every installation has: required packages, apt, and what apt says that
        they need."""
        if not self.packages:
            return []  # the release is not made for that processor
        required = [package.name for package in self.packages.values() if package.is_required]
        # Else apt takes `usrmerge`, and with it perl, for a system that has yet to be merged.
        required += [name for name in ("usr-is-merged",) if name in self.packages]
        steps = self.apt("apt-get", "install", "-s", "-qq", "-o", "APT::Install-Recommends=false",
                         "apt", *required)
        return sorted(set(re.findall(r"^Inst ([^\s:]+)", steps, re.MULTILINE)))

    def closure(self, names, only=None):
        """The packages of these names and all that they need, or of that those whose names match;
        of alternatives, those that are there, else the first that exists."""
        found, left = set(), list(names)
        while left:
            name = left.pop()
            if name in found:
                continue
            found.add(name)
            for choices in self.packages[name].depends:
                if not any(one in found or self.provided(one, found) for one in choices):
                    left += [one for one in self.chosen(choices) if not only or only.match(one)]
        return sorted(found)

    def provided(self, name, found):
        """Whether one of the packages found stands for a name."""
        return any(one in found for one in self.providers.get(name, ()))

    def chosen(self, choices):
        """The package that is taken to have one of several, as a list of none or one."""
        for name in choices:
            if name in self.packages:
                return [name]
            if self.providers.get(name):
                return sorted(self.providers[name])[:1]
        return []

    def fetch(self, names):
        """Unpacks the ELF files of packages, each into a folder of its own, unless it is there."""
        missing = [name for name in names if not os.path.isdir(self.folder(name))]
        for start in range(0, len(missing), AT_ONCE):
            with tempfile.TemporaryDirectory(dir=self.store) as folder:
                self.apt("apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root",
                         *missing[start:start + AT_ONCE], folder=folder)
                for file in sorted(os.listdir(folder)):
                    self.unpack(os.path.join(folder, file), self.folder(file.split("_")[0]))

    def folder(self, name):
        """Where a package is unpacked."""
        return os.path.join(self.store, name)

    def unpack(self, archive, folder):
        """Unpacks what a loader looks at: ELF files, links, the loader's configuration."""
        part = folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        os.makedirs(part)
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive],
                              stdout=subprocess.PIPE) as process:
            with tarfile.open(fileobj=process.stdout, mode="r|") as files:
                for member in files:
                    unpack_member(files, member, part)
        if process.returncode:
            raise RuntimeError(f"{archive} cannot be unpacked")
        os.rename(part, folder)

    def drop(self, name):
        """Removes a package's files again."""
        shutil.rmtree(self.folder(name), ignore_errors=True)

    def shrink(self, size, kept):
        """Drops all but some packages if they take more bytes than that."""
        used = subprocess.run(["du", "-sb", self.store], check=True, capture_output=True, text=True)
        if int(used.stdout.split()[0]) > size:
            for name in set(os.listdir(self.store)) - set(kept):
                self.drop(name)

    def root(self, folder, names):
        """Makes a root of packages, in hard links, unless it is there."""
        if os.path.isdir(folder):
            return
        self.fetch(names)
        part = folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        for merged in MERGED[:3] + ("lib64",):
            os.makedirs(os.path.join(part, "usr", merged), exist_ok=True)
            os.symlink("usr/" + merged, os.path.join(part, merged))
        folders = [self.folder(name) + "/." for name in names]
        if folders:
            subprocess.run(["cp", "-al", *folders, part], check=True)
        if self.architecture in ("amd64", "i386") and os.path.exists(f"{part}/{CONFIGURATION}"):
            # The machine's own: it writes what that release's would, for libraries it can read.
            subprocess.run(["/sbin/ldconfig", "-r", part], check=True,
                           stderr=subprocess.DEVNULL)
        os.rename(part, folder)


def unpack_member(files, member, folder):
    """Writes one entry of a package, where it lies since the merge of /usr."""
    name = os.path.normpath(member.name)
    if name.split("/")[0] in MERGED and "/" in name:
        name = "usr/" + name
    if name in MERGED or member.isdir():
        return
    path = os.path.join(folder, name)
    if member.issym():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(member.linkname, path)
    elif member.islnk():
        link_member(os.path.normpath(member.linkname), path, folder)
    elif member.isfile():
        content = files.extractfile(member)
        start = content.read(4)
        if start == b"\x7fELF" or name.startswith(CONFIGURATION):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(start)
                shutil.copyfileobj(content, file)
            os.chmod(path, member.mode & 0o777)


def link_member(target, path, folder):
    """Makes a hard link to what was unpacked before, if it was."""
    if target.split("/")[0] in MERGED:
        target = "usr/" + target
    target = os.path.join(folder, target)
    if os.path.exists(target):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.link(target, path)
