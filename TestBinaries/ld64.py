#!/usr/bin/env python3
"""Links for macOS in the place of a C compiler: what Go's linker says to one, said to ld64.lld.

`build.py` lays a copy beside the toolchains, as builds must not see where it comes from.
`$GOELF_LD64` has more options, by spaces.
"""

import os
import sys

LD64 = "/usr/lib/llvm-19/bin/ld64.lld"
# Libraries that are parts of libSystem, and options for a compiler alone.
IGNORED = ("-m64", "-lpthread", "-lm", "-ldl", "-pthread", "-Qunused-arguments", "-rdynamic")


def linker_options(words):
    """The linker's options in a compiler's."""
    options = []
    words = iter(words)
    for word in words:
        if word == "-target":
            options += ["-arch", next(words).split("-")[0].replace("aarch64", "arm64")]
        elif word.startswith("-Wl,"):
            options += word[4:].split(",")
        elif word == "-arch":
            options += [word, next(words)]
        elif word == "-shared" or word == "-dynamiclib":
            options.append("-dylib")
        elif word in IGNORED or word[:2] in ("-O", "-g") or word.startswith(("-f", "-mmacos")):
            if word == "-framework":
                options += [word, next(words)]
        else:
            options.append(word)
    return options


if __name__ == "__main__":
    stub = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libSystem.tbd")
    os.execv(LD64, [LD64] + linker_options(sys.argv[1:]) + os.environ["GOELF_LD64"].split()
             + [stub])
