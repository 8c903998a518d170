"""The list of test binaries: what each is made from, and what that alone says about it."""

import dataclasses

OBJCOPY = "/usr/lib/llvm-19/bin/llvm-objcopy"
LLD = "-B/usr/lib/llvm-19/bin -fuse-ld=lld"
STRIPPED = "-s -w"


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How one binary is made.

    `steps` are commands run in a copy of the program's folder; they may hold {out}, {cc} and the
    names of tools. `truth` says what the recipe proves, whatever the file looks like.
    """

    id: str
    program: str
    goarch: str
    truth: dict
    steps: tuple
    args: tuple
    goos: str = "linux"
    go: str = None
    cc: str = None
    env: tuple = ()
    folder: str = ""
    git: bool = False


RECIPES = []


def truth(linkage, libc, type, cgo=False, **more):
    """The manifest's `truth`, in its fixed order."""
    return {"linkage": linkage, "libc": libc, "type": type, "cgo": cgo, **more}


STATIC = truth("static", "none", "executable")
NO_LIBRARIES = truth("dynamic-without-libraries", "glibc", "pie")
DYNAMIC = truth("dynamic", "glibc", "executable", cgo=True)
MUSL = truth("dynamic", "musl", "executable", cgo=True)
MUSL_STATIC = truth("static", "musl", "executable", cgo=True)


