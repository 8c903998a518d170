#!/usr/bin/env python3
"""Check the JSON of every command against the schema that `goelf schema` prints for it.

    Scripts/python.sh Tests/schemas.py GOELF

Each command reads all of TestBinaries, standard input, a text, an empty, a damaged and a missing
file in one run.  Of long lists, one object of each shape is validated: same keys, same types, same
choices.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARIES = sorted((ROOT / "TestBinaries" / "bin").iterdir())
# Enough for what takes its time with each byte.
SMALL = [str(path) for path in BINARIES if path.stat().st_size < 1 << 21][:40]


def shape(value, choices, key=None):
    """What of a value a schema of ours can tell apart."""
    if isinstance(value, dict):
        return tuple((k, shape(v, choices, k)) for k, v in sorted(value.items()))
    if isinstance(value, list):
        return frozenset(shape(v, choices, key) for v in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return "number" if 0 <= value < 1 << 64 else value
    return value if key in choices else type(value).__name__


def distinct(value, choices):
    """The value with one object of each shape in its lists."""
    if isinstance(value, dict):
        return {k: distinct(v, choices) for k, v in value.items()}
    if isinstance(value, list):
        return list({shape(v, choices): distinct(v, choices) for v in value}.values())
    return value


def with_choices(schema, name=None, found=None):
    """The names of all properties that a schema lets have certain values only."""
    found = set() if found is None else found
    if isinstance(schema, dict):
        if "enum" in schema or "const" in schema:
            found.add(name)
        for key, part in schema.items():
            with_choices(part, key if key not in ("items", "anyOf") else name, found)
    elif isinstance(schema, list):
        for part in schema:
            with_choices(part, name, found)
    return found


def unrepeated(pairs):
    """An object, if no key is there twice."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"repeated key in {keys}"
    return dict(pairs)


def shown(name):
    """What JSON has of a name that may be no UTF-8."""
    return os.fsencode(name).decode(errors="replace")


def raw_names(file):
    """What is wrong with the bytes beside the path of a file."""
    said = file.get("pathBytes")
    if ("\ufffd" in file["path"]) != (said is not None):
        return ["pathBytes is there without need, or missing"]
    if said is not None and shown(os.fsdecode(base64.b64decode(said))) != file["path"]:
        return ["path and pathBytes are different names"]
    return []


