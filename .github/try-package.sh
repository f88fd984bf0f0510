#!/bin/sh
# .github/try-package.sh PACKAGE VERSION: on a bare Debian, Ubuntu, Fedora or openSUSE, as root: installs the .deb or .rpm with
# what it asks for and nothing it merely recommends, starts the program, removes it, and looks for what was left.
set -eu
package=$(realpath "$1") version=$2
here=$(cd "$(dirname "$0")" && pwd)
if command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends bash curl jq xauth xvfb >/dev/null
    apt-get install -qq -y --no-install-recommends "$package" >/dev/null
    remove='apt-get purge -qq -y instance-desk'
elif command -v dnf >/dev/null; then
    dnf install -q -y --setopt=install_weak_deps=False bash curl jq xorg-x11-server-Xvfb xorg-x11-xauth
    dnf install -q -y --setopt=install_weak_deps=False "$package"
    remove='dnf remove -q -y instance-desk'
else
    zypper --non-interactive --quiet install --no-recommends bash curl jq xauth xvfb-run
    zypper --non-interactive --quiet install --no-recommends --allow-unsigned-rpm "$package"
    remove='zypper --non-interactive --quiet remove instance-desk'
fi
xvfb-run -a -s '-screen 0 1280x900x24' "$here/smoke.sh" /usr/bin/instance-desk "$version"
$remove >/dev/null
left=$(find /etc /opt /root /usr /var -xdev \( -path /var/log -o -path /var/cache \) -prune -o -name '*instance[-_]desk*' -print)
[ -z "$left" ] || { printf 'This was left behind:\n%s\n' "$left" >&2; exit 1; }
echo 'removed: nothing is left'
