#!/usr/bin/env python3
"""Holds goelf's table of targets against what distributions and other projects state.

    compare_targets.py [--only WORD] [--work FOLDER] [--checkouts FOLDER] [--roots FOLDER] GOELF

- Debian's and Ubuntu's package lists, by apt: the version of libc6 and of the kernel, the
  architectures, what every installation has, and (Debian) the sonames and versions of the libraries
  in those packages;
- the policies of auditwheel, by pip: versions and libraries that Python's wheels may rely on;
- where --checkouts has clones of them: pep600_compliance (glibc and GCC's libraries by
  distribution, read out of its images), endoflife.date, docker-alpine and docker-library/busybox
  (the root files of the images), distroless (its lists of packages);
- where --roots has the root folders that roots.py makes: what `check` says of the test binaries in
  them, against what it says of the target of the same release;
- the sources of the Go toolchains in $GOELF_TOOLCHAINS: the oldest kernel and macOS.

Nothing of the machine's own packages is changed. It prints each difference, what cannot be reached,
and ends with 1 where there is a difference.
"""

import argparse
import glob
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile

import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
SUITES = {
    "debian": ("http://deb.debian.org/debian", "linux-image-amd64", {
        "11": "bullseye", "12": "bookworm", "13": "trixie", "sid": "sid"}),
    # What these have, only the archive tells.
    "debian-archive": ("http://archive.debian.org/debian", "linux-image-amd64", {
        "8": "jessie", "9": "stretch", "10": "buster"}),
    "ubuntu": ("http://archive.ubuntu.com/ubuntu", "linux-image-generic", {
        "14.04": "trusty", "16.04": "xenial", "18.04": "bionic", "20.04": "focal",
        "22.04": "jammy", "24.04": "noble", "25.04": "plucky", "25.10": "questing",
        "26.04": "resolute"}),
}
DEBIAN_NAMES = {"amd64": "x86_64", "arm64": "aarch64", "armhf": "arm", "armel": "arm",
                "ppc64el": "ppc64le"}
PYTHON_NAMES = {"i686": "i386", "armv7l": "arm", "loongarch64": "loong64"}
# Rows of pep600_compliance; those of the same core count as one.
PEP600 = {"debian:8": ["debian-8"], "debian:9": ["debian-9"], "debian:10": ["debian-10"],
          "debian:11": ["debian-11"], "debian:12": ["debian-12"], "debian:13": ["debian-13"],
          "rhel:7": ["rhubi-7"],
          "amazonlinux:2": ["amazonlinux-2"], "amazonlinux:2023": ["amazonlinux-2023"],
          "opensuse/leap:15.5": ["opensuse-15.5"], "opensuse/leap:15.6": ["opensuse-15.6"],
          "opensuse/leap:16.0": ["opensuse-16.0"],
          "opensuse/tumbleweed": ["opensuse-tumbleweed"]}
PEP600.update({f"rhel:{n}": [f"{name}-{n}" for name in ("rhubi", "almalinux", "rockylinux")]
               + [f"centos-stream{n}"] for n in (8, 9, 10)})
PEP600.update({f"fedora:{n}": [f"fedora-{n}"] for n in range(39, 45)})
PEP600.update({f"ubuntu:{n}": [f"ubuntu-{n}"] for n in
               ("18.04", "20.04", "22.04", "24.04", "24.10", "25.04", "25.10", "26.04")})
# What a judge says that the table knowingly does not; each was looked at.
EXPLAINED = {
    ("manylinux_2_26", "GCC"): "x86_64 is allowed the oldest: the table has that for all",
    ("manylinux_2_17", "GLIBC", "aarch64"): "the policy lets a later version pass, by CentOS 7",
    ("manylinux_2_39", "GLIBCXX", "loong64"): "the policy allows less than its own images have",
    ("opensuse/leap:15.5", "GLIBCXX", "arm"): "the port for arm got no later updates",
    ("opensuse/leap:15.5", "CXXABI", "arm"): "the port for arm got no later updates",
    ("opensuse/tumbleweed", "GLIBCXX", "ppc64le"): "read on another day",
    ("opensuse/tumbleweed", "GLIBCXX", "riscv64"): "read on another day",
    ("debian:9", "end"): "the announcement says June 30, that page the day after",
    ("ubuntu:25.04", "CXXABI", "riscv64"): "the sixteenth version is of RISC-V alone",
    ("ubuntu:25.10", "CXXABI", "riscv64"): "the sixteenth version is of RISC-V alone",
}


