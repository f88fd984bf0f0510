"""Starts the program several times at once with one data folder, while it clears queues and after it was killed there:
there is one window, no queue is cleared without a copy or twice, and the interrupted clearing is shown."""

import contextlib
import http.server
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import threading
import urllib.error
import urllib.request

from driver import BUTTON, Window, screenshot, turn_accessibility_on, until, window_titles
from gi.repository import GLib
from main_job import connects, practice_server
from session import bound
from texts import Texts

DATA = pathlib.Path(os.environ["HOME"]) / "desk"
LINK = pathlib.Path(os.environ["HOME"]) / "link"
QUEUES = {"7103004512": ("Sales", 128), "7105660034": ("Warehouse", 14), "3100077318": ("Delivery", 6)}
CLEARING = re.compile(r"/waInstance(\d+)/clearMessagesQueue/")


class Passage(http.server.ThreadingHTTPServer):
    """Passes requests on to a server. A request that clears a queue is recorded, and waits until it is let through."""

    def __init__(self, server):
        super().__init__(("127.0.0.1", 0), Handler)
        self.server_url, self.url = server, f"http://127.0.0.1:{self.server_port}"
        self.clearings, self.let_through = [], threading.Semaphore(0)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def passes_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if clearing := CLEARING.search(self.path):
            self.server.clearings.append(clearing[1])
            self.server.let_through.acquire()
        kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        request = urllib.request.Request(self.server.server_url + self.path, body or None, kind, method=self.command)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        with answer, contextlib.suppress(ConnectionError):
            content = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    do_GET = do_POST = do_DELETE = passes_on

    def log_message(self, *_):
        pass


def run(program, folder):
    turn_accessibility_on()
    DATA.mkdir()
    LINK.symlink_to(DATA)
    texts = Texts("en")
    with practice_server(program) as instances, contextlib.ExitStack() as ended:
        passage = Passage(instances["7103004512"]["apiUrl"])
        process = one_of(start(program, ended, DATA), start(program, ended, LINK))
        window = Window(process.pid)
        for idInstance, (name, _) in QUEUES.items():
            if name != "Sales":
                window.press(texts["sidebar-add"])
            connects(window, texts, name, instances[idInstance] | {"apiUrl": passage.url})
        begins_to_clear(window, texts)
        until(lambda: len(passage.clearings) == 1, "no clearing begins")
        all_end(start(program, ended, DATA), start(program, ended, LINK))
        window.find(BUTTON, texts["clear-several-stop"])
        screenshot(folder / "clearing.png")

        passage.let_through.release()
        until(lambda: len(passage.clearings) == 2, "the second queue is not cleared")
        process.kill()
        process.wait()
        passage.let_through.release(10)
        process = one_of(start(program, ended, DATA), start(program, ended, LINK))
        shows_what_was_interrupted(Window(process.pid), texts, QUEUES[passage.clearings[1]][0], folder)
        left = {one: waiting(instances[one]) for one in QUEUES}
    cleared = passage.clearings
    assert len(cleared) == len(set(cleared)) == 2, cleared
    assert left == {one: 0 if one in cleared else number for one, (_, number) in QUEUES.items()}, left
    assert copies() == {one: [number] for one, (_, number) in QUEUES.items() if one in cleared}, copies()
    print("one window, and no queue was cleared twice")


def start(program, ended, data):
    command = bound(program, "--data-dir", data, "--lang", "en")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ended.callback(process.wait)
    ended.callback(process.kill)
    return process


def one_of(*processes):
    """Waits until all but one process have ended, and returns that one. It has the only window."""
    ended = lambda: [process for process in processes if process.poll() is not None]  # noqa: E731
    until(lambda: len(ended()) == len(processes) - 1 and windows(), "not all but one of the starts have ended", 60)
    assert all(process.returncode == 0 for process in ended())
    assert windows() == 1, window_titles()
    return next(process for process in processes if process.poll() is None)


def all_end(*processes):
    """Waits until these second starts have ended, and left one window."""
    assert [process.wait(60) for process in processes] == [0] * len(processes)
    assert windows() == 1, window_titles()


def windows():
    return sum('Instance Desk"' in line for line in window_titles().splitlines())


def begins_to_clear(window, texts):
    messages = sum(number for _, number in QUEUES.values())
    act = texts.say("clear-several-act", queues=len(QUEUES), messages=texts.say("saved-queues-count", count=messages))
    window.press_part(texts["sidebar-all-instances"])
    window.press(texts["all-instances-refresh"])
    everything = lambda: next((w for w in window.widgets() if w.role == "check box" and w.is_on), None)  # noqa: E731
    window.press_widget(until(everything, "no box selects all"))
    window.press(f"{act}…")
    window.press(act)


def shows_what_was_interrupted(window, texts, name, folder):
    window.press_part(texts["sidebar-all-instances"])
    window.press(f"{texts['all-instances-interrupted']} ({name})")
    window.wait_for(texts["interrupted-clear"].split("{")[0])

    def is_read():
        widgets = window.widgets()
        # The killed program may have used up the limit of requests.
        again = [widget for widget in widgets if widget.is_on and widget.name == texts["try-again"]]
        with contextlib.suppress(GLib.Error):  # it disappears once the program reads the queue by itself
            for widget in again:
                window.press_widget(widget)
        return any(texts["interrupted-queue-read"] in widget.name for widget in widgets)

    until(is_read, "the queue is not read again")
    screenshot(folder / "interrupted.png")


def waiting(instance):
    """Returns the length of the queue's list; the count lags."""
    place = "{apiUrl}/waInstance{idInstance}/showMessagesQueue/{apiTokenInstance}".format(**instance)
    with urllib.request.urlopen(place, timeout=10) as answer:
        return len(json.load(answer))


def copies():
    """Returns the number of messages in each stored copy, by idInstance."""
    found = {}
    with contextlib.closing(sqlite3.connect(DATA / "data" / "instance-desk.db")) as database:
        query = "SELECT instance, count(*) FROM saved_queues JOIN saved_messages ON queue = saved_queues.id GROUP BY queue"
        for instance, number in database.execute(query):
            found.setdefault(instance, []).append(number)
    return found
