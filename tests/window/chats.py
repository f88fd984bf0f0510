"""Finds and archives many chats of a practice instance; pauses, resumes, stops and undoes the run."""

import os
import pathlib

from canaries import Canaries
from driver import BUTTON, FIELD, FRAME, TAB, turn_accessibility_on, until
from main_job import Run

HOME = pathlib.Path(os.environ["HOME"])
ROW = ("check box",)

WORDS = {
    "chats": "Chats",
    "search": "Search 2,481 chats",
    "all": "Select all 2,481 shown",
    "archive": "Archive 2,481 chats…",
    "plan": "Change nothing",
    "already": "are archived already and stay as they are",
    "takes": "It takes about 4\u00a0min",
    "archive it": "Archive 2,332 chats",
    "pause": "Pause",
    "paused": "Paused. Nothing is sent until you continue.",
    "continue": "Continue",
    "left": "min left",
    "stop": "Stop",
    "stopped": "Stopped. What was done stays done.",
    "undo it": "Leave as it is",
    "undone": "Undo: ",
    "every change": "Compared with the server’s list: every change is there",
}


def run(program, folder):
    turn_accessibility_on()
    arguments = ["--data-dir", HOME / "office", "--practice", "--session-only", "--lang", "en", "--theme", "dark"]
    with Run(program, folder, "chats", WORDS, arguments, Canaries()) as desk:
        window = desk.window
        window.press_part("Support, ")
        window.find(FRAME, "Support — Instance Desk")  # a tab pressed before would be that of the other instance
        desk.press("chats", TAB)
        window.find(FIELD, WORDS["search"])
        desk.step("found")
        desk.types("search", "соколова")
        until(lambda: rows(window) and all("Соколова" in row.name for row in rows(window)), "the search finds nothing")
        desk.step("search")
        desk.types("search", "")
        desk.press("all")
        desk.press("archive")
        desk.sees("already")
        desk.sees("takes")
        window.find(BUTTON, WORDS["plan"])
        desk.step("dry-run")
        desk.press("archive it")
        desk.sees("left")
        desk.step("running")
        desk.press("pause")
        desk.sees("paused")
        desk.step("paused")
        done = archived(window)
        assert done > 0, "nothing was archived before the pause"
        desk.press("continue")
        until(lambda: archived(window) > done, "the run does not go on")
        desk.press("stop")
        desk.sees("stopped")
        desk.step("stopped")
        window.press_part("Undo: unarchive")
        window.find(BUTTON, WORDS["undo it"])
        desk.step("undo-confirm")
        done = archived(window)
        window.press_part(f"Unarchive {done} chat")
        desk.sees("undone", 60)
        window.wait_for(f"{done} unarchived")
        desk.sees("every change", 120)
        desk.step("undone")
    print("what was archived is undone")


def rows(window):
    return [widget for widget in window.widgets() if widget.role in ROW and "@" in widget.name]


def archived(window):
    """Returns the number of archived chats that the run reports."""
    counts = (text.split(" archived")[0] for text in window.texts() if " archived ·" in text)
    return next((int(count.replace(",", "")) for count in counts if count.replace(",", "").isdigit()), 0)