class Judge:
    """Counts what is compared, and what differs."""

    def __init__(self):
        self.compared = self.different = self.explained = self.left_open = 0
        self.unreached = []

    def same(self, what, table, judge, key=None):
        """Compares one thing; a key finds the explanation of a known difference."""
        self.compared += 1
        if table == judge:
            return
        if key in EXPLAINED:
            self.explained += 1
            print(f"explained: {what}: the table has {table}, the judge {judge}: {EXPLAINED[key]}")
            return
        self.different += 1
        print(f"DIFFERS: {what}: the table has {table}, the judge {judge}")

    def unreachable(self, what):
        """Notes a judge that cannot be asked here."""
        self.unreached.append(what)


def output(command, **options):
    """What a command prints; None where it fails."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         stdin=subprocess.DEVNULL, **options)
    return run.stdout if run.returncode == 0 else None


def numbers(version):
    """A version to compare by."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def newest(versions):
    """The newest of versions that are numbers alone."""
    plain = [version for version in versions if re.fullmatch(r"[\d.]+", version)]
    return max(plain, key=numbers, default=None)


class Apt:
    """The package list of one release, in a folder of its own."""

    def __init__(self, work, mirror, suite):
        self.folder = os.path.join(work, suite)
        for name in ("lists/partial", "cache/archives/partial", "debs"):
            os.makedirs(os.path.join(self.folder, name), exist_ok=True)
        open(os.path.join(self.folder, "status"), "a").close()
        with open(os.path.join(self.folder, "sources.list"), "w") as file:
            # The keys of other distributions are not on this machine; nothing is installed.
            file.write(f"deb [arch=amd64 trusted=yes] {mirror} {suite} main\n")

    def run(self, program, *arguments, **options):
        """Runs one of apt's programs with this list alone."""
        settings = {"Dir::Etc::sourcelist": self.folder + "/sources.list",
                    "Dir::Etc::sourceparts": "/dev/null",
                    "Dir::State::lists": self.folder + "/lists",
                    "Dir::State::status": self.folder + "/status",
                    "Dir::Cache": self.folder + "/cache", "APT::Architecture": "amd64",
                    "APT::Architectures": "amd64", "APT::Install-Recommends": "false",
                    "APT::Sandbox::User": "root", "Acquire::Languages": "none",
                    "Acquire::Check-Valid-Until": "false", "Debug::NoLocking": "1",
                    "Acquire::Retries": "0", "Acquire::http::Timeout": "20"}
        flags = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        result = output([program, "-q", *flags, *arguments], **options)
        return None if result is None else result.decode(errors="replace")

    def update(self):
        """Fetches the list; false where it is not to be had."""
        def there():
            return glob.glob(self.folder + "/lists/*_Packages*")
        if not there():
            self.run("apt-get", "update")
        return bool(there())

    def version(self, package):
        """The version of a package; None where the list has none."""
        found = re.search(r"Candidate: (\S+)", self.run("apt-cache", "policy", package) or "")
        return None if not found or found[1] == "(none)" else found[1]

    def architectures(self):
        """What the release is made for, by goelf's names."""
        for path in glob.glob(self.folder + "/lists/*Release"):
            line = re.search(r"^Architectures: (.*)$", open(path).read(), re.M)
            if line:
                names = set(line[1].split()) - {"all", "amd64v3", "powerpc"}
                return {DEBIAN_NAMES.get(name, name) for name in names}
        return set()

    def base(self):
        """The packages that every installation has, and apt."""
        required = []
        for paragraph in (self.run("apt-cache", "dumpavail") or "").split("\n\n"):
            name = re.match(r"Package: (\S+)", paragraph)
            if name and re.search(r"^(Priority: required|Essential: yes)$", paragraph, re.M):
                required.append(name[1])
        # The first choice of init-system-helpers in Debian 12 is only for upgrades.
        merged = ["usr-is-merged"] if self.version("usr-is-merged") else []
        plan = self.run("apt-get", "-s", "-y", "install", "apt", *merged, *required) or ""
        return set(re.findall(r"^Inst (\S+)", plan, re.M))

    def libraries(self, packages):
        """The sonames of packages with the versions that each defines."""
        debs = self.folder + "/debs"
        wanted = sorted(name for name in packages if re.match(r"lib|zlib1g", name)
                        and not re.search(r"-(common|perl|bin|runtime|extra|modules)$", name))
        missing = [name for name in wanted if not glob.glob(f"{debs}/{name}_*.deb")]
        if missing and self.run("apt-get", "download", *missing, cwd=debs) is None:
            return None
        found = {}
        for name in wanted:
            if name == "libc6":
                continue
            deb = max(glob.glob(f"{debs}/{name}_*.deb"))
            folder = f"{debs}/{name}"
            subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
            for path in glob.glob(f"{folder}/**/lib/x86_64-linux-gnu/*.so*", recursive=True):
                if os.path.islink(path):
                    continue
                dynamic = (output(["readelf", "-dVW", path]) or b"").decode(errors="replace")
                soname = re.search(r"SONAME\).*\[(.*)\]", dynamic)
                if soname:
                    found[soname[1]] = re.findall(r"Name: (\S+)", dynamic)
        return found


