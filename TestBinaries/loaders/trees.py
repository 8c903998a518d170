"""Writes a situation's files, and asks a real loader what it makes of them."""

import contextlib
import dataclasses
import os
import re
import shutil
import subprocess

import small_elf

LDCONFIG = "/sbin/ldconfig"
NOBODY = 65534


@dataclasses.dataclass(frozen=True)
class Text:
    content: str
    executable: bool = False


@dataclasses.dataclass(frozen=True)
class Link:
    target: str


@dataclasses.dataclass(frozen=True)
class Situation:
    """A root, and how its program is started there.

    `called` is the path it is started by, where that is a link to `program`. With `cache`,
    ldconfig writes /etc/ld.so.cache, and `after_cache` are files to remove then. `hard_links` are
    made when they are needed, because git keeps none.
    """

    loader_kind: str
    name: str
    says: str
    loader_path: str
    tree: dict
    environment: dict = dataclasses.field(default_factory=dict)
    program: str = "/app/main"
    called: str = None
    loader: bool = True
    proc: bool = True
    secure: bool = False
    cache: bool = False
    after_cache: tuple = ()
    hard_links: tuple = ()
    processor: str = None


def write(situation, root, stub, work):
    """Writes the files of a situation, with a stub in the loader's place."""
    tree = dict(situation.tree)
    if situation.loader:
        tree[situation.loader_path.lstrip("/")] = stub
    for path, item in tree.items():
        put(os.path.join(root, path), item, work)
    if situation.cache:
        subprocess.run([LDCONFIG, "-X", "-C", "/etc/ld.so.cache", "-r", root], check=True)
        shutil.rmtree(root + "/var", ignore_errors=True)
    for path in situation.after_cache:
        os.remove(os.path.join(root, path))


def put(path, item, work):
    """Writes one file."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if isinstance(item, Link):
        os.symlink(item.target, path)
        return
    text = isinstance(item, Text)
    data = item.content.encode() if text else _built(item, work)
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, 0o755 if item.executable else 0o644)


BUILT = {}


def _built(item, work):
    if item not in BUILT:
        BUILT[item] = small_elf.build(item, work)
    return BUILT[item]


@contextlib.contextmanager
def laid_out(situation, tree, root, loader):
    """A copy of the tree with the real loader in the stub's place, and with /proc where wanted."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree, root, symlinks=True)
    for source, other in situation.hard_links:
        os.link(os.path.join(root, source), os.path.join(root, other))
    if situation.loader:
        place = root + situation.loader_path
        os.remove(place)
        shutil.copy(os.path.realpath(loader), place)
    if situation.secure:
        os.chmod(root + situation.program, 0o4755)
    if not situation.proc:
        yield
        return
    os.mkdir(root + "/proc")
    subprocess.run(["mount", "--bind", "/proc", root + "/proc"], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", root + "/proc"], check=True)


def judge(situation, tree, root, loader):
    """What the real loader does in a copy of the tree."""
    with laid_out(situation, tree, root, loader):
        return ask(situation, root)


def ask(situation, root):
    """What happens when the program is started there, and the list of its libraries."""
    called = situation.called or situation.program
    answer = {"listed": None}
    # musl's own list has the program's name where a program that runs has /proc/self/exe.
    by_name = situation.loader_kind == "musl" and (situation.called or not situation.proc)
    if situation.loader and not situation.secure and not by_name:
        answer["listed"] = _listed(situation, root, called)
    status, out, error = _run(situation, root, [called])
    # The program itself prints what is loaded: no output at all means that it was never reached.
    answer["loaded"] = _loaded(out) if out else None
    answer["exitStatus"] = status
    answer["error"] = error
    return answer


def _run(situation, root, command, together=False, **more):
    """Status, output and errors of a command in the root; the kernel's own word if it refuses."""
    def enter():
        os.chroot(root)
        os.chdir("/")
        if situation.secure:
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    errors = subprocess.STDOUT if together else subprocess.PIPE
    try:
        done = subprocess.run(command, env={**situation.environment, **more}, preexec_fn=enter,
                              stdout=subprocess.PIPE, stderr=errors, timeout=20)
    except OSError as refusal:
        return None, "", os.strerror(refusal.errno)
    return done.returncode, done.stdout.decode(), (done.stderr or b"").decode()


def _loaded(out):
    """Names in the loader's list without the program's and the kernel's own."""
    return [name for name in out.splitlines()[1:] if name not in ("linux-vdso.so.1", "")]


LINE = re.compile(r"\t(?P<name>.*?)(?: => (?P<path>.*?))?(?: \(0x[0-9a-f]+\))?"
                  r"|Error loading shared library (?P<missing>.*?): .*")


def _listed(situation, root, called):
    """Names and paths as ldd shows them, null for what is missing."""
    if situation.loader_kind == "musl":
        command, more = [situation.loader_path, "--list", called], {}
    else:
        command, more = [called], {"LD_TRACE_LOADED_OBJECTS": "1"}
    status, out, _ = _run(situation, root, command, together=True, **more)
    rows = []
    for line in out.splitlines():
        found = LINE.fullmatch(line)
        if not found or found["name"] in ("linux-vdso.so.1", "statically linked"):
            continue
        if found["missing"]:
            rows.append({"name": found["missing"], "path": None})
            continue
        name, path = found["name"], found["path"] or found["name"]
        rows.append({"name": name, "path": None if path == "not found" else path})
    # The loader gave up, or never ran.
    return rows if rows or status == 0 else None
