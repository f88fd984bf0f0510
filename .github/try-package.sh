#!/bin/sh
# .github/try-package.sh PACKAGE VERSION: run as root on a minimal Debian, Ubuntu, Fedora or openSUSE. Installs the .deb
# or .rpm with its dependencies but without its recommendations, or unpacks the .tar.gz; starts the program; removes it,
# and looks for leftovers: on Debian and Ubuntu every file that was added or removed meanwhile, elsewhere files with its
# name. The user's own data must stay.
set -eu
package=$(realpath "$1") version=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
program=/usr/bin/instance-desk
# The dependencies of the .rpm and the .tar.gz on Debian, as in Cargo.toml.
libraries='ca-certificates libegl1 libgl1 libgl1-mesa-dri libwayland-client0 libwayland-egl1 libx11-6 libx11-xcb1 libxcursor1
    libxi6 libxkbcommon0 libxkbcommon-x11-0'
export DEBIAN_FRONTEND=noninteractive

apt_install() {
    apt-get install -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@" >"$work/apt" 2>&1 || { cat "$work/apt" >&2; return 1; }
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Lists every file on the disk, except the records of the system and of package managers.
files() {
    if command -v apt-get >/dev/null; then
        find / -xdev \( -path /dev -o -path /proc -o -path /run -o -path /sys -o -path /tmp -o -path /var/cache -o -path /var/log \
            -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/lib/rpm \) -prune -o -print | LC_ALL=C sort
    else
        find /etc /opt /root /usr /var -xdev \( -path /var/log -o -path /var/cache \) -prune -o -name '*instance[-_]desk*' -print
    fi
}

if command -v apt-get >/dev/null; then
    apt-get update -qq
    apt_install bash ca-certificates curl jq xauth xvfb
elif command -v dnf >/dev/null; then
    dnf install -q -y --setopt=install_weak_deps=False bash curl diffutils findutils jq xorg-x11-server-Xvfb xorg-x11-xauth
else
    zypper --non-interactive --quiet install --no-recommends bash curl diffutils findutils jq xauth xvfb-run
fi

case $package in
*.deb)
    add() { apt_install "$package"; }
    remove() { apt-get purge -qq -y -o Dpkg::Use-Pty=0 --autoremove instance-desk >/dev/null; }
    ;;
*.rpm)
    if command -v dnf >/dev/null; then
        add() { dnf install -q -y --setopt=install_weak_deps=False "$package"; }
        remove() { dnf remove -q -y instance-desk; }
    elif command -v zypper >/dev/null; then
        add() { zypper --non-interactive --quiet install --no-recommends --allow-unsigned-rpm "$package"; }
        remove() { zypper --non-interactive --quiet remove instance-desk; }
    else # Debian has rpm but no rpm packages for the dependencies
        # shellcheck disable=SC2086 # a list of packages
        apt_install rpm $libraries
        for library in $(rpm --query --requires --package "$package" | sed -n 's/^\(lib.*\.so\.[0-9]*\)(.*/\1/p' | sort -u); do
            ldconfig -p | grep -qF "$library " || fail "It asks for $library, which $libraries do not bring"
        done
        # On every system with .rpm these folders belong to other packages.
        mkdir -p /usr/share/applications /usr/share/icons/hicolor/scalable/apps /usr/share/licenses /usr/share/metainfo
        add() { rpm --install --nodeps --force-debian "$package" && rpm --verify --nodeps instance-desk; }
        remove() { rpm --erase instance-desk; }
    fi
    ;;
*.tar.gz)
    # shellcheck disable=SC2086 # a list of packages
    apt_install $libraries
    program=/opt/$(basename "$package" .tar.gz)/bin/instance-desk
    add() { tar --extract --directory /opt --file "$package"; }
    remove() { rm -r "${program%/bin/*}"; }
    ;;
*) fail "$package is no .deb, .rpm or .tar.gz" ;;
esac

# Mesa's shader cache is the user's data too.
export HOME="$work/home" XDG_CACHE_HOME="$work/home/.cache"
mkdir "$HOME"
files >"$work/before"
add
files >"$work/installed"
xvfb-run -a -s '-screen 0 1280x900x24' "$here/smoke.sh" "$program" "$version"
# Then start it like a user, with its default folders.
xvfb-run -a timeout 5 "$program" --session-only 2>"$work/complaints" || [ $? -eq 124 ] || fail "$(cat "$work/complaints")"
own=$(cd "$HOME" && find . -path '*/instance-desk/*' -type f | sort)
[ -n "$own" ] || fail 'It has kept nothing for its user'
remove
files >"$work/after"

LC_ALL=C comm -13 "$work/before" "$work/installed" | grep -q instance-desk || fail 'Nothing was installed'
changed=$(diff "$work/before" "$work/after" | grep '^[<>]' || :)
[ -z "$changed" ] || fail "Came (>) or went (<), and is not as it was:
$changed"
[ "$own" = "$(cd "$HOME" && find . -path '*/instance-desk/*' -type f | sort)" ] || fail "The user's own files went with it"
echo "removed: none of $(wc -l <"$work/before") files came or went; the user's own stay:"
echo "$own"