def own_versions(target):
    """The newest versions of GCC's libraries that a row has, by their prefix."""
    versions = [v for library in target["libraries"] for v in library["versions"]]
    return dict(version.split("_", 1) for version in versions)


def kernel_of(version):
    """The kernel of a package of Debian or Ubuntu."""
    return ".".join(version.split(":")[-1].split(".")[:2])


def compare_apt(judge, targets, work, only):
    """Package lists of Debian and Ubuntu."""
    for family, (mirror, kernel, suites) in SUITES.items():
        for number, suite in suites.items():
            name = f"{family.split('-')[0]}:{number}"
            target = targets[name]
            if only not in name:
                continue
            apt = Apt(os.path.join(work, "apt"), mirror, suite)
            if not apt.update():
                judge.unreachable(f"{name}: {mirror} has no {suite} here")
                continue
            libc = re.match(r"\d+\.\d+", apt.version("libc6"))[0]
            judge.same(f"{name}: glibc", target["libc"]["version"], libc)
            if number != "sid":
                judge.same(f"{name}: kernel", target["kernel"], kernel_of(apt.version(kernel)))
            machines = {machine["architecture"] for machine in target["machines"]}
            if family == "debian" and number == "11":
                machines &= apt.architectures()  # What long-term support keeps.
            judge.same(f"{name}: architectures", sorted(machines), sorted(apt.architectures()))
            base = apt.base()
            contents = target["contents"]
            if contents["timeZones"] is not None:
                judge.same(f"{name}: time zones", contents["timeZones"], "tzdata" in base)
            judge.same(f"{name}: certificates", contents["certificates"],
                       "ca-certificates" in base)
            judge.same(f"{name}: users", contents["users"], "base-passwd" in base)
            compare_libraries(judge, name, target, apt.libraries(base))


