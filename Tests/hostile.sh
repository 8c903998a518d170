#!/bin/sh
# Damaged and malicious files: none may crash goelf, hang it, fill the memory, or reach a terminal.
# What is run is in HostileRuns/README.md. Arguments go to HostileRuns.
set -u
cd "$(dirname "$0")/.." || exit 2
export SWIFT_BACKTRACE=enable=no

# Takes minutes and much of the disk, so it is a run of its own.
if [ "${1-}" = --monsters ]; then
    shift
    swift build -c release --product goelf || exit 2
    goelf=$(swift build -c release --show-bin-path)/goelf
    python3 Tests/loader_monsters.py "$goelf" || exit 1
    exec python3 Tests/monsters.py "$goelf" "$@"
fi

swift build -c release --product HostileRuns || exit 2
program=$(swift build -c release --show-bin-path)/HostileRuns
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

timeout 1200 "$program" "$@" | tee "$log"
if ! grep -q ' runs, 0 failures, .*peak memory' "$log" || grep -q FAILED "$log"; then
    if ! grep -q ' failures, .*peak memory' "$log"; then
        # It died: find the kind that it was at, and the case.
        done=$(grep -c ' status 2,' "$log")
        kind=$("$program" "$@" --list | sed -n "$((done + 1))p")
        echo "hostile: died at $kind; the last case is:"
        timeout 1200 "$program" "$@" --only "$kind" --trace | tail -n 1
    fi
    echo "hostile: FAILED"
    exit 1
fi
echo "hostile: $(tail -n 1 "$log")"
