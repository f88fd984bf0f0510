#!/bin/sh
# assets/linux/twice.sh OUT: checks that another folder gives the same bytes. Clones the committed sources, builds and
# packs them there, and compares with the packages in OUT, which packages.sh has made from the same commit.
set -eu
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
git diff --quiet HEAD || { echo 'There are changes that are not committed: a clone would not have them' >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/another folder.XXXXXX")
trap 'rm -rf "$folder"' EXIT
git clone --quiet . "$folder/sources"
CARGO_TARGET_DIR="$folder/objects" "$folder/sources/assets/linux/packages.sh" "$folder/packages" >/dev/null
diff "$out/SHA256SUMS" "$folder/packages/SHA256SUMS" || { echo 'Another folder gives other bytes' >&2; exit 1; }
echo 'Built twice, in two folders, with the same bytes:'
cat "$out/SHA256SUMS"