def compare_libraries(judge, name, target, libraries):
    """The libraries in packages against those of a row."""
    if libraries is None:
        judge.unreachable(f"{name}: packages cannot be fetched")
        return
    table = {library["name"] for library in target["libraries"]}
    # Each soname alone, so that a difference is short.
    for soname in sorted(table | set(libraries)):
        judge.same(f"{name}: {soname}", soname in table, soname in libraries)
    own = own_versions(target)
    for soname, prefixes in (("libstdc++.so.6", ("GLIBCXX", "CXXABI")),):
        for prefix in prefixes:
            found = [version[len(prefix) + 1:] for version in libraries.get(soname, [])
                     if version.startswith(prefix + "_")]
            judge.same(f"{name}: {prefix}", own.get(prefix), newest(found))
    found = [v[4:] for v in libraries.get("libgcc_s.so.1", []) if v.startswith("GCC_")]
    within(judge, f"{name}: GCC on x86_64", own.get("GCC"), newest(found), None)


def within(judge, what, bound, found, key):
    """Of libgcc's versions the table has the greatest number on any processor."""
    fits = bound is not None and found is not None and numbers(found) <= numbers(bound)
    judge.same(what, bound, bound if fits else found, key)


def wheel(work, name):
    """The newest wheel of a package, by pip."""
    folder = os.path.join(work, "wheels")
    os.makedirs(folder, exist_ok=True)
    if not glob.glob(f"{folder}/{name}-*.whl"):
        output([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, name])
    found = glob.glob(f"{folder}/{name}-*.whl")
    return zipfile.ZipFile(max(found)) if found else None


def compare_auditwheel(judge, targets, work, only):
    """What Python's wheels may rely on."""
    archive = wheel(work, "auditwheel")
    if archive is None:
        judge.unreachable("auditwheel: no wheel by pip")
        return
    names = {"linux"}
    for path in archive.namelist():
        if not re.search(r"policy/(many|musl)linux-policy\.json$", path):
            continue
        for policy in json.loads(archive.read(path)):
            names.add(policy["name"])
            if policy["name"] != "linux" and only in policy["name"]:
                compare_policy(judge, targets.get(policy["name"]), policy)
    table = {name for name in targets if re.match(r"(many|musl)linux_", name)}
    judge.same("auditwheel: tags", sorted(table), sorted(names - {"linux"}))


def compare_policy(judge, target, policy):
    """One policy."""
    name = policy["name"]
    if target is None:
        judge.same(f"{name}: is in the table", False, True)
        return
    judge.same(f"{name}: aliases", target["aliases"], policy["aliases"])
    machines = {PYTHON_NAMES.get(arch, arch) for arch in policy["symbol_versions"]}
    table = {machine["architecture"] for machine in target["machines"]}
    judge.same(f"{name}: architectures", sorted(table), sorted(machines - {"ppc64"}))
    allowed = set(policy["lib_whitelist"])
    libraries = {library["name"] for library in target["libraries"]}
    parts = set(target["libc"]["parts"] or ["libc.so"])
    judge.same(f"{name}: libraries", sorted(libraries | parts), sorted(allowed))
    if target["libc"]["name"] != "glibc":
        return
    own, greatest = own_versions(target), ""
    for arch, versions in policy["symbol_versions"].items():
        arch = PYTHON_NAMES.get(arch, arch)
        within(judge, f"{name}: GLIBC on {arch}", target["libc"]["version"],
               newest(versions["GLIBC"]), (name, "GLIBC", arch))
        for prefix in ("GLIBCXX", "CXXABI"):
            judge.same(f"{name}: {prefix} on {arch}", own[prefix], newest(versions[prefix]),
                       (name, "GCC") if (name, "GCC") in EXPLAINED else (name, prefix, arch))
        greatest = max(greatest, newest(versions["GCC"]), key=numbers)
    judge.same(f"{name}: GCC", own["GCC"], greatest, (name, "GCC"))


