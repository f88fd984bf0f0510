#!/bin/sh
# assets/linux/package.sh PROGRAM VERSION ARCH OUT [RUNTIME]: packs instance-desk-VERSION-linux-ARCH.tar.gz, with the
# same bytes for the same program. With RUNTIME, the AppImage runtime of that architecture, also packs an .AppImage.
# ARCH is x64 or arm64. Needs GNU tar; for the AppImage mksquashfs (squashfs-tools) and rsvg-convert (librsvg2-bin).
set -eu
umask 022
program=$1 version=$2 arch=$3 out=$4 runtime=${5:-}
root=$(cd "$(dirname "$0")/../.." && pwd)
name=instance-desk-$version-linux-$arch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-0}" # mksquashfs reads it too
mkdir -p "$out"

# Copies all files into the folder $1, laid out as below /usr or ~/.local.
lay_out() {
    install -D -m 755 "$program" "$1/bin/instance-desk"
    install -D -m 644 -t "$1/share/applications" "$root/assets/linux/instance-desk.desktop"
    install -D -m 644 -t "$1/share/metainfo" "$root/assets/linux/instance-desk.metainfo.xml"
    install -D -m 644 -t "$1/share/icons/hicolor/scalable/apps" "$root/assets/icon/instance-desk.svg"
    install -D -m 644 -t "$1/share/doc/instance-desk" "$root/README.md" "$root/CHANGELOG.md" \
        "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$root/assets/fonts/OFL-Inter.txt" "$root/assets/fonts/OFL-JetBrainsMono.txt"
}

# Keeps the time, the user and the order of folder entries out of the archive.
lay_out "$work/$name"
tar --create --directory="$work" --format=gnu --sort=name --owner=0 --group=0 --numeric-owner \
    --mode='u+rwX,go+rX,go-w' --mtime="@$SOURCE_DATE_EPOCH" "$name" | gzip --no-name --best >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"

[ -n "$runtime" ] || exit 0
app=$work/AppDir
lay_out "$app/usr"
ln -s usr/bin/instance-desk "$app/AppRun"
ln -s usr/share/applications/instance-desk.desktop "$app/instance-desk.desktop"
ln -s usr/share/icons/hicolor/scalable/apps/instance-desk.svg "$app/instance-desk.svg"
rsvg-convert --width 256 --height 256 "$root/assets/icon/instance-desk.svg" --output "$app/.DirIcon"
# An AppImage is the runtime followed by a file system.
mksquashfs "$app" "$work/squashfs" -quiet -no-progress -root-owned -noappend -comp zstd
cat "$runtime" "$work/squashfs" >"$out/$name.AppImage"
chmod 755 "$out/$name.AppImage"
echo "$out/$name.AppImage"
