"""Panics in the program: a message box reports one and restarts it; one in another thread is reported in its window.

Only a debug build can panic on request: see `inject_panic` in src/platform/panics.rs.
"""

import contextlib
import os
import pathlib
import signal
import subprocess

from driver import BUTTON, Window, screenshot, turn_accessibility_on, until
from gi.repository import GLib
from session import bound

HOME = pathlib.Path(os.environ["HOME"])
DATA = HOME / "desk"
ASKED = HOME / "rehearse"

# Unknown to the program: it is masked because of the address around it.
TOKEN = "5d0cbe0dc81f4c7e9ab3" * 2 + "0123456789"
WORDS = f"no answer from https://7103.api.greenapi.com/waInstance7103004512/showMessagesQueue/{TOKEN}"


def run(program, folder):
    turn_accessibility_on()
    arguments = ["--data-dir", DATA, "--practice", "--session-only", "--lang", "ru", "--theme", "light"]
    ASKED.write_text(f"worker{WORDS}")
    environment = os.environ | {"INSTANCE_DESK_REHEARSE": str(ASKED)}
    with open(folder / "crash.log", "wb") as log:
        first = subprocess.Popen(bound(program, *arguments), env=environment, stdout=log, stderr=log)
        worker_panics(first, folder)
        drawing_panics(first, program, folder)
    reports = sorted((DATA / "data" / "crashes").glob("crash-*.txt"))
    assert len(reports) == 2, reports
    for path in [*DATA.rglob("*"), *folder.rglob("*")]:
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes(), f"a token stands in {path}"
    assert all("showMessagesQueue/***" in report.read_text() for report in reports)
    print("started again after a crash")


def worker_panics(first, folder):
    window = Window(first.pid)
    window.wait_for("В одной из частей программы произошёл сбой")
    window.find(BUTTON, "Открыть папку")
    screenshot(folder / "crash-worker.png")
    window.press("Закрыть")
    assert first.poll() is None, "a panic of another thread ended the program"


def drawing_panics(first, program, folder):
    window = Window(first.pid)
    preferences = window.find(BUTTON, "Настройки")
    ASKED.write_text(f"drawing{WORDS}")
    with contextlib.suppress(GLib.Error):
        window.press_widget(preferences)  # any action that makes it draw a frame
    assert first.wait(30) == 101, "a panic of the drawing thread was to end the program"
    told = process(program, lambda words: words[1] == "--crash-report")
    box = Window(told)
    box.wait_for("Программа Instance Desk закрылась из-за внутренней ошибки")
    box.find(BUTTON, "Открыть папку")
    screenshot(folder / "crash-box.png")
    box.press("Запустить снова")
    again = process(program, lambda words: words[1] == "--data-dir")
    try:
        Window(again).find(BUTTON, "Настройки")
        until(lambda: not pathlib.Path(f"/proc/{told}/exe").exists(), "the box stays")
    finally:
        os.kill(again, signal.SIGTERM)


def process(program, fits):
    """Waits for a process of the program whose command line fits, and returns its id."""

    def read():
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
                is_alive = (folder / "exe").exists()
                if is_alive and words[0] == str(program) and str(DATA) in words and fits(words):
                    return int(folder.name)
        return None

    return until(read, "no such process")