class Checkout:
    """A clone in the folder of checkouts, of which no work tree is needed."""

    def __init__(self, folder, name):
        paths = glob.glob(f"{folder}/*{name}") + glob.glob(f"{folder}/*{name}/repo")
        self.path = next((p for p in sorted(paths, key=len, reverse=True)
                          if self.git("rev-parse", "HEAD", path=p)), None) if folder else None

    def git(self, *arguments, path=None):
        """What git says; None where it fails."""
        return output(["git", "-C", path or self.path, *arguments])

    def file(self, path, revision="HEAD"):
        """A file of a revision; None where it has none."""
        return self.git("show", f"{revision}:{path}")

    def names(self, folder, revision="HEAD"):
        """The files below a folder of a revision."""
        found = self.git("ls-tree", "-r", "--name-only", revision, folder) or b""
        return found.decode().split()


def compare_pep600(judge, targets, checkout, only):
    """glibc and GCC's libraries in the images of distributions."""
    for name, images in PEP600.items():
        target, greatest = targets[name], None
        for image in images if only in name else []:
            for path in checkout.names("cache"):
                if not path.endswith(f"/{image}.json"):
                    continue
                found = json.loads(checkout.file(path))
                arch = path.split("/")[1]
                arch = PYTHON_NAMES.get(arch, arch)
                # Ports that a distribution does not count among its own are none of a row's.
                if arch not in {machine["architecture"] for machine in target["machines"]}:
                    continue
                judge.same(f"{name}: glibc of {image} on {arch}", target["libc"]["version"],
                           found["glibc_version"])
                own = own_versions(target)
                for prefix in ("GLIBCXX", "CXXABI"):
                    judge.same(f"{name}: {prefix} of {image} on {arch}", own.get(prefix),
                               newest(found["symbols"][prefix]), (name, prefix, arch))
                gcc = newest(found["symbols"]["GCC"])
                within(judge, f"{name}: GCC of {image} on {arch}", own.get("GCC"), gcc, None)
                greatest = max(greatest or gcc, gcc, key=numbers)
        if greatest is None and only in name:
            judge.unreachable(f"{name}: not in pep600_compliance")


def releases(text):
    """The releases in the front matter of a page of endoflife.date."""
    for block in re.split(r"\n\s*- releaseCycle:", text.split("\nreleases:")[1])[1:]:
        fields = dict(re.findall(r"^\s*(\w+): *\"?([^\"\n]*)\"?$", block.split("\n---")[0], re.M))
        yield block.split("\n")[0].strip().strip('"'), fields


def compare_ends(judge, targets, checkout, only):
    """The last days of support."""
    pages = {"debian": "debian", "ubuntu": "ubuntu", "rhel": "rhel", "fedora": "fedora",
             "amazonlinux": "amazon-linux", "opensuse/leap": "opensuse", "alpine": "alpine-linux",
             "macos": "macos"}
    for family, page in pages.items():
        text = checkout.file(f"products/{page}.md").decode()
        for number, fields in releases(text):
            target = targets.get(f"{family}:{'1' if number == '2018.03' else number}")
            if target is None or only not in target["name"]:
                continue
            # Debian's long support is for all, other ones' is paid.
            end = fields["eoes" if family == "debian" else "eol"]
            judge.same(f"{target['name']}: end of support", target["endOfLife"],
                       None if end == "false" else end, (target["name"], "end"))
    android = checkout.file("products/android.md").decode()
    levels = {fields["apiVersion"]: number for number, fields in releases(android)}
    for target in targets.values():
        if target["family"] == "android" and only in target["name"]:
            number = levels[str(target["androidAPI"])]
            version = re.search(r"Android (\S+)", target["title"])[1]
            judge.same(f"{target['name']}: version", version, number.removesuffix(".0")
                       if version + ".0" == number else number)


def layer(data):
    """A tar file of root files."""
    return tarfile.open(fileobj=io.BytesIO(data), mode="r:*")


