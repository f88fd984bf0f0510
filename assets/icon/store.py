#!/usr/bin/env python3
"""assets/icon/store.py: draws the stored pictures of the icon again after a change of its SVG. Needs rsvg-convert
(librsvg2-bin on Debian and Ubuntu, librsvg in Homebrew)."""

import shutil
import struct
import subprocess
from pathlib import Path

ICON = Path(__file__).parent
SVG = ICON / "instance-desk.svg"
WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256]  # as listed in README.md


def drawn(side):
    """Returns the icon as a PNG file."""
    return subprocess.check_output(["rsvg-convert", "--width", str(side), "--height", str(side), SVG])


def ico(pictures):
    """Returns an .ico: a list of PNG files behind a table of 16 bytes for each. The size 256 is written as 0."""
    table, place = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for side, picture in pictures.items():
        table += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return table + b"".join(pictures.values())


(ICON / "instance-desk.png").write_bytes(drawn(256))
(ICON.parent / "windows/instance-desk.ico").write_bytes(ico({side: drawn(side) for side in WINDOWS}))
shutil.copy(SVG, ICON / "stored-from.svg")
