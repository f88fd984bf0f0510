"""The main job, like an administrator without a manual: connects an instance, clears its queue, archives a chat.

Each step saves a screenshot and the texts of the window; the Copy buttons extract the responses of the server.
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import urllib.request

from canaries import Canaries
from driver import BUTTON, FIELD, FRAME, TAB, Window, copied, screenshot, turn_accessibility_on, window_titles
from session import bound
from words import ENGLISH, RUSSIAN

METHOD = re.compile(r"[a-z]+[A-Z][A-Za-z]+")
HOME = pathlib.Path(os.environ["HOME"])


@contextlib.contextmanager
def running(program, *arguments, **options):
    process = subprocess.Popen(bound(program, *arguments), **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def practice_server(program):
    """Starts a practice server and yields its instances by idInstance."""
    with running(program, "--practice-server", "127.0.0.1:0", stdout=subprocess.PIPE) as server:
        announced = json.loads(server.stdout.readline())
        yield {instance["idInstance"]: instance for instance in announced["instances"]}


def connects(window, texts, name, instance):
    """Fills in the form that is open, and saves the instance."""
    for field, text in [
        (texts["form-name"], name),
        ("idInstance", instance["idInstance"]),
        (texts["form-api-url-suggested"], instance["apiUrl"]),
        ("apiTokenInstance", instance["apiTokenInstance"]),
    ]:
        window.type(field, text)
    window.press(texts["form-check"])
    window.press(texts["form-save"])
    window.find(FRAME, f"{name} — Instance Desk")


def webhook_token(instance):
    """Returns the webhookUrlToken from the server, unmasked."""
    place = "{apiUrl}/waInstance{idInstance}/getSettings/{apiTokenInstance}".format(**instance)
    with urllib.request.urlopen(place, timeout=10) as answer:
        return json.load(answer)["webhookUrlToken"]


class Run:
    """One session of the program, with everything it showed, wrote and copied."""

    def __init__(self, program, folder, label, words, arguments, canaries):
        self.folder, self.label, self.words, self.canaries = folder, label, words, canaries
        self.program, self.arguments = program, arguments
        self.steps = 0

    def __enter__(self):
        log = open(self.folder / f"{self.label}-program.log", "wb")
        self.open = contextlib.ExitStack()
        self.open.enter_context(log)
        verbose = os.environ | {"INSTANCE_DESK_LOG": "debug"}
        start = running(self.program, *self.arguments, stdout=log, stderr=log, env=verbose)
        self.process = self.open.enter_context(start)
        self.window = Window(self.process.pid)
        return self

    def __exit__(self, kind, error, _):
        if error:
            code = self.process.poll()
            print(f"failed after step {self.steps}" + ("" if code is None else f"; the program had ended with {code}"))
            screenshot(self.folder / f"{self.label}-failed.png")
        self.canaries.read(*self.window.seen)
        self.open.close()

    def step(self, name):
        """Saves a screenshot and the texts of the window."""
        self.steps += 1
        stem = f"{self.label}-{self.steps:02}-{name}"
        screenshot(self.folder / f"{stem}.png")
        (self.folder / f"{stem}.txt").write_text("\n".join(self.window.texts()) + "\n")
        self.canaries.read(window_titles())
        print(f"  {stem}", flush=True)

    def press(self, word, roles=BUTTON):
        self.window.press(self.words[word], roles)

    def sees(self, word, patience=30):
        return self.window.wait_for(self.words[word], patience)

    def types(self, word, text):
        self.window.type(self.words.get(word, word), text)

    def copies(self, word, at_least=1):
        """Presses each button of this name and returns what it copies, with the method named above it."""
        # While the server is being asked, an answer may replace a button before it is pressed.
        self.window.find(BUTTON, self.words["refresh"])
        self.window.find_all(BUTTON, self.words[word], at_least)
        method, found = "", []
        for widget in self.window.widgets():
            method = next(iter(METHOD.findall(widget.name)), method) if widget.role == "label" else method
            if widget.role in BUTTON and widget.name == self.words[word]:
                text = copied(lambda: self.window.press_widget(widget))
                self.canaries.read(text)
                found.append((method, text))
        return found

    def takes_answers(self, at_least=1):
        """Saves the responses on the screen as files, and returns them by method."""
        answers = dict(self.copies("copy", at_least))
        for method, text in answers.items():
            kind = "json" if text[:1] in "{[" else "answer"
            (self.folder / f"{self.label}-{self.steps:02}-{method}.{kind}").write_text(text)
        return answers

    def connects(self, name, instance):
        """Types the three values into the form, checks and saves them."""
        self.types("name", name)
        self.types("idInstance", instance["idInstance"])
        self.types("suggested", instance["apiUrl"])
        self.types("apiTokenInstance", instance["apiTokenInstance"])
        self.press("check")
        self.sees("connected")
        self.step("checked")
        self.press("save")

    def clears(self, name):
        """Clears the 128 messages of this instance through the confirmation, and checks the responses that prove it."""
        self.sees("waiting")
        self.window.wait_for("128")
        self.window.find(FRAME, f"{name} — Instance Desk")
        self.step("queue")
        self.takes_answers()
        self.press("clear")
        self.sees("question")
        self.window.find(BUTTON, self.words["keep"])
        self.step("confirm")
        self.press("clear it")
        self.sees("empty", 60)
        self.window.wait_for('"isCleared": true')
        self.window.wait_for('"count": 0')
        self.step("cleared")
        answers = self.takes_answers(at_least=3)
        assert json.loads(answers["clearMessagesQueue"]) == {"isCleared": True}, answers
        assert json.loads(answers["showMessagesQueue"]) == [], answers
        assert json.loads(answers["getMessagesCount"]) == {"count": 0}, answers

    def archives(self):
        """Archives one chat, and checks why another fails: it has no incoming message."""
        self.press("chats", TAB)
        self.types("chat", "79123456789@c.us")
        self.press("archive")
        self.sees("archived")
        self.step("archived")
        self.types("chat", "79992047718@c.us")
        self.press("archive")
        self.sees("not archived")
        self.sees("why not")
        self.window.wait_for("last message not found")
        self.step("not-archived")
        self.takes_answers()
        ((_, support),) = self.copies("copy for support")
        assert "last message not found" in support and "archiveChat" in support, support

    def reads_requests(self, part, name):
        """Opens a request of the list, and returns its response by method."""
        self.press("requests", TAB)
        self.window.press_part(part)
        self.window.find(BUTTON, self.words["copy as curl"])
        self.step(name)
        ((_, curl),) = self.copies("copy as curl")
        assert curl.startswith("curl") and "$TOKEN" in curl, curl
        return self.takes_answers()


def in_english(program, folder, canaries):
    data = HOME / "office"
    arguments = ["--data-dir", data, "--lang", "en", "--theme", "light"]
    with practice_server(program) as instances:
        sales, support = instances["7103004512"], instances["1101822940"]
        secret = webhook_token(sales)
        canaries.guard(sales["apiTokenInstance"], support["apiTokenInstance"], secret, secret.split()[-1])
        with Run(program, folder, "en", ENGLISH, arguments, canaries) as run:
            run.sees("welcome")
            run.step("welcome")
            run.connects("Sales", sales)
            run.clears("Sales")
            settings = run.reads_requests("GET getSettings", "settings")
            assert json.loads(settings["getSettings"])["webhookUrlToken"] == "***", settings
            run.press("add")
            run.window.find(FIELD, "idInstance")
            run.connects("Support", support)
            run.archives()
            run.reads_requests("POST archiveChat", "request")
            run.press("preferences")
            run.sees("language")
            run.step("preferences")
        # In the next session the program knows its instances and reads their tokens from the keyring.
        with Run(program, folder, "en-again", ENGLISH, arguments, canaries) as run:
            # It opens where it was left: at the requests.
            run.press("queue", TAB)
            run.window.wait_for("Support, WhatsApp")
            run.sees("nothing")
            run.step("queue")


def in_russian(program, folder, canaries):
    arguments = ["--data-dir", HOME / "контора", "--lang", "ru", "--theme", "dark"]
    with practice_server(program) as instances:
        sales = instances["7103004512"]
        canaries.guard(sales["apiTokenInstance"])
        with Run(program, folder, "ru", RUSSIAN, arguments, canaries) as run:
            run.sees("welcome")
            run.connects("Продажи", sales)
            run.clears("Продажи")


def run(program, folder):
    turn_accessibility_on()
    canaries = Canaries()
    in_english(program, folder, canaries)
    in_russian(program, folder, canaries)
    canaries.look([HOME, folder], known="7103004512")
    print(f"no secret in {canaries.summary}")