def compare_alpine(judge, targets, checkout, only):
    """The root files of Alpine's images."""
    for target in targets.values():
        name = target["name"]
        if target["family"] != "alpine" or only not in name:
            continue
        branch = "v" + name.split(":")[1]
        refs = [r for r in (branch, "origin/" + branch) if checkout.git("rev-parse", "-q", r)]
        paths = [p for p in checkout.names("x86_64", refs[0]) if p.endswith(".tar.gz")] \
            if refs else []
        data = checkout.file(paths[0], refs[0]) if paths else None
        if not data:
            judge.unreachable(f"{name}: docker-alpine has no root files of it")
            continue
        files = layer(data)
        names = [file.removeprefix("./") for file in files.getnames()]
        musl = re.search(rb"P:musl\nV:(\d+\.\d+\.\d+)",
                         files.extractfile("./lib/apk/db/installed").read())[1].decode()
        judge.same(f"{name}: musl", target["libc"]["version"], musl)
        # Those of apk are named with a version that each release changes.
        found = {os.path.basename(file) for file in names
                 if re.fullmatch(r"(usr/)?lib/lib(crypto|ssl|z|gcc_s|stdc\+\+)\.so\.\d[\d.]*", file)}
        found.discard(next((f for f in found if re.match(r"libz\.so\.1\..", f)), None))
        judge.same(f"{name}: libraries", sorted(lib["name"] for lib in target["libraries"]),
                   sorted(found))
        contents = target["contents"]
        judge.same(f"{name}: time zones", contents["timeZones"], "usr/share/zoneinfo" in names)
        judge.same(f"{name}: certificates", contents["certificates"],
                   "etc/ssl/certs/ca-certificates.crt" in names)
        judge.same(f"{name}: users", contents["users"], "etc/passwd" in names)
        made = {path.split("/")[0] for path in checkout.names(".", refs[0]) if "/alpine-" in path}
        other = {"x86": "i386", "armhf": "arm", "armv7": "arm", "loongarch64": "loong64"}
        table = {machine["architecture"] for machine in target["machines"]}
        judge.same(f"{name}: architectures", sorted(table),
                   sorted({other.get(arch, arch) for arch in made} - {"mips64"}))


def compare_busybox(judge, targets, checkout, only):
    """The root files of BusyBox's images."""
    for variant in ("glibc", "musl", "uclibc"):
        name = "busybox:" + variant
        data = next((d for d in (checkout.file(f"latest/{variant}/amd64/rootfs.tar.gz", ref)
                                 for ref in ("dist-amd64", "origin/dist-amd64")) if d), None)
        if only not in name:
            continue
        if not data:
            judge.unreachable(f"{name}: no root files")
            continue
        files = layer(data)
        libraries = sorted(os.path.basename(file.name) for file in files
                           if re.search(r"\.so(\.|$)", file.name) and not file.isdir())
        target = targets[name]
        loaders = [lib for lib in libraries if lib.startswith("ld-linux")]
        parts = target["libc"].get("parts") or []
        judge.same(f"{name}: libraries", sorted(parts + loaders), libraries)
        if libraries:
            libc = files.extractfile("lib/libc.so.6").read()
            version = re.search(rb"GNU C Library .* version (\d+\.\d+)", libc)[1].decode()
            judge.same(f"{name}: glibc", target["libc"]["version"], version)
            markers = {m.decode() for m in re.findall(rb"GLIBC_ABI_[A-Z0-9_]+", libc)}
            judge.same(f"{name}: markers", sorted(target["libc"]["markers"]),
                       sorted(markers - {"GLIBC_ABI_DT_RELR"}))
        names = files.getnames()
        judge.same(f"{name}: users", target["contents"]["users"], "etc/passwd" in names)
        judge.same(f"{name}: certificates", target["contents"]["certificates"],
                   any("ca-certificates" in file for file in names))


