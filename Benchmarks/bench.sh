#!/bin/sh
# Builds the command as it is released and the benchmarks, and runs both. With --check it fails
# where a threshold is passed, and leaves out the benchmarks that have none.
set -eu
cd "$(dirname "$0")/.."
static=.build-static
make --no-print-directory release 2>/dev/null
swift build -c release --package-path Benchmarks --scratch-path .build-bench
built=$static/release/goelf
# Measured as it is installed: a copy lies in the page cache in one piece, what a linker wrote does
# not, and that makes a quarter of the time of a short run.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$built" "$folder/goelf"
goelf=$folder/goelf
library=$(swift build -c release --package-path Benchmarks --scratch-path .build-bench \
    --show-bin-path)/LibraryBenchmarks
if [ "${1-}" != --check ]; then
    "$library" TestBinaries/bin
fi
python3 Benchmarks/peers.py "$@" --library "$library" "$goelf"
