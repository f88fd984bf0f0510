#!/bin/sh
# assets/icon/make.sh FOLDER: renders every size of the icon as FOLDER/SIZE.png.
# Needs rsvg-convert (librsvg2-bin on Debian and Ubuntu, librsvg in Homebrew).
set -eu
svg=$(dirname "$0")/instance-desk.svg
folder=$1
mkdir -p "$folder"
for size in 16 32 64 128 256 512 1024; do
    rsvg-convert --width "$size" --height "$size" "$svg" --output "$folder/$size.png"
done
