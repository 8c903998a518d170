"""A Go program of 100,000 functions, and a Go program that lists them with debug/gosym.

Both are built once and kept: compiling so many functions takes a minute.
"""

import os
import subprocess

FUNCTIONS = 95_000  # those of the standard library come on top
PER_FILE = 5_000


def build(go, source, output):
    environment = dict(os.environ, CGO_ENABLED="0", GOTOOLCHAIN="local", GOPROXY="off", GOFLAGS="",
                       GOENV="off", GOWORK="off")
    subprocess.run([go, "build", "-o", output, "."], cwd=source, env=environment, check=True)


def write_sources(folder):
    """Functions that call nothing and cannot be inlined, all of them in use."""
    tables = range(FUNCTIONS // PER_FILE)
    for table in tables:
        numbers = range(table * PER_FILE, (table + 1) * PER_FILE)
        with open(os.path.join(folder, f"table{table}.go"), "w", encoding="utf-8") as file:
            file.write("package main\n")
            for number in numbers:
                file.write(f"//go:noinline\nfunc valueOfNumber{number}(x int) int "
                           f"{{ if x > {number} {{ return x*{number} }}; return x - {number} }}\n")
            names = ",".join(f"valueOfNumber{number}" for number in numbers)
            file.write(f"var table{table} = []func(int) int{{{names}}}\n")
    with open(os.path.join(folder, "main.go"), "w", encoding="utf-8") as file:
        loops = "".join(f"for _, f := range table{table} {{ sum += f(len(os.Args)) }}\n"
                        for table in tables)
        file.write('package main\nimport ("net/http"; "os")\nfunc main() {\nsum := 0\n'
                   f"{loops}os.Exit(sum + http.StatusOK)\n}}\n")
    with open(os.path.join(folder, "go.mod"), "w", encoding="utf-8") as file:
        file.write("module example.com/many\n\ngo 1.21\n")


def many_functions(go, folder):
    program = os.path.join(folder, "many-functions", "many")
    if not os.path.exists(program):
        os.makedirs(os.path.dirname(program), exist_ok=True)
        write_sources(os.path.dirname(program))
        build(go, os.path.dirname(program), program)
    return program


def peer(go, folder):
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(folder, "gosymjson")
    build(go, os.path.join(here, "gosymjson"), program)
    return program
