"""Watches an instance without the window: notifications, the icon in the notification area, and the ways back."""

import json
import os
import pathlib
import shlex
import subprocess
import time
import urllib.request

from driver import FRAME, Window, screenshot, turn_accessibility_on, until
from main_job import connects, practice_server, running
from services import NOTIFICATIONS, WATCHER, Item, Service
from session import bound
from texts import Texts

DATA = pathlib.Path(os.environ["HOME"]) / "desk"
LOGIN = pathlib.Path(os.environ["HOME"]) / "desk at login"
AUTOSTART = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "instance-desk.desktop"
ARGUMENTS = ["--data-dir", DATA, "--session-only", "--lang", "en"]
NAME = "A & <b>B</b>"
WATCH = {"choice": {"every": "oneMinute"}, "onClose": "keepWatching"}


def run(program, folder):
    turn_accessibility_on()
    for data in (DATA, LOGIN):
        data.mkdir()
        (data / "instance-desk.json").write_text(json.dumps({"version": 1, "settings": {"watch": WATCH}}))
    manager = subprocess.Popen(bound("openbox", "--sm-disable"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: "window id" in output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "no window manager")
        with practice_server(program) as instances, Service(NOTIFICATIONS) as notifications, Service(WATCHER) as area:
            with running(program, *ARGUMENTS) as process:
                watches(program, process, instances["1101822940"], notifications, area, folder)
        starts_at_login(program)
    finally:
        manager.kill()
        manager.wait()
    print("watched without the window, and brought back by a click, the icon and a second start")


def watches(program, process, instance, notifications, area, folder):
    item, texts = Item(area.heard()["item"]), Texts("en")
    window = Window(process.pid)
    connects(window, texts, NAME, instance)
    assert item.title() == "Instance Desk"
    frame = until(shown, "no window").split()[0]
    closes(frame)
    print(f"{ticks(process.pid, 10)} ticks of the processor in ten seconds without the window", flush=True)

    # A phone is unlinked elsewhere; the next round sees it.
    urllib.request.urlopen("{apiUrl}/waInstance{idInstance}/logout/{apiTokenInstance}".format(**instance)).close()
    told = notifications.heard()
    assert told["title"] == f"{NAME}: no phone is linked" and told["actions"][0] == "default", told
    assert instance["apiTokenInstance"] not in json.dumps(told)
    until(lambda: item.title() == "(1) Instance Desk", item.title)
    assert not shown()

    notifications.click(1)
    until(shown, "a click does not bring the window")
    window.find(FRAME, f"(1) {NAME} — Instance Desk")
    screenshot(folder / "watch-clicked.png")
    # It stays in the desktop's list, and leads to its instance again.
    subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Instance Desk", "key", "ctrl+comma"], check=True)
    window.find(FRAME, "(1) Instance Desk")
    notifications.click(1)
    window.find(FRAME, f"(1) {NAME} — Instance Desk")
    for back in (item.press, lambda: item.choose(texts["watch-tray-open"]), lambda: second_start(program)):
        closes(frame)
        back()
        until(shown, "the window does not come back")

    # Without a notification area the window is only minimized.
    closes(frame)
    area.process.kill()
    until(lambda: "Iconic" in output("xprop", "-id", frame, "WM_STATE"), "the window is lost", 40)
    with Service(WATCHER) as again:
        Item(again.heard()["item"]).choose(texts["watch-close-quit"])
        assert process.wait(30) == 0


def starts_at_login(program):
    """Turns the start at login on, starts as the desktop would at login, and turns it off again."""
    texts, choice = Texts("en"), ("check box",)
    with Service(WATCHER) as area:
        with running(program, "--data-dir", LOGIN, "--lang", "en") as process:
            area.heard()
            window = Window(process.pid)
            subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Instance Desk", "key", "ctrl+comma"], check=True)
            window.press(texts["watch-login"], choice)
            until(AUTOSTART.exists, "there is no entry")
        (command,) = [line for line in AUTOSTART.read_text().splitlines() if line.startswith("Exec=")]
        with running(*shlex.split(command.removeprefix("Exec="))) as process:
            item = Item(area.heard()["item"])
            until(lambda: not shown(), "the window is in sight")
            item.press()
            until(shown, "the icon does not bring the window")
            window = Window(process.pid)
            subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Instance Desk", "key", "ctrl+comma"], check=True)
            window.press(texts["watch-login"], choice)
            until(lambda: not AUTOSTART.exists(), "the entry stays")


def closes(frame):
    until(shown, "no window")
    subprocess.run(["wmctrl", "-i", "-c", frame], check=True)
    until(lambda: not shown(), "the window is not hidden")


def second_start(program):
    assert subprocess.run(bound(program, *ARGUMENTS), timeout=30).returncode == 0


def shown():
    return output("xdotool", "search", "--onlyvisible", "--name", "Instance Desk")


def ticks(pid, seconds):
    """Counts the ticks of the processor that a process uses in this time."""
    used = lambda: sum(map(int, pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))  # noqa: E731
    before = used()
    time.sleep(seconds)
    return used() - before


def output(*command):
    return subprocess.run(command, capture_output=True).stdout.decode(errors="replace")
