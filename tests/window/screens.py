"""Takes a picture of every screen, to review a change: `screens LANGUAGE THEME WIDTHxHEIGHT`, see `./dev tour FOLDER`.

A scene that fails is reported with a picture of its last state. The others continue, and the run fails at the end.
"""

import sys
import time

from driver import BUTTON, NotFound, turn_accessibility_on
from main_job import practice_server
from visit import Visit

PRACTICE = ("--practice", "--session-only")


class Screens(Visit):
    def __init__(self, program, folder, look, scene, *arguments):
        super().__init__(program, *look, *arguments)
        self.folder, self.scene, self.taken = folder, scene, 0

    def __exit__(self, kind, *how):
        if kind:
            self.take("failed")
        super().__exit__(kind, *how)

    def take(self, name):
        self.taken += 1
        self.shot(self.folder / f"{self.scene}-{self.taken:02}-{name}.png")

    def take_all(self, name):
        """Takes pictures of the top of the page and of its end."""
        self.take(name)
        self.scroll(40)
        self.take(f"{name}-end")
        self.scroll(-80)

    def asks(self, button, name, **values):
        """Opens a question, takes a picture of it, and cancels it."""
        self.press(button, **values)
        time.sleep(1)
        self.take(name)
        self.keys("Escape")

    def connects(self, instance, token=None):
        self.types("form-name", self.name("Sales"))
        self.types("idInstance", instance["idInstance"])
        self.types("form-api-url-suggested", instance["apiUrl"])
        self.types("apiTokenInstance", token or instance["apiTokenInstance"])


def form(program, folder, look):
    with practice_server(program) as instances, Screens(program, folder, look, "form") as desk:
        sales = instances["7103004512"]
        desk.take("welcome")
        desk.connects(sales, token="0" * 50)
        desk.press("form-check")
        time.sleep(3)
        desk.take_all("wrong-token")
        desk.types("apiTokenInstance", sales["apiTokenInstance"])
        desk.press("form-check")
        time.sleep(3)
        desk.take_all("checked")
        desk.press("form-save")
        desk.sees("queue-waiting", count=128)
        desk.press("header-more")
        desk.take("menu")
        desk.press("header-edit")
        desk.sees("form-edit")
        desk.take("edit")
        desk.types("form-name", "Other")
        desk.press("form-leave")
        desk.take("unsaved")
        desk.press("unsaved-drop")
        desk.press("header-more")
        desk.press("header-remove")
        desk.take("remove")
        desk.keys("Escape")
        desk.press("sidebar-journal")
        desk.take("journal")


def queue(program, folder, look):
    with Screens(program, folder, look, "queue", *PRACTICE) as desk:
        desk.sees("queue-waiting", count=128)
        desk.take_all("blocked")
        desk.press("queue-clear")
        desk.sees("clear-queue-title", count=128)
        time.sleep(1)
        desk.take("question")
        desk.press("queue-clear-button", count=128)
        desk.sees("clear-queue-listing-text")
        desk.take("clearing")
        desk.sees("clear-queue-empty-text")
        desk.take_all("cleared")
        desk.press("saved-queues-open")
        desk.sees("saved-queues-search")
        desk.take_all("copy")


def instances(program, folder, look):
    with Screens(program, folder, look, "instances", *PRACTICE) as desk:
        for name in ("Support", "Delivery bot", "Night shift", "Warehouse"):
            stem = name.lower().replace(" ", "-")
            desk.instance(name)
            time.sleep(2)
            desk.take_all(stem)
            desk.tab("tab-account")
            time.sleep(1)
            desk.take_all(f"{stem}-account")
            desk.tab("tab-queue")


def all_instances(program, folder, look):
    with Screens(program, folder, look, "all-instances", "--practice", "200", "--session-only") as desk:
        desk.press("all-instances-refresh")
        time.sleep(15)
        desk.take("all")
        desk.ticks(3)
        desk.scroll(12)
        desk.take("selected")
        desk.instance("Sales")
        desk.press("header-more")
        desk.press("instance-options-menu")
        desk.sees("instance-options-look-only-text")
        desk.take("options")


