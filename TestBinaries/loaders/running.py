#!/usr/bin/env python3
"""Writes texts-running.json: what programs say that start, and then miss something.

    running.py [--goelf GOELF] [--only PROGRAM]

Small programs, each of which looks for one thing (`../sources/running`), are built by several
versions of Go, with C and without, and started in roots that have it, or have it not.  With a goelf
nothing is written: where a program fails, `goelf check` has to find a rule that tells its very words,
and where it does not, no rule may warn.  This needs root on Debian 12 with gcc and openssl, the
network for libraries of Debian 11, and Go as `../build.py` fetches it.
"""

import argparse
import functools
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, HERE)

import socket  # pylint: disable=wrong-import-position

import running_roots  # pylint: disable=wrong-import-position
import toolchains  # pylint: disable=wrong-import-position

FILE = os.path.join(HERE, "texts-running.json")
SOURCES = os.path.join(os.path.dirname(HERE), "sources/running")
VERSIONS = ("1.15", "1.19", "1.21", "1.24", "1.27")
STATIC = "-linkmode external -extldflags -static"


class Program:
    """A program, how it is built, and how it is started."""

    def __init__(self, source, go="1.27", cgo="0", *, arguments=(), environment=None,
                 only_in=None, **build):
        self.source, self.go, self.cgo, self.build = source, go, cgo, build
        self.only_in = only_in
        self.arguments, self.environment = arguments, environment or {}
        how = [word for word in (build.get("tags"), build.get("static")) if word]
        self.name = " ".join([source, *arguments, "by Go " + go,
                              "with C" if cgo == "1" else "without C", *how,
                              *(f"{name}={value}" for name, value in self.environment.items())])
        self.path = None


def programs():
    """All programs of Go."""
    for go in VERSIONS:
        yield Program("plain", go)
        yield Program("zone", go)
        yield Program("local", go, environment={"TZ": "Europe/Paris"})
        yield Program("tls", go, arguments=("SERVER",))
        yield Program("https", go, arguments=("SERVER",))
        yield Program("server", go, arguments=("127.0.0.1:0", "/none", "/none"))
        yield Program("user", go)
        yield Program("lookup", go, arguments=("daemon",))
        yield Program("group", go, arguments=("daemon",))
        yield Program("resolver", go, arguments=("other",))
        # Names that were inlined lie where they are not looked for up to Go 1.15.
        if go != "1.15":
            yield Program("plugin", go, arguments=("/none.so",))
    for go in ("1.19", "1.24", "1.27"):
        yield Program("zone", go, tags="timetzdata")
        yield Program("local", go, tags="timetzdata", environment={"TZ": "Europe/Paris"})
    for go in ("1.21", "1.27"):
        yield Program("tls", go, arguments=("SERVER",), tags="fallback")
    # Who has a service that knows them, and asks it.
    service = ("with-service", "with-service-of-older-glibc")
    yield Program("lookup", arguments=("labuser",), only_in=service)
    yield Program("resolver", arguments=("labhost",), only_in=service)
    yield Program("lookup", cgo="1", arguments=("labuser",), static="glibc-2.36", only_in=service)
    yield Program("lookup", cgo="1", arguments=("labuser",), only_in=service)
    for go in ("1.21", "1.27"):
        yield Program("zone", go, "1")
        yield Program("user", go, "1")
        yield Program("lookup", go, "1", arguments=("daemon",))
        yield Program("group", go, "1", arguments=("daemon",))
        yield Program("resolver", go, "1", arguments=("other",))
    cgo = {"GODEBUG": "netdns=cgo"}
    for static in ("glibc-2.31", "glibc-2.36"):
        yield Program("user", cgo="1", static=static)
        yield Program("lookup", cgo="1", arguments=("daemon",), static=static)
        yield Program("group", cgo="1", arguments=("daemon",), static=static)
        yield Program("resolver", cgo="1", arguments=("other",), static=static, environment=cgo)
        yield Program("plugin", cgo="1", arguments=("/plugin.so",), static=static)
        yield Program("plain", cgo="1", static=static)


def older_glibc(folder):
    """Unpacks the glibc of Debian 11, and returns how gcc links with it."""
    target = os.path.join(folder, "bullseye")
    packages = os.path.join(folder, "packages")
    os.makedirs(packages)
    subprocess.run(
        ["apt-get", "download", "libc6-dev", "libc6", "linux-libc-dev", "libcrypt-dev",
         "libgcc-10-dev"], cwd=packages, env=toolchains.apt_for_suite("bullseye"), check=True,
        capture_output=True)
    for name in os.listdir(packages):
        subprocess.run(["dpkg", "-x", os.path.join(packages, name), target], check=True)
    parts = [target + "/usr/lib/" + part
             for part in ("x86_64-linux-gnu", "gcc/x86_64-linux-gnu/10")]
    return " ".join(["gcc", "--sysroot=" + target, *(f"-B{part} -L{part}" for part in parts)])


