#!/bin/sh
# assets/icon/make.sh FOLDER: every size of the icon as FOLDER/SIZE.png, and FOLDER/instance-desk.ico.
# Needs rsvg-convert (librsvg2-bin on Debian and Ubuntu, librsvg in Homebrew) and python3.
set -eu
svg=$(dirname "$0")/instance-desk.svg
folder=$1
mkdir -p "$folder"
for size in 16 20 24 32 40 48 64 128 256 512 1024; do
    rsvg-convert --width "$size" --height "$size" "$svg" --output "$folder/$size.png"
done
# An .ico is a list of PNG files behind a table of 16 bytes for each; the size 256 is written as 0.
python3 - "$folder" 16 20 24 32 40 48 64 256 <<'END'
import struct
import sys
from pathlib import Path

folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]]
pictures = [(folder / f"{size}.png").read_bytes() for size in sizes]
table, place = b"", 6 + 16 * len(sizes)
for size, picture in zip(sizes, pictures):
    table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
    place += len(picture)
(folder / "instance-desk.ico").write_bytes(struct.pack("<HHH", 0, 1, len(sizes)) + table + b"".join(pictures))
END
