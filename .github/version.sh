#!/bin/sh
# .github/version.sh [TAG]: prints the version in Cargo.toml. With the tag of a release, fails unless the tag is "v" and
# that version, and CHANGELOG.md has a section for it that is not empty and has a date.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n '/^\[package\]/,/^\[/ s/^version = "\(.*\)"$/\1/p' Cargo.toml)
if [ $# -gt 0 ]; then
    [ "$1" = "v$version" ] || { echo "The tag $1 does not fit version $version in Cargo.toml." >&2; exit 1; }
    .github/notes.sh "$version" >/dev/null
fi
echo "$version"