class Builder:
    """Builds programs, each kind once."""

    def __init__(self, work, certificate):
        self.work, self.certificate = work, certificate
        self.known = {}
        self.compilers = {"glibc-2.36": "gcc", "glibc-2.31": older_glibc(work)}
        self.cache = os.path.join(toolchains.NEUTRAL, "running-cache")

    def go(self, program):
        """Builds a program of Go."""
        key = (program.source, program.go, program.cgo, *sorted(program.build.items()))
        if key in self.known:
            return self.known[key]
        static = program.build.get("static")
        out = os.path.join(self.work, f"program-{len(self.known)}")
        root = toolchains.go_root(program.go)
        environment = {
            "PATH": os.environ["PATH"], "HOME": self.work, "GOROOT": root, "GOCACHE": self.cache,
            "GOPATH": self.work + "/gopath", "GOENV": "off", "GOPROXY": "off", "GOSUMDB": "off",
            "GOTOOLCHAIN": "local", "GOTELEMETRY": "off", "GO111MODULE": "on",
            "CGO_ENABLED": program.cgo, "CC": self.compilers.get(static, "gcc")}
        flags = STATIC if static else ""
        tags = program.build.get("tags", "none")
        if tags == "fallback":
            flags = "-X main.certificate=" + self.certificate.base64()
        subprocess.run([root + "/bin/go", "build", "-trimpath", "-o", out, "-tags", tags,
                        "-ldflags", flags, "./" + program.source],
                       cwd=SOURCES, env=environment, check=True, capture_output=True)
        self.known[key] = out
        return out

    def c(self, name, source, *flags):
        """Builds a program or library of C."""
        out = os.path.join(self.work, name)
        subprocess.run(["gcc", "-O1", "-o", out, os.path.join(SOURCES, "c", source), *flags],
                       check=True)
        return out


class Server:
    """A server that shows the certificate to all who ask."""

    def __init__(self, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.path, certificate.key)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        threading.Thread(target=self.serve, args=(context,), daemon=True).start()

    def serve(self, context):
        """Shakes hands, answers, and hangs up."""
        while True:
            connection, _ = self.socket.accept()
            connection.settimeout(10)
            try:
                with context.wrap_socket(connection, server_side=True) as talk:
                    talk.recv(4096)
                    talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            except OSError:
                pass


def serve_names():
    """Says of every name that there is no such host."""
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind((running_roots.NAME_SERVER, 53))
    while True:
        question, sender = names.recvfrom(4096)
        names.sendto(question[:2] + b"\x81\x83" + question[4:6] + bytes(6)
                     + question[12:question.index(b"\0", 12) + 5], sender)


