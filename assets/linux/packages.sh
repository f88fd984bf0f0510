#!/bin/sh
# assets/linux/packages.sh OUT: builds the program and packs it as .deb, .rpm and .tar.gz in the folder OUT, with their
# SHA256SUMS; the bytes are the same in any folder. Needs cargo-deb and cargo-generate-rpm. Only
# .github/workflows/packages.yml makes the AppImage, which needs a download, and builds against an older glibc than this
# machine's.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
program=$target/packaged/instance-desk
version=$(.github/version.sh)
case $(uname -m) in
x86_64) arch=x64 ;;
aarch64) arch=arm64 ;;
*) arch=$(uname -m) ;;
esac
name=instance-desk-$version-linux-$arch

assets/reproducible.sh cargo build --profile packaged --locked
for path in "$PWD" "$(cd "$target" && pwd)" "${CARGO_HOME:-${HOME:-/root}/.cargo}"; do
    ! grep -qaF "$path/" "$program" || { echo "$program names $path, a folder of this machine" >&2; exit 1; }
done

rm -f "$out"/instance-desk-* "$out/SHA256SUMS"
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-0}"
assets/linux/package.sh "$program" "$version" "$arch" "$out"
cargo deb --quiet --no-build --profile packaged --output "$out/$name.deb"
cargo generate-rpm --profile packaged --target-dir "$target" --output "$out/$name.rpm"
cd "$out"
sha256sum -- "$name".* | tee SHA256SUMS
