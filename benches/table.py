"""Prints the table of `./dev bench` from the figures in FOLDER: `table.py FOLDER BARE PROGRAM`."""

import json
import os
import pathlib
import platform
import re
import sys


def ratio(name, unit, bare, ours, goal):
    return name, f"{bare:.0f} {unit}", f"{ours:.0f} {unit}", f"{ours / bare:.2f} ×", f"≤ {goal} ×"


def ticks(name, bare, ours, goal):
    return name, bare, f"{ours} ticks", "", f"≤ {goal} ticks" if goal else "0"


def window_rows(folder):
    figures = json.loads((folder / "light.json").read_text())
    rest, visible = figures["rest"], figures["visible"]
    bare, bare_at_rest = rest["bare"]
    yield ratio("window visible", "ms", visible["bare"], visible["ours"], 1.1)
    yield ratio("memory at rest, PSS", "MB", bare, rest["ours"][0], 1.15)
    chats, most, at_rest = figures["chats"]
    yield ratio("memory with 100,000 chats, PSS", "MB", bare, chats, 2)
    yield ratio("… while they are loaded, at most", "MB", bare, most, 2.5)
    yield ticks("processor in 10 s, at rest", f"{bare_at_rest} ticks", at_rest, 0)
    yield ticks("… while a QR code is shown", "", figures["code"], 2)
    yield ticks("… while a resend waits", "", figures["resend"], 2)
    yield "watching 200 instances each minute", "", f"{figures['watch']:.1f} % of a core", "", "≤ 1 %"


def file_row(bare, program):
    sizes = [os.path.getsize(file) / 1e6 for file in (bare, program)]
    return "program file, stripped", f"{sizes[0]:.1f} MB", f"{sizes[1]:.1f} MB", f"{sizes[1] / sizes[0]:.2f} ×", "≤ 24 MB"


def build_rows(folder):
    """Returns the row of `./dev bench --build`, if it was measured."""
    files = [folder / f"build-{name}.txt" for name in ("bare", "instance-desk")]
    if all(file.exists() for file in files):
        bare, ours = (float(file.read_text()) for file in files)
        yield ratio("clean release build, processor", "s", bare, ours, 1.6)


def frame_rows(folder):
    """Returns the slowest p99 of each page."""
    slowest = {}
    for line in (folder / "frames.txt").read_text().splitlines():
        if found := re.match(r"(.+?)\s+p50.* p99 +([0-9.]+) ms", line):
            page = found[1].split(",")[0]
            slowest[page] = max(slowest.get(page, 0), float(found[2]))
    for page, p99 in slowest.items():
        yield f"frame, p99: {page}", "", f"{p99:.2f} ms", "", "≤ 2 ms"


def call_row(folder):
    found = re.search(r"curl (\d+) µs, client (\d+) µs, ([0-9.]+) ×", (folder / "call.txt").read_text())
    return "one call, beside curl", f"{found[1]} µs", f"{found[2]} µs", f"{found[3]} ×", "≤ 1.1 ×"


def machine():
    models = re.findall(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="(.+)"', pathlib.Path("/etc/os-release").read_text())[1]
    return f"{system}, {platform.machine()}, {os.cpu_count()} × {models[0] if models else 'processor'}, software OpenGL"


def main(folder, bare, program):
    folder = pathlib.Path(folder)
    rows = [("", "bare window", "Instance Desk", "ratio", "goal"), ("---",) * 5, *window_rows(folder)]
    rows += [file_row(bare, program), *build_rows(folder), *frame_rows(folder), call_row(folder)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    print(machine() + "\n")
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


main(*sys.argv[1:])
