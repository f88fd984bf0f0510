"""Closes the window by egui's own key, and the minimized one through the window manager: both ask about unsaved text."""

import os
import pathlib
import subprocess

from driver import Window, screenshot, turn_accessibility_on, until
from main_job import running
from session import bound
from texts import Texts

DATA = pathlib.Path(os.environ["HOME"]) / "desk"


def run(program, folder):
    turn_accessibility_on()
    manager = subprocess.Popen(bound("openbox", "--sm-disable"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: "window id" in output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "no window manager")
        with running(program, "--data-dir", DATA, "--session-only", "--lang", "en") as process:
            closes_minimized(process, Texts("en"), folder)
    finally:
        manager.kill()
        manager.wait()
    print("the window asks before it closes, by a key and while it is minimized")


def closes_minimized(process, texts, folder):
    window = Window(process.pid)
    window.type(texts["form-name"], "Sales")
    frame = until(lambda: output("xdotool", "search", "--onlyvisible", "--name", "Instance Desk"), "no window").split()[0]
    for key in ("ctrl+q", "ctrl+shift+q"):
        subprocess.run(["xdotool", "windowactivate", "--sync", frame], check=True)
        until(lambda: output("xdotool", "getwindowfocus").split() == [frame], "the window has no focus")
        subprocess.run(["xdotool", "key", key], check=True)
        window.wait_for(texts["unsaved-title"])
        window.press(texts["unsaved-keep"])
        # A key that comes while the question is still open asks nothing.
        until(lambda: not any(texts["unsaved-title"] in text for text in window.texts()), "the question stays open")
    subprocess.run(["xdotool", "windowminimize", frame], check=True)
    until(lambda: "Iconic" in output("xprop", "-id", frame, "WM_STATE"), "the window is not minimized")
    subprocess.run(["wmctrl", "-i", "-c", frame], check=True)  # through the window manager, as a taskbar does
    until(lambda: "Normal" in output("xprop", "-id", frame, "WM_STATE"), "the window stays minimized")
    window.wait_for(texts["unsaved-title"])
    screenshot(folder / "closing-question.png")
    window.press(texts["unsaved-drop"])
    assert process.wait(30) == 0


def output(*command):
    return subprocess.run(command, capture_output=True).stdout.decode(errors="replace")
