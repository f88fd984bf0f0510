"""The program panics: a box tells of it and starts it again; a panic of another thread is told in the window that goes on.

Only a debug build panics when it is told to: see `rehearse` in src/platform/panics.rs.
"""

import os
import pathlib
import subprocess
import time

from canaries import Canaries
from driver import BUTTON, Window, screenshot, turn_accessibility_on, until

HOME = pathlib.Path(os.environ["HOME"])
DATA = HOME / "desk"
ASKED = HOME / "rehearse"
WORDS = "no answer from https://7103.api.greenapi.com/waInstance7103004512/showMessagesQueue/{}"


def run(program, folder):
    turn_accessibility_on()
    canaries = Canaries()
    token = canaries.token() if hasattr(canaries, "token") else "5d0c" * 12 + "ab"
    words = WORDS.format(token)
    arguments = ["--data-dir", DATA, "--practice", "--session-only", "--lang", "ru", "--theme", "light"]
    environment = os.environ | {"INSTANCE_DESK_REHEARSE": str(ASKED)}

    ASKED.write_text("worker" + words)
    with open(folder / "crash.log", "wb") as log:
        first = subprocess.Popen([program, *map(str, arguments)], env=environment, stdout=log, stderr=log)
        window = Window(first.pid)
        window.wait_for("В одной из частей программы произошёл сбой")
        window.find(BUTTON, "Открыть папку")
        screenshot(folder / "crash-worker.png")
        assert first.poll() is None, "a panic of another thread ended the program"

        ASKED.write_text("drawing" + words)
        # The next frame panics: whatever is drawn anew will do.
        window.press("Предпочтения" if window_has(window, "Предпочтения") else "Настройки")
        assert first.wait(30) == 101, "a panic of the drawing thread was to end the program"
        box = Window(pid_of(program, "--crash-report"))
        box.wait_for("Instance Desk закрылся из-за внутренней ошибки")
        screenshot(folder / "crash-box.png")
        reports = sorted((DATA / "data" / "crashes").glob("crash-*.txt"))
        assert len(reports) == 2, reports
        box.wait_for(str(reports[-1]))
        box.press("Запустить снова")
        again = pid_of(program, "--practice", but=("--crash-report",))
        Window(again).find(BUTTON, "Настройки")
        until(lambda: not pids_of(program, "--crash-report"), "the box stays")
        os.kill(again, 15)
    time.sleep(0.5)
    places = [path for path in [*DATA.rglob("*"), *folder.rglob("*")] if path.is_file()]
    for path in places:
        assert token.encode() not in path.read_bytes(), f"a token stands in {path}"
    print("started again after a crash")


def window_has(window, name):
    return any(widget.name == name for widget in window.widgets())


def pids_of(program, part, but=()):
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if words[0] == str(program) and part in words and not any(word in words for word in but):
            found.append(int(process.name))
    return found


def pid_of(program, part, but=()):
    return until(lambda: pids_of(program, part, but), f"no process with {part}")[0]
