#!/bin/sh
# assets/fill.sh FOLDER [SHA256SUMS]: fills in the repository's address in the metadata for software centres and, with
# the checksums of a release, in the manifests for winget, Homebrew and Flatpak.
#
# The only source of the address is `repository` in Cargo.toml. It is not set yet: until it is, the files that need it
# have @REPOSITORY@ instead, and this script says so and writes nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
sums=${2:-}
of_package() {
    sed -n '/^\[package\]/,/^\[/ s/^'"$1"' = "\(.*\)"$/\1/p' "$here/../Cargo.toml"
}
repository=$(of_package repository)
version=$(of_package version)
if [ -z "$repository" ]; then
    echo 'Cargo.toml names no repository: nothing is filled in.' >&2
    exit 0
fi
# The id for software centres is the reversed address: io.github.some_one.desk for https://github.com/some-one/desk.
app_id=$(printf '%s\n' "$repository" | sed 's|^https://||; s|^github\.com/|io.github/|; s|-|_|g; s|/|.|g' | tr '[:upper:]' '[:lower:]')

# Fills in the file $1 and writes it to $2. An unknown checksum ends the script, so that no manifest is incomplete.
fill() {
    mkdir -p "$(dirname "$2")"
    sed "s|@REPOSITORY@|$repository|g; s|@VERSION@|$version|g; s|@APP_ID@|$app_id|g" "$1" >"$2"
    # shellcheck disable=SC2013 # package names contain no spaces
    for package in $(sed -n 's/.*@SHA256:\([^@]*\)@.*/\1/p' "$2"); do
        sum=$(sed -n "s|^\([0-9a-f]\{64\}\) [ *]instance-desk-$version-$package\$|\1|p" "$sums")
        [ -n "$sum" ] || { echo "$sums has no instance-desk-$version-$package" >&2; rm "$2"; return 1; }
        sed "s|@SHA256:$package@|$sum|" "$2" >"$2.new"
        mv "$2.new" "$2"
    done
    echo "$2"
}

mkdir -p "$folder"
metainfo=$folder/instance-desk.metainfo.xml
sed "s|<id>.*</id>|<id>$app_id</id>|
s|.*@REPOSITORY@.*|  <url type=\"homepage\">$repository</url>\\
  <url type=\"bugtracker\">$repository/issues</url>\\
  <url type=\"vcs-browser\">$repository</url>|
/No domain is ours yet/d" "$here/linux/instance-desk.metainfo.xml" >"$metainfo"
echo "$metainfo"
[ -n "$sums" ] || exit 0

fill "$here/linux/flatpak.yml" "$folder/$app_id.yml"
for part in installer version locale.en-US locale.ru-RU; do
    name=InstanceDesk.InstanceDesk.$part.yaml
    fill "$here/windows/winget/$part.yaml" "$folder/winget/$(printf '%s' "$name" | sed 's/\.version\././')"
done
# Homebrew accepts only signed programs; an unsigned release has no image of this name.
if grep -q -- '-macos-universal\.dmg$' "$sums"; then
    fill "$here/macos/instance-desk.rb" "$folder/instance-desk.rb"
fi
