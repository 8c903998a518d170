#!/bin/sh
# Installs those of the named Debian packages that are missing, as root or with sudo.
set -eu

command -v dpkg-query >/dev/null || {
    echo "goelf: this system has no dpkg; make sure that it has what Debian calls: $*" >&2
    exit 0
}
missing=
for package; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || :) in
    installed) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    sudo=
elif command -v sudo >/dev/null; then
    sudo=sudo
else
    echo "goelf: Debian packages are missing; as root, run: apt-get install$missing" >&2
    exit 1
fi
echo "goelf: installing Debian packages that are missing:$missing"
install() {
    # shellcheck disable=SC2086 # each word is a package
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq -y --no-install-recommends $missing \
        >/dev/null
}
# The lists are fetched only where those at hand do not do: they may be missing or too old.
install 2>/dev/null || { $sudo apt-get update -qq && install; } || {
    echo "goelf: could not install$missing; see above" >&2
    exit 1
}
