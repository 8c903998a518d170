#!/bin/sh
# Runs a Python script with the first python3 that has the jsonschema module: the one in PATH may be
# another than the one that Debian's packages are for.
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import jsonschema' 2>/dev/null; then exec "$python" "$@"; fi
done
echo 'goelf: no python3 has the module jsonschema; on Debian: apt-get install python3-jsonschema' >&2
exit 1
