#!/bin/sh
# Builds the command as it is released and the benchmarks, and runs both. With --check it fails
# where a threshold is passed, and leaves out the benchmarks that have none.
set -eu
cd "$(dirname "$0")/.."
static=.build-static
swift build -c release --static-swift-stdlib -Xswiftc -static-executable -Xlinker -s \
    --product goelf --scratch-path "$static" 2>/dev/null
swift build -c release --package-path Benchmarks --scratch-path .build-bench
goelf=$(swift build -c release --scratch-path "$static" --show-bin-path)/goelf
library=$(swift build -c release --package-path Benchmarks --scratch-path .build-bench \
    --show-bin-path)/LibraryBenchmarks
if [ "${1-}" != --check ]; then
    "$library" TestBinaries/bin
fi
python3 Benchmarks/peers.py "$@" --library "$library" "$goelf"