def go(name, program, version, known, goarch="amd64", goos="linux", cc=None, ldflags=STRIPPED,
       args=(), env=None, after=(), folder="", git=False):
    """Adds a Go program. `known` is its truth; a C compiler turns cgo on."""
    flags = (f"-ldflags={ldflags}",) if ldflags else ()
    recipe_args = tuple(args) + flags
    settings = {"GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "1" if cc else "0", **(env or {})}
    RECIPES.append(Recipe(
        id=f"{name}-go{version}", program=program, goos=goos, goarch=goarch, go=version, cc=cc,
        args=recipe_args, env=tuple(settings.items()), truth=known, folder=folder, git=git,
        steps=(("{go}", "build", "-p", "1", "-o", "{out}") + recipe_args + (".",),) + after))


def c(name, source, known, cc="gcc", args="", goarch="amd64", goos="linux", before=(), after=(),
      program="c"):
    """Adds a C program. `args` is one string of words."""
    words = tuple(args.split())
    steps = tuple(tuple(step.split()) for step in before)
    steps += (("{cc}", "-o", "{out}", source) + words,)
    steps += tuple(tuple(step.split()) for step in after)
    RECIPES.append(Recipe(id=name, program=f"{program}/{source}", goos=goos, goarch=goarch, cc=cc,
                          args=words, truth=known, steps=steps))


def external(flags):
    """Linker flags that hand the link to the C compiler, with `flags` for it."""
    return f'-linkmode=external {STRIPPED} "-extldflags={flags}"'


# Without inlining, a program is a tenth smaller.
NO_INLINING = ("-gcflags=all=-l",)

# The one program of Go 1.17, whose function table differs from both neighbours'.
RECIPES.append(Recipe(
    id="testdata-amd64-go1.17", program="go117", goarch="amd64", go="1.17", truth=STATIC,
    args=("-trimpath",),
    steps=(("sh", "-c", "base64 -d $GOROOT/src/debug/buildinfo/testdata/go117/go117.base64 >{out}"),
           ("strip", "--strip-debug", "{out}"))))

# One plain static program for each Go; some keep their symbols. Git stores those of one Go and one
# processor as small differences to each other, so variants stick to few Go versions.
go("tiny-static-amd64", "tiny", "1.15", STATIC, ldflags="-w")
go("tiny-static-amd64", "tiny", "1.19", STATIC, ldflags="-w")
go("tiny-static-amd64", "tiny", "1.21", STATIC)
go("tiny-static-amd64", "tiny", "1.22", STATIC, ldflags="-w")
go("tiny-static-amd64", "tiny", "1.23", STATIC, args=NO_INLINING)
go("tiny-static-amd64", "tiny", "1.24", STATIC)
go("tiny-static-amd64", "tiny", "1.25", STATIC, args=NO_INLINING)
go("tiny-static-amd64", "tiny", "1.26", STATIC, args=NO_INLINING)
go("tiny-static-amd64", "tiny", "1.27", STATIC, ldflags="-w")

# The same, differently made.
go("tiny-trimpath-amd64", "tiny", "1.24", STATIC, args=("-trimpath",),
   ldflags=STRIPPED + " -X main.version=1.2.3")
go("tiny-static-nosections-amd64", "tiny", "1.27", dict(STATIC, note="no section header table"),
   ldflags="-w", after=((OBJCOPY, "--strip-sections", "{out}"),))
go("tiny-pie-amd64", "tiny", "1.15", NO_LIBRARIES, args=("-buildmode=pie",))
go("tiny-pie-amd64", "tiny", "1.24", NO_LIBRARIES, args=("-buildmode=pie",))
go("tiny-pie-amd64", "tiny", "1.27", NO_LIBRARIES, args=("-buildmode=pie",))

# C in it: linked by Go, then by C compilers.
RUNTIME_ONLY = dict(DYNAMIC, note="runtime/cgo is linked, but no package calls C")
go("runtimecgo-runpath-amd64", "runtimecgo", "1.19", RUNTIME_ONLY, cc="gcc",
   ldflags=STRIPPED + " -r $ORIGIN/../lib:/opt/example/lib")
go("runtimecgo-internal-amd64", "runtimecgo", "1.27", RUNTIME_ONLY, cc="gcc")
go("cgo-dynamic-amd64", "cgo", "1.19", DYNAMIC, cc="gcc", ldflags="-w")
go("cgo-dynamic-amd64", "cgo", "1.27", DYNAMIC, cc="gcc", ldflags="-w")
go("cgo-runpath-amd64", "cgo", "1.27", DYNAMIC, cc="gcc",
   ldflags=external("-Wl,-rpath,$ORIGIN/../lib -Wl,--enable-new-dtags"))
go("cgo-static-amd64", "cgo", "1.27", truth("static", "glibc", "executable", cgo=True), cc="gcc",
   ldflags=external("-static"))
go("cgo-pie-amd64", "cgo", "1.24", truth("dynamic", "glibc", "pie", cgo=True), cc="gcc",
   args=("-buildmode=pie",))
go("cgo-pie-amd64", "cgo", "1.27", truth("dynamic", "glibc", "pie", cgo=True), cc="gcc",
   args=("-buildmode=pie",))
go("cgo-pie-relr-amd64", "cgo", "1.24",
   truth("dynamic", "glibc", "pie", cgo=True,
         note="lld: DT_RELR without GLIBC_ABI_DT_RELR, which glibc refuses to start"), cc="gcc",
   args=("-buildmode=pie",), ldflags=external(LLD + " -Wl,--pack-dyn-relocs=relr"))
STATIC_PIE = truth("static-pie", "glibc", "pie", cgo=True)
go("cgo-musl-static-pie-amd64", "cgo", "1.24", truth("static-pie", "musl", "pie", cgo=True),
   cc="zig x86_64-linux-musl", args=("-buildmode=pie",), ldflags=external("-s -static-pie"))
go("cgo-static-pie-amd64", "cgo", "1.27", STATIC_PIE, cc="gcc", args=("-buildmode=pie",),
   ldflags=external("-static-pie"))
go("cgo-musl-amd64", "cgo", "1.19", MUSL, cc="musl-gcc")
go("cgo-musl-amd64", "cgo", "1.27", MUSL, cc="zig x86_64-linux-musl -dynamic",
   ldflags=external("-s"))
go("cgo-musl-static-amd64", "cgo", "1.19", MUSL_STATIC, cc="musl-gcc", ldflags=external("-static"))
go("cgo-musl-static-amd64", "cgo", "1.27", MUSL_STATIC, cc="zig x86_64-linux-musl",
   ldflags=external("-s"))
go("cgo-gnu2.17-amd64", "cgo", "1.27", DYNAMIC, cc="zig x86_64-linux-gnu.2.17",
   ldflags=external("-s"))
go("cgo-gnu2.39-amd64", "cgo", "1.27", DYNAMIC, cc="zig x86_64-linux-gnu.2.39",
   ldflags=external("-s"))
go("cgo-dynamic-arm64", "cgo", "1.27", DYNAMIC, goarch="arm64", cc="aarch64-linux-gnu-gcc")
go("cgo-dynamic-s390x", "cgo", "1.27", DYNAMIC, goarch="s390x", cc="s390x-linux-gnu-gcc")
LIBRARY = truth("shared-library", "glibc", "shared-object", cgo=True)
go("shared-amd64", "shared", "1.27", LIBRARY, cc="gcc", args=("-buildmode=c-shared",))
go("shared-amd64", "shared", "1.24", LIBRARY, cc="gcc", args=("-buildmode=c-shared",))
go("archive-amd64", "shared", "1.19",
   truth(None, "unknown", "relocatable", cgo=True, note="an ar archive of relocatable files"),
   cc="gcc", args=("-buildmode=c-archive",))
go("netuser-cgo-amd64", "netuser", "1.22", DYNAMIC, cc="gcc")
go("netuser-tags-amd64", "netuser", "1.22",
   dict(STATIC, note="CGO_ENABLED=1, yet the tags leave no C"), cc="gcc",
   args=("-tags=netgo,osusergo",))
go("netuser-nocgo-amd64", "netuser", "1.22", STATIC)

# What programs rely on when they run, and flags of the build that show.
go("relies-amd64", "relies", "1.21",
   dict(STATIC, facts={
       "time-zones": "yes", "embedded-time-zones": "yes", "os-exec": "yes",
       "read-build-info": "yes", "cover": "yes", "cpu-level": "v3", "race": "no",
       "dns-resolver": "none", "os-user": "none"}),
   args=("-cover", "-pgo=default.pgo") + NO_INLINING, env={"GOAMD64": "v3"})

# What only C can do, or watch for; each is also the others' negative. Git gains by old and by arm64
# versions: their runtime and their BoringCrypto are the smallest.
NOT_RELIED_ON = {name: "no" for name in (
    "plugin", "race", "msan", "asan", "boringcrypto", "system-roots", "embedded-roots")}


def relies(*names):
    """The truth of a program that relies on nothing else of those seven."""
    return dict(DYNAMIC, facts={**NOT_RELIED_ON, **{name: "yes" for name in names}})


go("plugin-asan-amd64", "linked/plugin", "1.19", relies("plugin", "asan"), cc="gcc",
   folder="plugin", args=("-asan",) + NO_INLINING)
# Plugins: one that the program above takes, one that it refuses as it is made without the checks,
# and one of another Go. They have the same libraries as a shared library.
go("plugged-asan-amd64", "plugged", "1.19", LIBRARY, cc="gcc",
   args=("-buildmode=plugin", "-asan") + NO_INLINING)
go("plugged-amd64", "plugged", "1.19", LIBRARY, cc="gcc", args=("-buildmode=plugin",))
go("plugged-amd64", "plugged", "1.27", LIBRARY, cc="gcc", args=("-buildmode=plugin",))
go("tiny-msan-amd64", "tiny", "1.19", relies("msan"), cc="clang-19", args=("-msan",) + NO_INLINING)
go("roots-race-arm64", "linked/roots", "1.21",
   relies("race", "boringcrypto", "system-roots", "embedded-roots"), goarch="arm64",
   cc="aarch64-linux-gnu-gcc", folder="roots", args=("-race",) + NO_INLINING,
   env={"GOEXPERIMENT": "boringcrypto"})

# The same as above with the variable set, and with symbols that lead to it.
go("tiny-variable-pie-amd64", "tiny", "1.27", NO_LIBRARIES, args=("-buildmode=pie",),
   ldflags="-w -X main.version=1.2.3")
go("tiny-variable-s390x", "tiny", "1.27", STATIC, goarch="s390x",
   ldflags="-w -X main.version=1.2.3")

# A frozen FIPS 140 module in a program that is declared an executable and is none; its symbols
# lead to the GOROOT that the runtime falls back on.
go("fips-amd64", "fips", "1.27", dict(NO_LIBRARIES, note="declared -buildmode=exe"),
   ldflags="-w -buildmode=pie", env={"GOFIPS140": "v1.0.0"})

# Build information with modules, and settings that need quotes.
QUOTED = """-s -w -X 'main.version=1.2.3 "quoted"'"""
MODULES = {"GOFLAGS": "-mod=mod", "GOPROXY": "file://{proxy}"}
go("deps-amd64", "deps", "1.19", STATIC, folder="app", args=("-tags=first,second",),
   ldflags=QUOTED, env=MODULES)
go("deps-amd64", "deps", "1.27",
   dict(STATIC, note="from a git work tree with a tag and a change on top of it"),
   folder="app", args=("-tags=first,second",), ldflags=QUOTED, env=MODULES, git=True)

# Other processors and systems.
for processor in ("386", "s390x", "mips"):
    go("tiny-static-" + processor, "tiny", "1.15", STATIC, goarch=processor, args=NO_INLINING)
for processor in ("arm", "loong64", "mips", "ppc64", "ppc64le", "riscv64"):
    go("tiny-static-" + processor, "tiny", "1.21", STATIC, goarch=processor, args=NO_INLINING)
for processor in ("arm64", "s390x"):
    go("tiny-static-" + processor, "tiny", "1.27", STATIC, goarch=processor)
go("tiny-pie-arm64", "tiny", "1.27", NO_LIBRARIES, goarch="arm64", args=("-buildmode=pie",))
go("tiny-android-arm64", "tiny", "1.27",
   truth("dynamic-without-libraries", "bionic", "pie"), goos="android", goarch="arm64")
go("tiny-freebsd-amd64", "tiny", "1.21", STATIC, goos="freebsd")
go("tiny-netbsd-amd64", "tiny", "1.21", STATIC, goos="netbsd")
go("tiny-openbsd-amd64", "tiny", "1.21", truth("dynamic", "unknown", "executable"),
   goos="openbsd")

# With debug information: only the sections that name compile units, as the rest is large.
UNITS_ONLY = (OBJCOPY,) + tuple(
    word for kind in ("debug", "zdebug")
    for name in ("line", "frame", "loc", "loclists", "ranges", "rnglists", "addr", "aranges")
    for word in ("-R", f".{kind}_{name}")) + ("{out}",)
DWARF = "with debug information"
go("cgo-dwarf-amd64", "cgo", "1.27", dict(DYNAMIC, note=DWARF), cc="gcc", ldflags="",
   after=(UNITS_ONLY,))
go("tiny-dwarf-amd64", "tiny", "1.15", dict(STATIC, note=DWARF + ", .zdebug_ sections"),
   ldflags="", after=(("objcopy",) + UNITS_ONLY[1:],))
go("tiny-dwarf-s390x", "tiny", "1.27", dict(STATIC, note=DWARF), goarch="s390x", ldflags="",
   after=(UNITS_ONLY + ("-R", ".symtab", "-R", ".strtab"),))

# C alone, on this processor.
C_PIE = truth("dynamic", "glibc", "pie", cgo=False)
C_DYNAMIC = truth("dynamic", "glibc", "executable")
C_LIBRARY = truth("shared-library", "unknown", "shared-object")
OBJECT = truth(None, "unknown", "relocatable")
VERSIONS = "-shared -fPIC -Wl,--version-script=versions.map -Wl,-soname,libversions.so.1"
c("c-hello-pie-amd64", "hello.c", C_PIE, args="-O2 -pie")
c("c-hello-dynamic-amd64", "hello.c", C_DYNAMIC, args="-O2 -no-pie")
c("c-hello-debug-amd64", "hello.c",
  truth(None, "unknown", "pie", note="debug information only: no bytes for the interpreter"),
  args="-O2 -g -pie -ffile-prefix-map=/tmp=.", after=["objcopy --only-keep-debug {out}"])
c("c-hello-zdebug-amd64", "hello.c", dict(C_PIE, note=".zdebug_ sections"),
  args="-O2 -g -pie -Wl,--compress-debug-sections=zlib-gnu")
c("c-hello-zlib-amd64", "hello.c", dict(C_PIE, note="SHF_COMPRESSED, ELFCOMPRESS_ZLIB"),
  args="-O2 -g -pie -Wl,--compress-debug-sections=zlib-gabi")
c("c-hello-zstd-amd64", "hello.c", dict(C_PIE, note="SHF_COMPRESSED, ELFCOMPRESS_ZSTD"),
  args=f"-O2 -g -pie {LLD} -Wl,--compress-debug-sections=zstd")
c("c-hello-sysvhash-amd64", "hello.c", dict(C_PIE, note="DT_HASH only"),
  args="-O2 -pie -Wl,--hash-style=sysv")
c("c-hello-gnuhash-amd64", "hello.c", dict(C_PIE, note="DT_GNU_HASH only"),
  args="-O2 -pie -Wl,--hash-style=gnu")
c("c-hello-sysvhash-nosections-amd64", "hello.c",
  dict(C_PIE, note="DT_HASH only, no section header table"),
  args="-O2 -pie -Wl,--hash-style=sysv", after=[OBJCOPY + " --strip-sections {out}"])
c("c-hello-gnuhash-nosections-amd64", "hello.c",
  dict(C_PIE, note="DT_GNU_HASH only, no section header table"),
  args="-O2 -pie -Wl,--hash-style=gnu", after=[OBJCOPY + " --strip-sections {out}"])
c("c-hello-relr-amd64", "hello.c", dict(C_PIE, note="DT_RELR, GLIBC_ABI_DT_RELR"),
  args="-O2 -pie -Wl,-z,pack-relative-relocs")
c("c-hello-androidrel-amd64", "hello.c",
  dict(C_PIE, note="DT_ANDROID_RELA: does not run with glibc"),
  args=f"-O2 -pie {LLD} -Wl,--pack-dyn-relocs=android")
c("c-hello-gold-amd64", "hello.c", dict(C_PIE, note="linked by gold"),
  args="-O2 -pie -fuse-ld=gold")
c("c-hello-lld-amd64", "hello.c", dict(C_PIE, note="linked by lld"), args=f"-O2 -pie {LLD}")
c("c-hello-rpath-amd64", "hello.c", dict(C_PIE, note="DT_RPATH"),
  args="-O2 -pie -Wl,--disable-new-dtags -Wl,-rpath,$ORIGIN/../lib:/opt/example/lib")
c("c-hello-runpath-amd64", "hello.c", dict(C_PIE, note="DT_RUNPATH"),
  args="-O2 -pie -Wl,--enable-new-dtags -Wl,-rpath,${ORIGIN}/$LIB:/opt/example/$PLATFORM")
c("c-packed-amd64", "hello.c",
  truth("static", "unknown", "executable", note="packed by UPX: what can be read is its stub"),
  cc="musl-gcc", args="-O2 -s -static", after=["{upx} -q {out}"])
c("c-oldapi-amd64", "oldapi.c",
  dict(C_PIE, apiFloor="2.2.5", note="floor 2.34 when linked with glibc 2.34 or later"),
  args="-O2 -pie")
c("c-versions-amd64", "versions.c", dict(C_LIBRARY, note="VERDEF with parents, hidden versions"),
  args=VERSIONS)
c("c-versions-nosections-amd64", "versions.c", C_LIBRARY, args=VERSIONS,
  after=[OBJCOPY + " --strip-sections {out}"])
c("c-useversions-amd64", "useversions.c", C_PIE, args="-pie ./libversions.so.1",
  before=["{cc} -o libversions.so.1 versions.c " + VERSIONS])
c("c-freestanding-object-amd64", "freestanding.c", OBJECT, args="-O2 -c")
c("c-freestanding-library-amd64", "freestanding.c",
  dict(C_LIBRARY, note="needs no library"),
  args="-O2 -shared -fPIC -nostdlib")
c("c-hello-object-amd64", "hello.c", truth(None, "unknown", "relocatable"),
  args="-O2 -g -c -ffunction-sections")
c("c-musl-dynamic-amd64", "hello.c", truth("dynamic", "musl", "executable"), cc="musl-gcc",
  args="-O2 -no-pie")
c("c-musl-pie-amd64", "hello.c", truth("dynamic", "musl", "pie"), cc="musl-gcc", args="-O2 -pie")
c("c-musl-static-amd64", "hello.c", truth("static", "musl", "executable"), cc="musl-gcc",
  args="-O2 -s -static")
c("c-musl-static-pie-amd64", "hello.c", truth("static-pie", "musl", "pie"),
  cc="zig x86_64-linux-musl", args="-O2 -s -static -fPIE -pie")
c("c-musl-library-amd64", "hello.c", truth("shared-library", "musl", "shared-object"),
  cc="musl-gcc", args="-O2 -shared -fPIC -Wl,-soname,libhello.so.1")
c("c-gnu2.17-amd64", "oldapi.c", dict(C_DYNAMIC, note="linked for glibc 2.17"),
  cc="zig x86_64-linux-gnu.2.17", args="-O2 -s -no-pie -ldl -lpthread")
c("c-gnu2.39-amd64", "oldapi.c", dict(C_DYNAMIC, note="linked for glibc 2.39"),
  cc="zig x86_64-linux-gnu.2.39", args="-O2 -s -no-pie")

c("c-allocator-amd64", "main.c", dict(C_PIE, note="imports mallocx, defines mi_malloc"),
  program="allocator", args="-O2 -pie ./libjemalloc.so.2",
  before=["{cc} -o libjemalloc.so.2 jemalloc.c -O2 -shared -fPIC -Wl,-soname,libjemalloc.so.2"])

# Units of every version of debug information in one program, of several compilers and languages.
MAPPED = "-O1 -ffile-prefix-map=/tmp/goelf-testbinaries=. -c"
VERSIONS_OF_DWARF = [
    f"{{cc}} {MAPPED} -gdwarf-{version} {extra} -DNAME=unit_{name} -o {name}.o unit.c"
    for name, version, extra in (
        ("v2", 2, "-std=c89"), ("v3", 3, "-std=c99"), ("v4", 4, "-std=c11"),
        ("v5", 5, "-std=c17"), ("v4wide", 4, "-gdwarf64"), ("v5wide", 5, "-gdwarf64"),
        ("v5types", 5, "-fdebug-types-section"))]
OBJECTS = "v2.o v3.o v4.o v5.o v4wide.o v5wide.o v5types.o"
c("c-units-amd64", "main.c", dict(C_PIE, note="DWARF 2 to 5, in both of its formats"),
  program="units", args=f"-pie {OBJECTS} zig4.o zig5.o split.o cpp17.o cpp20.o assembly.o",
  before=VERSIONS_OF_DWARF + [
      f"{{zig}} cc -target x86_64-linux-gnu {MAPPED} -fno-sanitize=all -gdwarf-{version} "
      f"-DNAME=zig_{version} -o zig{version}.o unit.c" for version in (4, 5)] + [
      f"{{cc}} {MAPPED} -gdwarf-5 -gsplit-dwarf -DNAME=split -o split.o unit.c",
      f"g++ {MAPPED} -gdwarf-5 -std=c++17 -DNAME=cpp17 -o cpp17.o plus.cpp",
      f"g++ {MAPPED} -gdwarf-4 -std=c++20 -DNAME=cpp20 -o cpp20.o plus.cpp",
      f"{{cc}} {MAPPED} -g -o assembly.o assembly.S"])
c("c-units-s390x", "main.c", dict(C_PIE, note="DWARF 2 to 5, big endian"),
  cc="s390x-linux-gnu-gcc", goarch="s390x", program="units", args=f"-pie {OBJECTS}",
  before=VERSIONS_OF_DWARF)
c("c-units-object-s390x", "unit.c", dict(OBJECT, note="debug information with relocations"),
  cc="s390x-linux-gnu-gcc", goarch="s390x", program="units",
  args=f"{MAPPED} -gdwarf-5 -fdebug-types-section -DNAME=unit")
c("c-units-object-386", "unit.c", dict(OBJECT, note="debug information, relocations without addend"),
  cc="i686-linux-gnu-gcc", goarch="386", program="units", args=f"{MAPPED} -gdwarf-4 -DNAME=unit")

# C alone, on other processors.
c("c-hello-dynamic-386", "hello.c", C_DYNAMIC, cc="i686-linux-gnu-gcc", goarch="386",
  args="-O2 -no-pie")
c("c-hello-pie-arm64", "hello.c", C_PIE, cc="aarch64-linux-gnu-gcc", goarch="arm64",
  args="-O2 -pie -Wl,-z,max-page-size=0x1000 -Wl,-z,common-page-size=0x1000")
c("c-hello-pie-s390x", "hello.c", C_PIE, cc="s390x-linux-gnu-gcc", goarch="s390x", args="-O2 -pie")
c("c-versions-s390x", "versions.c", C_LIBRARY, cc="s390x-linux-gnu-gcc", goarch="s390x",
  args=VERSIONS)
c("c-freestanding-object-s390x", "freestanding.c", OBJECT, cc="s390x-linux-gnu-gcc",
  goarch="s390x", args="-O2 -c")
c("c-freestanding-object-386", "freestanding.c", OBJECT, cc="i686-linux-gnu-gcc", goarch="386",
  args="-O2 -c")
for target, goarch in (
        ("arm-linux-gnueabihf", "arm"), ("armeb-linux-gnueabihf", "armbe"),
        ("riscv64-linux-gnu", "riscv64"), ("powerpc64le-linux-gnu", "ppc64le"),
        ("powerpc-linux-gnueabihf", "ppc"), ("loongarch64-linux-gnu", "loong64"),
        ("mips-linux-gnueabihf", "mips"), ("mips64el-linux-gnuabi64", "mips64le"),
        ("aarch64_be-linux-gnu", "arm64be"), ("x86_64-linux-gnux32", "amd64p32")):
    c(f"c-hello-zig-{goarch}", "hello.c", C_DYNAMIC, cc="zig " + target, goarch=goarch,
      args="-O2 -s -no-pie")
for target, goarch in (("aarch64-linux-musl", "arm64"), ("powerpc64-linux-musl", "ppc64"),
                       ("mips-linux-musleabihf", "mips"), ("s390x-linux-musl", "s390x")):
    c(f"c-musl-dynamic-{goarch}", "hello.c", truth("dynamic", "musl", "executable"),
      cc=f"zig {target} -dynamic", goarch=goarch, args="-O2 -s -no-pie")

# Mach-O. C's run time is a stub of the libraries that the programs need, so nothing of Apple's is.
LLVM = "/usr/lib/llvm-19/bin/"
MACHO = truth("dynamic", "libsystem", "pie")
MACHO_LIBRARY = truth("shared-library", "libsystem", "shared-object")
MACHO_OBJECT = truth(None, "unknown", "object")
STUBS = "libSystem.tbd libvalue.tbd"
HELLO = f"main.o {STUBS} -weak_library libmaybe.tbd Framework.tbd"


def macho(name, known, *steps, goarch="amd64", cc=None, goos="darwin"):
    """Adds a Mach-O file of C or assembler. Each step is one string of words."""
    RECIPES.append(Recipe(id=name, program="macho", goos=goos, goarch=goarch, cc=cc, args=(),
                          truth=known, steps=tuple(tuple(step.split()) for step in steps)))


def ld64(arch, output, options, version="-platform_version macos 11.0 12.3"):
    """A step that links with ld64.lld."""
    return f"{LLVM}ld64.lld -arch {arch} {version} -o {output} {options}"


def compiled(source):
    """A step that compiles a C program of the folder."""
    return "{cc} -O1 -g0 -fno-sanitize=all -fno-stack-protector -c " + f"{source}.c -o {source}.o"


MAC_AMD64, MAC_ARM64 = "zig x86_64-macos.11.0", "zig aarch64-macos.11.0"
OPCODES = ld64("x86_64", "{out}", f"{HELLO} -no_fixup_chains -rpath @executable_path/../lib "
               "-rpath @loader_path -rpath /opt/example/lib",
               "-platform_version macos 10.13 12.3")
CHAINED = ld64("arm64", "{out}", f"{HELLO} -rpath @executable_path/../lib -fixup_chains "
               "-init_offsets -dyld_env DYLD_VERSIONED_LIBRARY_PATH=/opt/example",
               "-platform_version macos 13.0 14.2")
macho("macho-hello-amd64", dict(MACHO, note="dyld's opcodes, unsigned"), compiled("main"), OPCODES,
      cc=MAC_AMD64)
macho("macho-hello-chained-arm64", dict(MACHO, note="chained fixups, signed by the linker"),
      compiled("main"), CHAINED, goarch="arm64", cc=MAC_ARM64)
macho("macho-hello-zig-amd64", dict(MACHO, note="linked by zig"),
      "{cc} -O1 -s -fno-sanitize=all -o {out} zig.c", cc=MAC_AMD64)
LIBRARY_OPTIONS = (
    "library.o libSystem.tbd libvalue.tbd -dylib -install_name @rpath/liblibrary.2.dylib "
    "-current_version 2.3.4 -compatibility_version 2.0 -reexport_library libreexported.tbd "
    "-umbrella Example -alias _exported _exported_alias -rpath @loader_path/.")
macho("macho-library-amd64", dict(MACHO_LIBRARY, note="dyld's opcodes, exports of every kind"),
      compiled("library"), ld64("x86_64", "{out}", LIBRARY_OPTIONS + " -no_fixup_chains"),
      cc=MAC_AMD64)
macho("macho-library-chained-arm64", dict(MACHO_LIBRARY, note="chained fixups"),
      compiled("library"), ld64("arm64", "{out}", LIBRARY_OPTIONS + " -fixup_chains"),
      goarch="arm64", cc=MAC_ARM64)
macho("macho-bundle-arm64",
      truth("shared-library", "libsystem", "bundle", note="flat namespace, no UUID, unsigned"),
      compiled("bundle"),
      ld64("arm64", "{out}", "bundle.o libSystem.tbd -bundle -flat_namespace -no_uuid "
           "-undefined dynamic_lookup -no_adhoc_codesign"), goarch="arm64", cc=MAC_ARM64)
macho("macho-object-debug-arm64", dict(MACHO_OBJECT, note="debug information, relocations"),
      "{cc} -O1 -g -fno-sanitize=all -ffile-prefix-map=/tmp=. -c main.c -o {out}", goarch="arm64",
      cc=MAC_ARM64)
for triple, goarch in (("i386-apple-macosx10.6", "386"), ("armv7-apple-ios9", "arm"),
                       ("arm64_32-apple-watchos5", "arm64_32"),
                       ("x86_64-apple-macosx10.13", "amd64")):
    macho("macho-object-" + goarch, dict(MACHO_OBJECT, note="every sort of symbol, data in code"),
          f"{LLVM}llvm-mc -triple={triple} -filetype=obj -o {{out}} object.s", goarch=goarch)
for goarch, magic, cpu, options in (
        ("ppc", "0xFEEDFACE", 18, "-DLITTLE=false"),
        ("ppc64", "0xFEEDFACF", 0x01000012, "-DLITTLE=false -DRESERVED=reserved:"),
        ("amd64", "0xFEEDFACF", 0x01000007, "-DLITTLE=true -DRESERVED=reserved:")):
    steps = (f"{LLVM}yaml2obj -DMAGIC={magic} -DCPU={cpu} {options} odd.yaml -o {{out}}",)
    RECIPES.append(Recipe(
        id="macho-odd-" + goarch, program="macho", goos="darwin", goarch=goarch, args=(),
        truth=dict(MACHO_LIBRARY, libc="unknown", note="load commands seldom seen"),
        steps=tuple(tuple(word.replace("reserved:", "reserved: 0") for word in step.split())
                    for step in steps)))
BOTH = ("{zig} cc -target x86_64-macos.11.0 " + compiled("main")[5:].replace("main.o", "one.o"),
        ld64("x86_64", "one", HELLO.replace("main.o", "one.o") + " -no_fixup_chains"),
        "{zig} cc -target aarch64-macos.11.0 " + compiled("main")[5:],
        CHAINED.replace("{out}", "two"))
UNIVERSAL = truth(None, "libsystem", None, note="universal: x86_64, arm64")
macho("macho-universal", UNIVERSAL, *BOTH,
      LLVM + "llvm-lipo -create one two -output {out}", goarch="amd64+arm64")
macho("macho-universal-fat64", UNIVERSAL, *BOTH,
      LLVM + "llvm-lipo -create -fat64 two one -output {out}", goarch="amd64+arm64")
macho("macho-universal-objects", dict(UNIVERSAL, note="universal: four objects"),
      *(f"{LLVM}llvm-mc -triple={triple} -filetype=obj -o {triple}.o object.s" for triple in (
          "i386-apple-macosx10.6", "armv7-apple-ios9", "arm64e-apple-macosx14",
          "x86_64h-apple-macosx10.13")),
      LLVM + "llvm-lipo -create i386-apple-macosx10.6.o armv7-apple-ios9.o "
      "arm64e-apple-macosx14.o x86_64h-apple-macosx10.13.o -output {out}", goarch="several")
macho("macho-archive-amd64",
      truth(None, "unknown", "object", note="an ar archive of Mach-O objects"),
      *(compiled(source) for source in ("main", "bundle")),
      LLVM + "llvm-ar rcsD --format=darwin {out} main.o bundle.o", cc=MAC_AMD64)

# Go for macOS: the twins of the programs for Linux above.
DARWIN = truth("dynamic", "libsystem", "pie")
DARWIN_CGO = truth("dynamic", "libsystem", "pie", cgo=True)
MACHO_UNITS_ONLY = (OBJCOPY,) + tuple(
    word for name in ("line", "frame", "loc", "ranges")
    for word in ("--remove-section", f"__DWARF,__zdebug_{name}")) + ("{out}",)
go("tiny-darwin-dwarf-amd64", "tiny", "1.15",
   dict(DARWIN, type="executable", note="LC_VERSION_MIN_MACOSX, __zdebug_ sections"), goos="darwin",
   ldflags="", after=(MACHO_UNITS_ONLY,))
go("tiny-darwin-amd64", "tiny", "1.22", dict(DARWIN, note="no LC_UUID, unsigned"), goos="darwin",
   ldflags="-w")
go("tiny-darwin-amd64", "tiny", "1.27", DARWIN, goos="darwin", ldflags="-w")
go("tiny-darwin-arm64", "tiny", "1.27", DARWIN, goos="darwin", goarch="arm64")
for kind, options in (("opcodes", "-no_fixup_chains"),
                      ("chained", "-fixup_chains -rpath @executable_path/../lib -rpath /opt/x")):
    go(f"cgo-darwin-{kind}-arm64", "cgo", "1.27", dict(DARWIN_CGO, note="linked by ld64.lld"),
       goos="darwin", goarch="arm64", cc=MAC_ARM64,
       ldflags=STRIPPED + " -linkmode=external -extld={ld64}",
       env={"GOELF_LD64": f"-platform_version macos 13.0 14.0 {options}"})
for name, version, flags, goarch, zig, link in (
        ("first", "1.22", "-w", "amd64", "aarch64", CHAINED),
        ("second", "1.27", STRIPPED, "arm64", "x86_64", OPCODES)):
    RECIPES.append(Recipe(
        id=f"tiny-darwin-universal-{name}-go{version}", program="macho", goos="darwin",
        goarch="amd64+arm64", go=version, args=(),
        env=(("GOOS", "darwin"), ("GOARCH", goarch), ("CGO_ENABLED", "0")),
        truth=dict(UNIVERSAL, note=f"universal: Go's program comes {name}, the other is C's"),
        steps=(("{zig}", "cc", "-target", zig + "-macos.11.0")
               + tuple(compiled("main").split()[1:]),
               tuple(link.replace("{out}", "c").split()),
               ("env", "--chdir=program", "{go}", "build", "-p", "1", f"-ldflags={flags}", "-o",
                "../go", "."),
               (LLVM + "llvm-lipo", "-create", "c", "go", "-output", "{out}"))))
