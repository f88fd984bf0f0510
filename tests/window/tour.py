"""Takes the pictures of the user guide, in both languages, and the one of the README: see `./dev tour`.

They show the practice instances, and the page beside the folded sidebar, as wide as the guide's text is.
"""

import os
import time

from driver import turn_accessibility_on
from visit import SIDEBAR_FOLDED, Visit

PRACTICE = ("--practice", "--session-only")
SIZE = (720, 760)


class Tour(Visit):
    def __init__(self, program, folder, language, *arguments):
        super().__init__(program, language, "light", SIZE, *arguments)
        self.folder = folder / language
        self.folder.mkdir(exist_ok=True)

    def picture(self, name, height, top=0, left=SIDEBAR_FOLDED):
        width = SIZE[0] - SIDEBAR_FOLDED
        self.shot(self.folder / f"{name}.png", (left, top, width, height))
        print(f"  {self.texts.language} {name}", flush=True)


def connecting(program, folder, language):
    with Tour(program, folder, language) as tour:
        tour.types("form-name", tour.name("Sales"))
        tour.types("idInstance", "7103004512")
        tour.types("apiTokenInstance", "a0" * 25)
        tour.sees("form-api-url-suggested")
        tour.picture("connect", 408, top=100, left=SIDEBAR_FOLDED // 2)


def clearing(program, folder, language):
    with Tour(program, folder, language, *PRACTICE) as tour:
        tour.sees("queue-waiting", count=128)
        tour.picture("queue", 560)
        tour.press("queue-clear")
        tour.sees("clear-queue-title", count=128)
        time.sleep(1)  # a count that has just changed keeps the button disabled
        tour.picture("question", 400, top=200, left=SIDEBAR_FOLDED // 2)
        tour.press("queue-clear-button", count=128)
        tour.sees("clear-queue-empty-text")
        tour.picture("cleared", 560)


def replacing(program, folder, language):
    with Tour(program, folder, language, *PRACTICE) as tour:
        tour.press("replace-number-entry")
        tour.press("replace-number-stop-act")
        tour.press("replace-number-save-act", count=128)
        tour.sees("replace-number-save-done", count=128, waiting=128)
        time.sleep(1)  # the count is read again
        tour.picture("replace", 500)
        tour.press("replace-number-clear-act", count=128)
        tour.press("queue-clear-button", count=128)
        tour.press("replace-number-notifications-ask")
        tour.press("replace-number-notifications-act")
        tour.sees("replace-number-notifications-done-count")
        tour.press("replace-number-unlink-act")
        tour.press("logout-act")
        tour.press("replace-number-link-show")
        tour.sees("link-picture")
        tour.picture("link", 640)
        tour.press("link-practice-scan")
        tour.press("replace-number-link-yes")
        tour.press("resend-button")
        tour.sees("resend-chosen", count=0)
        tour.ticks(3)
        tour.sees("resend-chosen", count=3)
        tour.picture("send-again", 560)


def archiving(program, folder, language):
    with Tour(program, folder, language, *PRACTICE) as tour:
        tour.instance("Support")
        tour.tab("tab-account")
        tour.sees("account-incoming")
        tour.picture("account", 560)
        tour.tab("tab-chats")
        tour.press("chats-choose-shown", ("check box",), count=2481)
        tour.press("chats-archive-many", count=2481)
        tour.press("bulk-archive-plan-archive-act", count=2332)
        tour.sees("bulk-archive-pause")
        time.sleep(6)  # some are done then, and the time left is known
        tour.picture("run", 550, top=177)  # the page has scrolled down to the run


def readme(program, folder):
    with Visit(program, "en", "light", (1180, 760), *PRACTICE) as desk:
        desk.sees("queue-waiting", count=128)
        time.sleep(3)  # the other instances are queried one after the other
        desk.shot(folder / "screenshot.png")


def run(program, folder):
    turn_accessibility_on()
    for language in ("en", "ru"):
        for part in (connecting, clearing, replacing, archiving):
            part(program, folder, language)
    readme(program, folder)