def check_targets(goelf):
    """What is wrong with the JSON of `targets`, which reads no file."""
    schema = json.loads(subprocess.run([goelf, "schema", "targets"], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    names = ["alpine:3.20+gcompat", "glibc:2.31", "musl:1.2.5", "kernel:4.18", "macos:13.5"]
    problems = []
    for asked in [], names:
        run = subprocess.run([goelf, "targets", "--json", *asked], check=True,
                             capture_output=True)
        document = json.loads(run.stdout.decode(), object_pairs_hook=unrepeated)
        for error in kind(schema).iter_errors(document):
            problems.append("/".join(map(str, error.absolute_path)) + f": {error.message[:300]}")
        if asked and [target["name"] for target in document["targets"]] != asked:
            problems.append("the targets are not those that were named, in their order")
    return problems


def check(goelf, command, paths, stdin, options=()):
    """What is wrong with the JSON of one command."""
    schema = json.loads(subprocess.run([goelf, "schema", command], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    more = {"buildinfo": ["--facts", "--var", "main.version", "--var", "runtime.iscgo"]}
    run = subprocess.run([goelf, command, "--json", *more.get(command, []), *options, *paths, "-"],
                         input=stdin,
                         capture_output=True)
    problems = []
    if run.returncode != 2:
        problems.append(f"status {run.returncode}, not 2, though files are damaged or missing")
    for line in run.stderr.decode().splitlines():
        if not line.startswith("goelf: error: "):
            problems.append(f"standard error says: {line}")
    if any(byte < 0x20 or byte == 0x7F for byte in run.stdout.rstrip(b"\n")):
        problems.append("a control character reached the output")
    document = json.loads(run.stdout.decode(), object_pairs_hook=unrepeated)
    if document["command"] != command:
        problems.append(f"names itself {document['command']}")
    if [file["path"] for file in document["files"]] != [*map(shown, paths), "-"]:
        problems.append("the files are not those that were named, in their order")
    problems += [problem for file in document["files"] for problem in raw_names(file)]
    choices = with_choices(schema)
    validator = kind(schema)
    for file in document["files"]:
        alone = distinct({**document, "files": [file]}, choices)
        for error in validator.iter_errors(alone):
            place = "/".join(map(str, error.absolute_path))
            problems.append(f"{file['path']}: {place}: {error.message[:300]}")
    return problems


def check_pairs(goelf, command, paths):
    """What is wrong with the JSON of `compare` and `snapshot`, which read two files and one."""
    schema = json.loads(subprocess.run([goelf, "schema", command], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    choices, validator, problems = with_choices(schema), kind(schema), []
    options = {"compare": ["--json"], "snapshot": []}[command]
    asked = list(zip(paths, paths[1:])) if command == "compare" else [(path,) for path in paths]
    runs = [(files, ["--functions", "--symbols"] if number % 3 == 0 else [])
            for number, files in enumerate(asked)]
    if command == "compare":
        # Of pairs that should be the same: other ones, equal ones, and what cannot be read.
        twins = list(zip(SMALL, SMALL[1:])) + [(path, path) for path in SMALL[:4]]
        odd = [path for path in paths if path not in map(str, BINARIES)]
        twins += [pair for path in odd
                  for pair in ((path, SMALL[0]), (SMALL[0], path), (path, path))]
        runs += [(files, ["--reproducible"]) for files in twins]
    for files, more in runs:
        run = subprocess.run([goelf, command, *options, *more, *files], capture_output=True)
        if any(byte < 0x20 or byte == 0x7F for byte in run.stdout.rstrip(b"\n")):
            problems.append("a control character reached the output")
        # Of what cannot be read there is no snapshot.
        if command == "snapshot" and run.returncode == 2 and not run.stdout:
            continue
        document = json.loads(run.stdout.decode(), object_pairs_hook=unrepeated)
        if [file["path"] for file in document["files"]] != list(map(shown, files)):
            problems.append("the files are not those that were named, in their order")
        problems += [problem for file in document["files"] for problem in raw_names(file)]
        if run.returncode == 0 and run.stderr:
            problems.append(f"standard error says: {run.stderr}")
        for error in validator.iter_errors(distinct(document, choices)):
            place = "/".join(map(str, error.absolute_path))
            problems.append(f"{files}: {place}: {error.message[:300]}")
    return problems


def check_rules(goelf):
    """What is wrong with the JSON of `explain`, which reads no files."""
    schema = json.loads(subprocess.run([goelf, "schema", "explain"], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    problems = []
    for words in (["--list"], ["library-missing"], ["version `GLIBC_2.34' not found"]):
        run = subprocess.run([goelf, "explain", "--json", *words], check=True,
                             capture_output=True)
        document = json.loads(run.stdout.decode(), object_pairs_hook=unrepeated)
        problems += [error.message[:300] for error in kind(schema).iter_errors(document)]
        problems += ["no rules"] * (not document["rules"])
    return problems


# What a policy may say, and what not; the schema has to agree with goelf on each.
POLICIES = [
    {}, {"targets": []}, {"targets": ["debian:12"]}, {"targets": [1]}, {"targets": "debian:12"},
    {"$schema": "x"}, {"$schema": 1}, {"target": []}, [], "x", 1, None,
    *({"failOn": value} for value in ("error", "note", "off", "", 1, None)),
    *({"severities": value} for value in (
        {}, {"too-large": "off"}, {"too-large": "fatal"}, {"too-small": "off"}, [], None,
        {"too-large": None})),
    *({"ignore": value} for value in (
        [], {}, None, [{}], [{"rule": "too-large", "reason": "r", "until": "2027-01-31"}],
        [{"rule": "too-large", "reason": "", "until": "2027-01-31"}],
        [{"rule": "too-large", "reason": "r", "until": "31.1.2027"}],
        [{"rule": "too-large", "reason": "r", "until": "2027-01-31", "who": "me"}],
        [{"rule": "nothing", "reason": "r", "until": "2027-01-31"}], [{"rule": "too-large"}])),
    *({"libraries": value} for value in ([], None, ["libc.so.6", "lib*"], [""], "libc.so.6", {})),
    *({"forbid": value} for value in (
        [], None, ["net/http/pprof", "a.b/..."], ["a b"], ["/x"], "x", [None])),
    *({"require": value} for value in (
        {}, {"go": ">=1.26"}, {"go": None}, {"go": ""}, {"go": 1.26}, {"a.b/c": "v0.25"}, [],
        None)),
    *({"goSum": value} for value in (None, [], ["missing.sum", 1], 1, {})),
    *({"checksums": value} for value in (None, ["checksums.txt"], 1, "", {})),
    *({"variables": value} for value in (
        {}, {"main.version": "1"}, {"main.version": None}, {"main.version": 1}, {"version": "1"},
        [], None)),
    *({"settings": value} for value in (
        {}, {"-trimpath": True, "a": "b", "c": 1, "d": None}, {"-trimpath": []}, {"x": {}}, [],
        None)),
    *({"maxSize": value} for value in (
        "80MB", "64 MiB", "1.5GB", 4096, None, "80", "80b", "80 MO", "", -1, 1.5, True, [])),
    *({"files": value} for value in (
        {}, {"x": {}}, {"x": None}, {"x": {"targets": []}}, {"x": {"maxSize": None}},
        {"x": {"files": {}}}, {"x": {"settings": {"-race": False}, "maxSize": True}}, [], None)),
]


def check_policy(goelf):
    """Where the schema of policies and goelf do not agree on what one may say."""
    schema = json.loads(subprocess.run([goelf, "schema", "policy"], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    examples = [{key: part["examples"][0]} for key, part in schema["properties"].items()]
    problems = [] if len(examples) > 10 else ["it has few keys"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for beside in "go.sum", "checksums.txt":
            (folder / beside).write_text("")
        for policy in POLICIES + examples:
            (folder / "policy.json").write_text(json.dumps(policy))
            run = subprocess.run([goelf, "check", "--policy", "policy.json", goelf], cwd=folder,
                                 capture_output=True, check=False)
            taken = b"policy.json:" not in run.stderr
            fits = kind(schema).is_valid(policy)
            if taken != fits or policy in examples and not taken:
                problems.append(f"{policy}: goelf {taken}, schema {fits}")
    return problems


def check_baseline(goelf):
    """What is wrong with a baseline that is written, or with that goelf takes it."""
    schema = json.loads(subprocess.run([goelf, "schema", "baseline"], check=True,
                                       capture_output=True).stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    with tempfile.TemporaryDirectory() as name:
        command = [goelf, "check", "--no-policy", "--target", "alpine:3.20", "--fail-on", "note"]
        paths = [path for path in map(str, BINARIES) if not path.endswith("-object")]
        write = ["--write-baseline", "base.json", *paths]
        run = subprocess.run(command + write, cwd=name, capture_output=True, check=False)
        if run.returncode == 2:
            # A few binaries are damaged: no baseline is made of half of them.
            if (pathlib.Path(name) / "base.json").exists():
                return ["it is written though files could not be read"]
            broken = {line.split(": ")[2] for line in run.stderr.decode().splitlines()}
            write = write[:2] + [path for path in paths if path not in broken]
            run = subprocess.run(command + write, cwd=name, capture_output=True, check=False)
        text = (pathlib.Path(name) / "base.json").read_text()
        document = json.loads(text, object_pairs_hook=unrepeated)
        problems = [error.message[:300] for error in kind(schema).iter_errors(document)]
        again = ["--baseline", "base.json", *write[2:]]
        known = subprocess.run(command + again, cwd=name, capture_output=True, check=False)
        statuses = run.returncode, known.returncode
        if statuses != (0, 0) or len(document["findings"]) < 10:
            problems.append(f"status {statuses}, {len(document['findings'])} findings")
        if len(text.splitlines()) != len(document["findings"]) + 2:
            problems.append("not a line for each finding")
        return problems


def main():
    goelf = str(pathlib.Path(sys.argv[1]).resolve())
    names = subprocess.run([goelf, "schema"], check=True, capture_output=True, text=True)
    commands = names.stdout.split()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        whole = (ROOT / "TestBinaries/bin/c-hello-dynamic-amd64").read_bytes()
        odd = {"text": b"hello\n", "empty": b"", "short": whole[:40], "half": whole[:8000],
               "bytes": whole.replace(b"libc.so.6", b"lib\xff\x1b.so6"),
               "archive": b"!<arch>\n" + b"x" * 60, os.fsdecode(b"na\xff\xe9me"): whole}
        for name, contents in odd.items():
            (folder / name).write_bytes(contents)
        paths = [*map(str, BINARIES), *(str(folder / name) for name in odd),
                 str(folder / "missing")]
        root = folder / os.fsdecode(b"root\xff")
        root.mkdir()
        trees = [["--tree"], ["--symbols", "--env", "LD_LIBRARY_PATH=/lib:\x1b"],
                 ["--root", str(root), "--secure"]]
        policy, base = (str(folder / os.fsdecode(name)) for name in (b"policy\xff", b"base\xff"))
        pathlib.Path(policy).write_text(json.dumps({
            "ignore": [{"rule": "interpreter-missing", "reason": "r", "until": "2999-12-31"}],
            "severities": {"library-missing": "off"}, "require": {"go": ">=1.27"}}))
        pathlib.Path(base).write_text(json.dumps({"schemaVersion": 1, "findings": [
            {"file": shown(path), "rule": "too-large", "message": "m"} for path in paths]}))
        held = ["--policy", policy, "--baseline", base,
                "--target", "debian:12,scratch", "--max-size", "1MB", "--forbid", "os/user"]
        checks = [held, ["--root", str(root), "--root", "/", "--page-size", "64k"],
                  ["--fail-on", "note", "--env", "LD_LIBRARY_PATH=/lib:\x1b"]]
        runs = [[name] for name in commands] + [["deps", *o] for o in trees]
        for command, *options in runs + [["check", *o] for o in checks]:
            if command == "targets":
                problems = check_targets(goelf)
            elif command in ("compare", "snapshot"):
                problems = check_pairs(goelf, command, paths)
            elif command == "explain":
                problems = check_rules(goelf)
            elif command == "policy":
                problems = check_policy(goelf)
            elif command == "baseline":
                problems = check_baseline(goelf)
            else:
                problems = check(goelf, command, paths, whole, options)
            for problem in problems[:20]:
                print(f"schemas: {' '.join([command, *options])}: {problem}")
            failed += bool(problems)
            passed += not problems
    print(f"schemas: {len(paths) + 1} files each, {passed} commands passed, {failed} failed")
    return failed > 0 or not commands


if __name__ == "__main__":
    sys.exit(main())
