#!/bin/sh
# Which module may import which. The build refuses imports that Package.swift does not declare, but
# lets through what a dependency depends on, and Foundation anywhere; this refuses those too.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0

# What stands in front of a module's name in an import line.
import='^[[:space:]]*(@[A-Za-z_]+(\([^)]*\))?[[:space:]]+)*([a-z]+[[:space:]]+)?import[[:space:]]+'
import="$import((struct|class|enum|protocol|typealias|func|let|var|actor)[[:space:]]+)?"

# layer MODULE ALLOWED: no Swift file of MODULE imports anything but ALLOWED (`A|B`).
layer() {
    known="${known-} $1 "
    found=$(grep -rnE --include='*.swift' "$import" "$root/$1" | grep -vE ":[0-9]+:${import#^}($2)([.[:space:]]|\$)")
    [ -z "$found" ] || { echo "$1 may import ${2:-nothing} only:"; echo "$found"; status=1; }
}

# All layers below a folder; sets `status`.
layers() {
    root=$1 known='' status=0
    layer ObjectFile "CSystemCalls|CCompression|Synchronization"
    layer GoBinary "ObjectFile"
    layer DynamicLinking "ObjectFile|CSystemCalls|Synchronization"
    layer GoInspect "GoBinary|DynamicLinking|ObjectFile|Synchronization"
    layer GoReport "GoInspect|ObjectFile"
    layer goelf "GoReport|GoInspect|ObjectFile|CSystemCalls|ArgumentParser|Synchronization"
    for file in $(grep -rlE --include='*.swift' . "$root"); do
        module=${file#"$root"/}
        case $known in *" ${module%%/*} "*) ;; *) echo "$file: no layer is set for it" && status=1 ;; esac
    done
}

# The check itself is checked: each of these has to be refused.
plant=$(mktemp -d) || exit 1
trap 'rm -rf "$plant"' EXIT
while IFS=: read -r module line; do
    rm -rf "$plant/Sources"
    for known in ObjectFile GoBinary DynamicLinking GoInspect GoReport goelf; do
        mkdir -p "$plant/Sources/$known"
    done
    mkdir -p "$plant/Sources/$module"
    echo "$line" >"$plant/Sources/$module/Planted.swift"
    layers "$plant/Sources" >/dev/null
    [ $status != 0 ] || { echo "layers.sh lets through: $line in $module"; exit 1; }
done <<'END'
GoReport:internal import DynamicLinking
GoReport:import GoBinary
DynamicLinking:internal import GoBinary
GoBinary:@preconcurrency internal import DynamicLinking
ObjectFile:public import Foundation
ObjectFile:internal import FoundationEssentials
ObjectFile:	import struct Foundation.Data
GoInspect:import Glibc
GoInspect:internal import CSystemCalls
goelf:internal import Darwin
goelf:import ObjectFileExtras
Unknown:internal import ObjectFile
END

layers Sources
[ $status != 0 ] || echo "layers: every import is one that the design allows"
exit $status