def compare_distroless(judge, targets, checkout, only):
    """The lists of packages that distroless images are made of."""
    sonames = {"libssl3": {"libssl.so.3", "libcrypto.so.3"}, "libzstd1": {"libzstd.so.1"},
               "zlib1g": {"libz.so.1"}, "libgomp1": {"libgomp.so.1"},
               "libstdc++6": {"libstdc++.so.6"}, "libgcc-s1": {"libgcc_s.so.1"}}
    names = {"arm64": "aarch64", "amd64": "x86_64"}
    lists = {}
    for image in ("static", "base", "cc"):
        exec(checkout.file(f"{image}/config.bzl").decode(), {}, lists)
    for debian in lists["BASE_DISTROS"]:
        packages = {"static": [], "base-nossl": lists["BASE_NOSSL_PACKAGES"][debian],
                    "base": lists["BASE_PACKAGES"][debian]}
        packages["cc"] = packages["base"] + lists["CC_PACKAGES"][debian]
        for image, wanted in packages.items():
            name = f"distroless/{image}-{debian}"
            if only not in name:
                continue
            target = targets[name]
            expected = set().union(*(sonames.get(p.removesuffix("t64"), set()) for p in wanted))
            judge.same(f"{name}: libraries", sorted(lib["name"] for lib in target["libraries"]),
                       sorted(expected))
            judge.same(f"{name}: has libc", target["libc"]["name"] == "glibc", "libc6" in wanted)
            base = targets["debian:" + debian.removeprefix("debian")]
            if "libc6" in wanted:
                judge.same(f"{name}: glibc", target["libc"]["version"], base["libc"]["version"])
            made = lists[f"{image.split('-')[0].upper()}_ARCHITECTURES"][debian]
            judge.same(f"{name}: architectures",
                       sorted(machine["architecture"] for machine in target["machines"]),
                       sorted(names.get(arch, arch) for arch in made))
    for debian, wanted in lists["STATIC_PACKAGES"].items():
        target = targets["distroless/static-" + debian]
        judge.same(f"{target['name']}: time zones", target["contents"]["timeZones"],
                   "tzdata" in wanted)


ROOTS = {"debian:11": "bullseye", "debian:12": "bookworm", "debian:13": "trixie",
         "debian:sid": "sid", "alpine:3.16": "musl-1.2.3", "scratch": "empty"}


def verdicts(goelf, binaries, *place):
    """What `check` says of ELF files for Linux on x86-64: {path: (runs, rules, error texts)}."""
    run = subprocess.run([goelf, "check", "--json", *place, *binaries], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False)
    found = {}
    for file in json.loads(run.stdout)["files"]:
        for image in file["images"]:
            if image["architecture"] != "x86_64" or image["os"] not in ("linux", None):
                continue
            for verdict in image["verdicts"] if image["format"] == "elf" else []:
                findings = verdict["findings"]
                texts = sorted({f["predictedError"] for f in findings if f["predictedError"]})
                found[file["path"]] = (verdict["runs"], {f["rule"] for f in findings}, texts)
    return found


def compare_roots(judge, goelf, roots, only):
    """Verdicts by table against those in real roots, whose processor is the target's."""
    binaries = sorted(glob.glob(os.path.join(HERE, "bin", "*")))
    for name, folder in ROOTS.items():
        root = os.path.join(roots, folder)
        if only not in name:
            continue
        if not os.path.isdir(root):
            judge.unreachable(f"{name}: no root {folder}")
            continue
        table = verdicts(goelf, binaries, "--target", name)
        real = verdicts(goelf, binaries, "--root", root, "--cpu", "x86-64-v1")
        for path in sorted(real):
            what = f"{name}: {os.path.basename(path)}"
            runs, rules, texts = table[path]
            # What a package may add, the table does not know, and says so.
            if runs == "unknown" and "library-unknown" in rules:
                judge.left_open += 1
                continue
            judge.same(what + " runs", runs, real[path][0])
            # What is wrong besides is told only once such a library is there.
            if any("cannot open shared object file" in text for text in real[path][2]) \
                    and texts != real[path][2] and name != "scratch":
                judge.left_open += 1
            elif table[path][0] == "no":
                judge.same(what + " says", texts, real[path][2])


