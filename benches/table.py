"""Prints the table of `./dev bench` from its results: `table.py FOLDER BARE PROGRAM [--readme]`.

With `--readme` the table also replaces the one in both READMEs.
"""

import json
import os
import pathlib
import platform
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The first row, by the README whose table it begins.
HEADS = {
    "README.md": ("", "bare", "Instance Desk", "ratio", "goal"),
    "README.ru.md": ("", "пустое окно", "Instance Desk", "отношение", "цель"),
}

RUSSIAN = {
    "window visible, median of 15 starts": "окно на экране, медиана 15 запусков",
    "memory at rest (PSS)": "память в покое (PSS)",
    "memory with 100,000 chats (PSS)": "память на 100 000 чатов (PSS)",
    "… while they are loaded, at most": "… пока они загружаются, не больше",
    "program file": "файл программы",
    "processor for a clean build": "процессор за сборку с нуля",
    "processor in 10 s at rest, in ticks of 10 ms": "процессор за 10 с в покое, в тиках по 10 мс",
    "… while a QR code is shown": "… пока показан QR-код",
    "… while a resend waits": "… пока отправка из копии ждёт",
    "watching 200 instances each minute": "наблюдение за 200 инстансами раз в минуту",
    "one call, beside curl": "один запрос, рядом с curl",
    "frame (p99): all instances": "кадр (p99): все инстансы",
    "frame (p99): chats": "кадр (p99): чаты",
    "frame (p99): journal": "кадр (p99): журнал",
    "frame (p99): queue": "кадр (p99): очередь",
    "frame (p99): requests": "кадр (p99): запросы",
    "frame (p99): resend": "кадр (p99): отправка из копии",
    "frame (p99): sidebar": "кадр (p99): боковая панель",
}

RUSSIAN_UNITS = {"ms": "мс", "µs": "мкс", "s": "с", "MB": "МБ", "% of a core": "% ядра"}


def compared(name, bare, ours, unit, goal):
    return name, f"{bare:.0f} {unit}", f"{ours:.0f} {unit}", f"{ours / bare:.2f}", f"≤ {goal}"


def alone(name, ours, goal):
    return name, "", ours, "", f"≤ {goal}"


def window_rows(folder, bare_size, size):
    figures = json.loads((folder / "light.json").read_text())
    rest, visible = figures["rest"], figures["visible"]
    bare, bare_at_rest = rest["bare"]
    chats, most, at_rest = figures["chats"]
    yield compared("window visible, median of 15 starts", visible["bare"], visible["ours"], "ms", 1.1)
    yield compared("memory at rest (PSS)", bare, rest["ours"][0], "MB", 1.15)
    yield compared("memory with 100,000 chats (PSS)", bare, chats, "MB", 2)
    yield compared("… while they are loaded, at most", bare, most, "MB", 2.5)
    yield "program file", f"{bare_size:.1f} MB", f"{size:.1f} MB", f"{size / bare_size:.2f}", "≤ 24 MB"
    yield "processor in 10 s at rest, in ticks of 10 ms", str(bare_at_rest), str(at_rest), "", "0"
    yield alone("… while a QR code is shown", str(figures["code"]), 2)
    yield alone("… while a resend waits", str(figures["resend"]), 2)
    yield alone("watching 200 instances each minute", f"{figures['watch']:.1f} % of a core", 1)


def build_rows(folder):
    """Returns the row of `./dev bench --build`, if it was measured."""
    files = [folder / f"build-{name}.txt" for name in ("bare", "instance-desk")]
    if all(file.exists() for file in files):
        bare, ours = (float(file.read_text()) for file in files)
        yield compared("processor for a clean build", bare, ours, "s", 1.6)


def frame_rows(folder):
    """Returns the slowest p99 of each page."""
    slowest = {}
    for line in (folder / "frames.txt").read_text().splitlines():
        if found := re.match(r"(.+?)\s+p50.* p99 +([0-9.]+) ms", line):
            page = found[1].split(",")[0]
            slowest[page] = max(slowest.get(page, 0), float(found[2]))
    for page, p99 in sorted(slowest.items()):
        yield alone(f"frame (p99): {page}", f"{p99:.2f} ms", "2 ms")


def call_row(folder):
    found = re.search(r"curl (\d+) µs, client (\d+) µs", (folder / "call.txt").read_text())
    return compared("one call, beside curl", float(found[1]), float(found[2]), "µs", 1.1)


def machine():
    models = re.findall(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="(.+)"', pathlib.Path("/etc/os-release").read_text())[1]
    return f"{system}, {platform.machine()}, {os.cpu_count()} × {models[0] if models else 'processor'}, software OpenGL"


def in_russian(cell):
    if cell in RUSSIAN:
        return RUSSIAN[cell]
    for english, russian in RUSSIAN_UNITS.items():
        cell = re.sub(rf" {english}$", f"\u00a0{russian}", cell)
    return cell.replace(".", ",")


def markdown(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "".join(f"| {' | '.join(map(str.ljust, row, widths))} |\n" for row in rows)


def put(readme, rows):
    """Replaces the table that begins with this README's head."""
    file = ROOT / readme
    start = re.escape(f"| | {HEADS[readme][1]} |")
    table = "".join(f"| {' | '.join(row)} |\n".replace("|  |", "| |") for row in rows)
    text, count = re.subn(rf"^{start}.*\n(\|.*\n)+", lambda _: table, file.read_text(), flags=re.MULTILINE)
    assert count == 1, f"{readme} has {count} tables of the bench"
    file.write_text(text)


def main(folder, bare, program, *options):
    folder = pathlib.Path(folder)
    sizes = [os.path.getsize(file) / 1e6 for file in (bare, program)]
    rows = [*window_rows(folder, *sizes), *build_rows(folder), *frame_rows(folder), call_row(folder)]
    line = ("---",) * 5
    print(machine() + "\n")
    print(markdown([HEADS["README.md"], line, *rows]), end="")
    if "--readme" in options:
        put("README.md", [HEADS["README.md"], line, *rows])
        put("README.ru.md", [HEADS["README.ru.md"], line, *([in_russian(cell) for cell in row] for row in rows)])


main(*sys.argv[1:])