def execute(program, root, server):
    """What a program says in a root: the first line, None where all is well."""
    inside = os.path.join(root.path, "app")
    shutil.copy(program.path, inside)
    plugin = os.path.join(root.path, "plugin.so")
    if "/plugin.so" in program.arguments:
        shutil.copy(os.path.join(os.path.dirname(HERE), "bin/plugged-amd64-go1.27"), plugin)

    def enter():
        os.chroot(root.path)
        os.chdir("/")

    arguments = [server.address if word == "SERVER" else word for word in program.arguments]
    try:
        result = subprocess.run(
            ["/app", *arguments], env={**root.environment, **program.environment},
            preexec_fn=enter, check=False, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        return "START", None
    finally:
        for path in (inside, plugin):
            if os.path.exists(path):
                os.remove(path)
    if result.returncode == 0:
        return None, None
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    return lines[0] if lines else "signal", result.returncode


def findings(goelf, program, root):
    """What goelf finds: the findings of rules about what happens after the start, and the verdict."""
    variables = {**root.environment, **program.environment}
    command = [goelf, "check", "--json", "--root", root.path, "--at", "/app"]
    for name, value in variables.items():
        command += ["--env", f"{name}={value}"]
    result = subprocess.run(command + [program.path], check=False, capture_output=True, text=True)
    image = json.loads(result.stdout)["files"][0]["images"][0]
    verdict = image["verdicts"][0]
    found = verdict["findings"] + image.get("findings", [])
    # How the program was built is for other judges.
    return [f for f in found if kind(goelf, f["rule"]) in ("start", "running")], verdict["runs"]


@functools.cache
def kind(goelf, rule):
    """What kind of rule it is."""
    page = subprocess.run([goelf, "explain", "--json", rule], check=True, capture_output=True)
    return json.loads(page.stdout)["rules"][0]["kind"]


def pattern(text):
    """What a text says, parts in braces being any."""
    return ".*" + re.sub(r"\\{\w+\\}", ".+", re.escape(text)) + ".*"


class Judge:
    """Holds what goelf finds against what happened."""

    def __init__(self, goelf):
        self.goelf = goelf
        self.wrong = self.pairs = self.failed = 0
        self.errors = {}
        self.counts = {}

    def texts(self, rule):
        """The texts on a rule's page."""
        if rule not in self.errors:
            page = subprocess.run([self.goelf, "explain", "--json", rule], check=True,
                                  capture_output=True, text=True).stdout
            self.errors[rule] = json.loads(page)["rules"][0]["errors"]
        return self.errors[rule]

    def compare(self, program, root, text):
        """One program in one root."""
        self.pairs += 1
        found, runs = findings(self.goelf, program, root)
        if text == "START" or runs == "no":
            # What kernel and loader refuse is for other judges.
            self.expect(text is not None and runs == "no"
                        and all(f["severity"] == "error" for f in found),
                        program, root, text, found)
            return
        warnings = [f for f in found if f["severity"] != "note"]
        if text is None or program.source == "server":
            # `server` fails for its own reasons: no word of it is that of a rule.
            told = text and [f for f in found if self.tells(f, text)]
            self.expect(not warnings and not told, program, root, text, found)
            return
        self.failed += 1
        telling = [f for f in found if self.tells(f, text)]
        others = [f for f in warnings if not self.tells(f, text)]
        for finding in telling:
            self.counts[finding["rule"]] = self.counts.get(finding["rule"], 0) + 1
        self.expect(telling and not others, program, root, text, found)

    def tells(self, finding, text):
        """Whether a finding tells a text: where it foretells one, that very text."""
        foretold = finding["predictedError"]
        if foretold:
            return re.fullmatch(pattern(foretold), text) is not None
        if "is static, which no plugin" in finding["message"]:
            # It ends in one way or another, as the page has it.
            return True
        if finding["message"].startswith("TZ "):
            return text == "local times are those of UTC"
        return any(re.fullmatch(pattern(known), text) for known in self.texts(finding["rule"]))

    def expect(self, is_right, program, root, text, found):
        """Says what is wrong."""
        if is_right:
            return
        self.wrong += 1
        told = [(f["rule"], f["severity"], f["predictedError"]) for f in found]
        print(f"{program.name} in {root.name}: {text!r}, found {told}")


def c_programs(builder):
    """Programs of C, started by glibc's loader."""
    for name, source, flags in (
            ("pthread_exit", "threads.c", ()), ("pthread_cancel", "threads.c", ("-DCANCEL",)),
            ("dlopen", "opens.c", ())):
        program = Program(name, cgo="1")
        program.name = name + " in C"
        program.path = builder.c(name, source, *flags)
        yield program


def main():
    """Builds and starts everything."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--goelf")
    parser.add_argument("--only", help="programs whose names begin so")
    options = parser.parse_args()
    judge = Judge(os.path.abspath(options.goelf)) if options.goelf else None
    texts = {}
    with tempfile.TemporaryDirectory() as work:
        certificate = running_roots.Certificate(work)
        server = Server(certificate)
        threading.Thread(target=serve_names, daemon=True).start()
        builder = Builder(work, certificate)
        libraries = {
            "service": builder.c("libnss_lab.so.2", "service.c", "-shared", "-fPIC",
                                 "-Wl,-soname,libnss_lab.so.2"),
            "older": os.path.join(work, "bullseye/lib/x86_64-linux-gnu"),
            "opened": builder.c("libopened.so.1", "service.c", "-shared", "-fPIC",
                                "-Wl,-soname,libopened.so.1")}
        roots = running_roots.make_roots(os.path.join(work, "roots"), certificate, libraries)
        wanted = [p for p in programs() if p.name.startswith(options.only or "")]
        for program in wanted:
            program.path = builder.go(program)
        for program in wanted + list(c_programs(builder)):
            for root in roots:
                if program.only_in and root.name not in program.only_in:
                    continue
                text, _ = execute(program, root, server)
                if judge:
                    judge.compare(program, root, text)
                elif text not in (None, "START") and program.source != "server":
                    # What varies from run to run would be another text each time.
                    text = text.replace(server.address, "127.0.0.1:443")
                    text = re.sub(r"(127\.0\.0\.1|\[::1\]):\d{4,5}->", r"\1:40000->", text)
                    texts.setdefault(text, f"{program.name} in {root.name}")
    if judge:
        print(f"{judge.pairs} pairs, {judge.failed} that fail, {judge.wrong} otherwise:",
              ", ".join(f"{rule} {count}" for rule, count in sorted(judge.counts.items())))
        return 1 if judge.wrong else 0
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(
            json.dumps({"by": by, "text": text}) for text, by in texts.items()) + "\n]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