def go_requirements():
    """goelf's own table of what each Go needs, as {"linux": [(last minor, version)], …}."""
    path = os.path.join(HERE, "..", "Sources", "GoInspect", "Verdict", "GoRequirements.swift")
    if not os.path.exists(path):
        return None
    tables = {}
    for part in open(path).read().split("static func ")[1:]:
        rows = re.findall(r"(?:case \.\.\.(\d+)|default): SystemVersion\(([\d, ]+)\)", part)
        tables[part.split("(")[0]] = [
            (int(minor or 999), tuple(map(int, version.split(",")))) for minor, version in rows]
    return tables


def compare_go(judge, only):
    """The oldest kernel and macOS in the sources of Go's toolchains."""
    tables = go_requirements()
    trees = sorted(glob.glob(os.path.join(toolchains.STORE, "go", "*")))
    if tables is None or not trees:
        judge.unreachable("Go: no table of requirements, or no toolchains")
        return
    for tree in trees:
        links = glob.glob(f"{tree}/**/src/cmd/link/internal/ld/macho.go", recursive=True)
        version = os.path.basename(tree)
        if not links or only not in "go" + version:
            continue
        minor = int(version.split(".")[1].split("-")[0])
        source = links[0].removesuffix("/cmd/link/internal/ld/macho.go")

        def table(system):
            return next(v for last, v in tables[system] if minor <= last)
        told = output(["grep", "-rhoE",
                       r"(our minimum requirement is|require Linux kernel version) [0-9.]*[0-9]",
                       source + "/internal/poll", source + "/syscall", source + "/os"])
        kernels = {numbers(line.split()[-1]) for line in (told or b"").decode().splitlines()}
        # Some of Go's comments are older than others.
        if kernels:
            judge.same(f"Go {version}: kernel", table("linux"), max(kernels))
        text = open(links[0]).read()
        least = re.findall(r"version = (\d+)<<16 \| (\d+)<<8", text) \
            or re.findall(r"macOS +=.*\{(\d+), (\d+)", text)
        if not least:
            continue
        oldest = min(tuple(map(int, pair)) for pair in least)
        own = (table("macOS") + (0,))[:2]
        if minor >= 23:
            judge.same(f"Go {version}: macOS", own, oldest)
        else:
            # Up to Go 1.22 it wrote less than it needed.
            judge.same(f"Go {version}: macOS is no older than it writes", own >= oldest, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goelf")
    parser.add_argument("--only", default="", help="targets whose name has this word")
    parser.add_argument("--work", default="/tmp/goelf-targets", help="where lists are kept")
    parser.add_argument("--checkouts", help="a folder with clones of other projects")
    parser.add_argument("--roots", help="the folder in which roots.py made root folders")
    arguments = parser.parse_args()
    listed = json.loads(output([arguments.goelf, "targets", "--json"]))["targets"]
    targets = {target["name"]: target for target in listed}
    for target in listed:
        # What a row does not say is no part of a comparison.
        target["libc"] = target["libc"] or {"name": None, "version": None, "parts": None}
    judge = Judge()
    compare_apt(judge, targets, arguments.work, arguments.only)
    compare_auditwheel(judge, targets, arguments.work, arguments.only)
    for name, compare in (("pep600_compliance", compare_pep600),
                          ("endoflife.date", compare_ends), ("docker-alpine", compare_alpine),
                          ("distroless", compare_distroless), ("busybox", compare_busybox)):
        checkout = Checkout(arguments.checkouts, name)
        if checkout.path:
            compare(judge, targets, checkout, arguments.only)
        else:
            judge.unreachable(f"{name}: no checkout")
    if arguments.roots:
        compare_roots(judge, arguments.goelf, arguments.roots, arguments.only)
    else:
        judge.unreachable("roots: none named")
    compare_go(judge, arguments.only)
    for what in judge.unreached:
        print(f"not asked: {what}")
    print(f"{len(listed)} targets, {judge.compared} comparisons: {judge.different} differences, "
          f"{judge.explained} explained, {judge.left_open} verdicts left open; "
          f"{len(judge.unreached)} not asked")
    return judge.different > 0


if __name__ == "__main__":
    sys.exit(main())
