#!/bin/sh
# Fuzzes every command with libFuzzer, for 60 seconds or as many as the first argument says, from
# the small files of TestBinaries and the crashers found before. What it finds goes to
# .build-fuzz/artifacts; make it small with -minimize_crash=1 and put it into TestBinaries/Crashers.
set -eu
cd "$(dirname "$0")/.."
seconds=${1-60}
# Of two -sanitize= only the last counts, so both are named in one.
swift build -c release --package-path Fuzz --scratch-path .build-fuzz --sanitize=fuzzer \
    -Xswiftc -sanitize=fuzzer,address
corpus=.build-fuzz/corpus
mkdir -p "$corpus" .build-fuzz/artifacts
for file in TestBinaries/bin/c-* TestBinaries/Crashers/*; do
    [ -f "$file" ] || continue
    # The first byte is the question, four to a topic.
    for question in 001 005 011 015 025 031 035 041 045 051 055; do
        { printf "\\$question"; cat "$file"; } > "$corpus/$(basename "$file").$question"
    done
done
program=$(swift build -c release --package-path Fuzz --scratch-path .build-fuzz \
    --sanitize=fuzzer --show-bin-path)/FuzzInspection
SWIFT_BACKTRACE=enable=no "$program" -max_total_time="$seconds" -use_value_profile=1 \
    -rss_limit_mb=2048 -max_len=32768 -timeout=5 -print_final_stats=1 \
    -artifact_prefix=.build-fuzz/artifacts/ "$corpus"
