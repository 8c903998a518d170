#!/bin/sh
# How often Swift code says `unsafe`: as often as is written here, each with a reason above it.
set -u
cd "$(dirname "$0")/.." || exit 1
allowed=2

# Comments do not count; `SAFETY:` has to stand in the three lines above.
found=$(find Sources -name '*.swift' -exec awk '
    FNR == 1 { reason = -9 }
    /\/\/ SAFETY:/ { reason = FNR }
    { code = $0; sub(/\/\/.*/, "", code) }
    code ~ /(^|[^A-Za-z0-9_])unsafe([^A-Za-z0-9_]|$)/ {
        print FILENAME ":" FNR ":" (FNR - reason > 3 ? " (no SAFETY: above it)" : "") code
    }' {} +)
count=$(printf '%s' "$found" | grep -c '')
echo "unsafe: $count in Swift, $allowed allowed"
[ "$count" = "$allowed" ] && ! printf '%s' "$found" | grep -q '(no SAFETY: above it)' && exit 0
printf '%s\n' "$found"
exit 1