def chats(program, folder, look):
    with Screens(program, folder, look, "chats", *PRACTICE) as desk:
        desk.instance("Delivery bot")
        desk.tab("tab-chats")
        time.sleep(1)
        desk.take("max")
        desk.instance("Support")
        desk.sees("chats-search", count=2481)
        desk.take("all")
        desk.types("chats-field", "79123456789")
        desk.press("chats-archive")
        time.sleep(4)
        desk.take_all("archived")
        desk.types("chats-field", "79992047718")
        desk.press("chats-archive")
        time.sleep(4)
        desk.take_all("refused")
        desk.press("chats-choose-shown", count=2481)
        desk.press("chats-archive-many", count=2481)
        desk.sees("bulk-archive-plan-takes")
        desk.take("plan")
        desk.window.press_part("2,33" if desk.texts.language == "en" else "2\u00a033")
        desk.sees("bulk-archive-pause")
        time.sleep(6)
        desk.take_all("run")
        desk.press("bulk-archive-stop")
        desk.sees("bulk-archive-stopped")
        desk.take_all("stopped")
        desk.tab("tab-requests")
        time.sleep(1)
        desk.take("requests")
        desk.window.press_part("archiveChat")
        time.sleep(1)
        desk.take_all("request")


def account(program, folder, look):
    with Screens(program, folder, look, "account", *PRACTICE) as desk:
        desk.tab("tab-account")
        desk.sees("account-settings")
        desk.take_all("account")
        for button, name in (("account-reboot", "restart"), ("new-token", "token"), ("account-logout", "unlink")):
            desk.asks(button, name)


def replacement(program, folder, look):
    with Screens(program, folder, look, "replacement", *PRACTICE) as desk:
        desk.press("replace-number-entry")
        desk.sees("replace-number-stop-text")
        desk.take("stop")
        desk.press("replace-number-stop-act")
        desk.sees("replace-number-save-text")
        desk.take("save")
        desk.press("replace-number-save-act", count=128)
        desk.sees("replace-number-save-done")
        desk.take("clear")
        desk.press("replace-number-clear-act", count=128)
        desk.take("clear-question")
        desk.press("queue-clear-button", count=128)
        desk.sees("replace-number-notifications-text")
        desk.take("notifications")
        desk.press("replace-number-notifications-ask")
        desk.take("notifications-question")
        desk.press("replace-number-notifications-act")
        desk.sees("replace-number-unlink-text")
        desk.take("unlink")
        desk.press("replace-number-unlink-act")
        desk.press("logout-act")
        desk.window.find(BUTTON, desk.texts["replace-number-link-show"])
        desk.take("link")
        desk.press("replace-number-link-show")
        desk.sees("link-picture")
        desk.take_all("code")
        desk.press("link-practice-scan")
        desk.window.find(BUTTON, desk.texts["replace-number-link-yes"])
        desk.take("whose")
        desk.press("replace-number-link-yes")
        desk.window.find(BUTTON, desk.texts["resend-button"])
        desk.take("send-again")
        desk.press("resend-button")
        desk.sees("resend-chosen", count=0)
        desk.take_all("send")
        desk.ticks(3)
        desk.press("resend-act-ask", count=3)
        time.sleep(2)
        desk.take("send-question")
        desk.press("resend-act", count=3)
        time.sleep(4)
        desk.take_all("sending")
        desk.sees("resend-done-text", 120)
        desk.take_all("sent")
        desk.press("resend-back-replace")
        desk.press("replace-number-again-finish")
        desk.take("over")


def rest(program, folder, look):
    with Screens(program, folder, look, "rest", *PRACTICE) as desk:
        desk.keys("F1")
        desk.sees("help-title")
        desk.take("guide")
        desk.press("help-back")
        desk.press("sidebar-journal")
        desk.take("journal")
        desk.press("sidebar-preferences")
        desk.take_all("preferences")
        desk.press("preferences-licences")
        desk.sees("licences-title")
        desk.take_all("licences")


def run(program, folder, language, theme, size):
    turn_accessibility_on()
    look = (language, theme, tuple(map(int, size.split("x"))))
    failed = []
    for scene in (form, queue, instances, all_instances, chats, account, replacement, rest):
        try:
            scene(program, folder, look)
            print(f"  {language} {theme} {size} {scene.__name__}", flush=True)
        except NotFound as missing:
            failed.append(scene.__name__)
            print(f"  {scene.__name__} failed: {missing}", flush=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")
