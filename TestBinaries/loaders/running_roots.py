"""Makes the roots in which running.py starts programs: each has some of what they look for."""

import base64
import os
import re
import shutil
import subprocess
import zipfile

ZONES = "/usr/share/zoneinfo"
ZONE = "Europe/Paris"
USERS = ("root:x:0:0:root:/root:/bin/sh\n"
         "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n")
GROUPS = "root:x:0:\ndaemon:x:1:\n"
LIBRARIES = "/usr/lib/x86_64-linux-gnu"
LOADER = "/lib64/ld-linux-x86-64.so.2"
# Where running.py says of every name that there is no such host.
NAME_SERVER = "127.0.0.3"


class Certificate:
    """A server's certificate that is its own authority."""

    def __init__(self, folder):
        self.key = os.path.join(folder, "key.pem")
        self.path = os.path.join(folder, "certificate.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", self.key, "-out", self.path], check=True, capture_output=True)
        with open(self.path, encoding="ascii") as file:
            self.text = file.read()

    def base64(self):
        """The certificate without line breaks and words."""
        lines = [line for line in self.text.splitlines() if not line.startswith("-")]
        return base64.b64encode(base64.b64decode("".join(lines))).decode("ascii")


class Root:
    """A root in the making."""

    def __init__(self, folder, name):
        self.name = name
        self.path = os.path.join(folder, name)
        os.makedirs(self.path)
        self.environment = {}

    def text(self, path, text):
        """Puts a text file there."""
        self.file(path, text.encode("utf-8"))
        return self

    def file(self, path, data):
        """Puts a file there."""
        target = self.path + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(data)

    def copy(self, path, source):
        """Copies a file of this system."""
        target = self.path + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(source, target)
        return self

    def zones(self, folder=ZONES):
        """A folder with one time zone."""
        return self.copy(f"{folder}/{ZONE}", f"{ZONES}/{ZONE}")

    def users(self):
        """The lists of users and groups."""
        return self.text("/etc/passwd", USERS).text("/etc/group", GROUPS)

    def resolver(self, server="127.0.0.2"):
        """A name server, one that does not answer, and a host that needs none."""
        return self.text("/etc/resolv.conf", f"nameserver {server}\n").text(
            "/etc/hosts", "127.0.0.1 localhost other\n")

    def glibc(self):
        """This system's glibc, with its services of names."""
        self.copy(LOADER, LOADER).copy(f"{LIBRARIES}/ld-linux-x86-64.so.2", LOADER)
        for name in ("libc", "libnss_files", "libnss_dns", "libnss_compat"):
            number = "6" if name == "libc" else "2"
            self.copy(f"{LIBRARIES}/{name}.so.{number}", f"{LIBRARIES}/{name}.so.{number}")
        return self

    def variables(self, **variables):
        """Variables of the environment."""
        self.environment.update(variables)
        return self


def _zone_roots(make):
    make("zones").zones()
    make("zones-of-nixos").zones("/etc/zoneinfo")
    make("zones-empty").text("/usr/share/zoneinfo/.keep", "")
    os.remove(make.made[-1].path + "/usr/share/zoneinfo/.keep")
    make("zones-by-variable").zones("/opt/zones").variables(ZONEINFO="/opt/zones")
    make("zones-by-lost-variable").variables(ZONEINFO="/opt/zones")
    root = make("zones-of-go").variables(GOROOT="/go")
    os.makedirs(root.path + "/go/lib/time")
    with zipfile.ZipFile(root.path + "/go/lib/time/zoneinfo.zip", "w") as archive:
        archive.write(f"{ZONES}/{ZONE}", ZONE)


def _certificate_roots(make, certificate):
    text = certificate.text
    make("roots-of-debian").text("/etc/ssl/certs/ca-certificates.crt", text)
    make("roots-of-alpine").text("/etc/ssl/cert.pem", text)
    make("roots-in-folder").text("/etc/pki/tls/certs/one.0", text)
    # The first file that can be read ends the search.
    make("roots-behind-empty").text("/etc/ssl/certs/ca-certificates.crt", "").text(
        "/etc/ssl/cert.pem", text)
    make("roots-by-variable").text("/opt/roots.pem", text).variables(
        SSL_CERT_FILE="/opt/roots.pem")
    make("roots-by-folder-variable").text("/opt/roots/one.pem", text).variables(
        SSL_CERT_DIR="/none:/opt/roots")
    make("roots-by-lost-variable").text("/etc/ssl/cert.pem", text).variables(
        SSL_CERT_FILE="/none")


def _user_roots(make):
    make("users").users()
    make("users-without-groups").text("/etc/passwd", USERS)
    make("users-by-variables").variables(USER="somebody", HOME="/")
    make("users-by-one-variable").variables(USER="somebody")
    make("users-by-home").variables(HOME="/")


def make_roots(folder, certificate, libraries):
    """All roots; `libraries` has what is built for them, by name."""

    class Maker:
        """Makes roots, and keeps them."""
        made = []

        def __call__(self, name):
            self.made.append(Root(folder, name))
            return self.made[-1]

    make = Maker()
    make.made = []
    make("empty")
    _zone_roots(make)
    _certificate_roots(make, certificate)
    _user_roots(make)
    make("resolver").resolver()
    text = certificate.text
    make("like-debian").zones().users().resolver().glibc().text(
        "/etc/ssl/certs/ca-certificates.crt", text).copy(
            f"{LIBRARIES}/libgcc_s.so.1", f"{LIBRARIES}/libgcc_s.so.1").copy(
                f"{LIBRARIES}/libopened.so.1", libraries["opened"])
    make("like-alpine").users().resolver().text("/etc/ssl/cert.pem", text)
    make("like-distroless").zones().users().resolver().text(
        "/etc/ssl/certs/ca-certificates.crt", text).text("/etc/nsswitch.conf", "hosts: files dns\n")
    make("glibc-alone").glibc()
    make("glibc-and-users").glibc().users()
    services = "passwd: files lab\ngroup: files\nhosts: files lab dns\n"
    make("with-service").glibc().users().resolver(NAME_SERVER).text(
        "/etc/nsswitch.conf", services).copy(
            f"{LIBRARIES}/libnss_lab.so.2", libraries["service"])
    older = make("with-service-of-older-glibc").users().resolver(NAME_SERVER).text(
        "/etc/nsswitch.conf", services)
    for name in os.listdir(libraries["older"]):
        if re.fullmatch(r"(ld-|libc[.-]|libnss_(files|dns|compat)).*", name):
            older.copy(f"{LIBRARIES}/{name}", os.path.join(libraries["older"], name))
    older.copy(LOADER, os.path.join(libraries["older"], "ld-linux-x86-64.so.2"))
    older.copy(f"{LIBRARIES}/libnss_lab.so.2", libraries["service"])
    return make.made
