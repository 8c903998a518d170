#!/bin/sh
# Builds the examples, runs them over bundled binaries, and compares what they print and their status.
set -eu
cd "$(dirname "$0")/.."
scratch=.build-examples
swift build --package-path Examples/ReleaseGate --scratch-path "$scratch" --disable-index-store
gate=$(swift build --package-path Examples/ReleaseGate --scratch-path "$scratch" --show-bin-path)/ReleaseGate

# run STATUS FILE…: the summary, and the status that is meant.
run() {
    wanted=$1 status=0
    shift
    "$gate" Examples/ReleaseGate/policy.json debian:12,distroless/static "$@" || status=$?
    [ "$status" = "$wanted" ] || { echo "examples: status $status, not $wanted" >&2; exit 1; }
}

found=$(mktemp)
trap 'rm -f "$found"' EXIT
{
    run 0 TestBinaries/bin/tiny-static-amd64-go1.27 TestBinaries/README.md
    run 1 TestBinaries/bin/tiny-static-amd64-go1.27 TestBinaries/bin/cgo-dynamic-amd64-go1.27 \
        TestBinaries/bin/tiny-static-amd64-go1.22 TestBinaries/README.md
} >"$found"
diff -u Examples/ReleaseGate/expected.txt "$found"
echo "examples: ReleaseGate passes what it should, and refuses the rest"
