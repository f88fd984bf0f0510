#!/bin/sh
# assets/linux/try-in-chroot.sh PACKAGE VERSION FOLDER: tries a package with .github/try-package.sh in a minimal Debian
# or Ubuntu of the version that runs here, because the program is built against its glibc. debootstrap creates the
# system once in FOLDER; it is copied for each package. Needs root, the network, debootstrap, and unshare (util-linux).
set -eu
package=$1 version=$2 folder=$3
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=/dev/null
system=$(. /etc/os-release && echo "${ID:-}")
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
components=main
if [ "$system" = ubuntu ]; then
    components=main,universe
fi
base=$folder/$suite
mkdir -p "$folder"

if [ ! -d "$base" ]; then
    rm -rf --one-file-system "$base.new"
    debootstrap --variant=minbase --components="$components" "$suite" "$base.new" >"$folder/debootstrap.log" 2>&1 || {
        tail -n 3 "$folder/debootstrap.log" >&2
        echo "No bare $system could be made: see $folder/debootstrap.log" >&2
        exit 1
    }
    mv "$base.new" "$base"
fi

root=$(mktemp -d "$folder/try.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 1' HUP INT TERM
cp -a "$base/." "$root"
cp /etc/resolv.conf "$root/etc/"
mkdir "$root/run/try"
cp "$project/.github/smoke.sh" "$project/.github/try-package.sh" "$package" "$root/run/try/"

# In separate namespaces: mounts and processes inside end with this script, however it ends.
# shellcheck disable=SC2016 # sh -c expands it
unshare --mount --pid --fork --kill-child sh -euc '
    mount -t proc proc "$1/proc"
    shift
    exec chroot "$@"
' sh "$root" "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
    sh /run/try/try-package.sh "/run/try/$(basename "$package")" "$version"
