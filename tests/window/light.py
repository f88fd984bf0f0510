"""Measures how light the real window is, beside a bare one: `light BARE SERVER [FIGURE…]`, see `./dev bench`.

BARE is the built program of `benches/bare`, SERVER that of `benches/light`. The figures go to `light.json`; a FIGURE is
one of `visible`, `rest`, `chats`, `code`, `resend` and `watch`, and without any all are measured. `trial` in their
place measures all in less time, and gives no more than an idea.
"""

import contextlib
import ctypes
import json
import os
import pathlib
import statistics
import subprocess
import time

from driver import FIELD, FRAME, TAB, Window, turn_accessibility_off, turn_accessibility_on, until
from main_job import running
from services import WATCHER, Service
from session import bound
from texts import Texts
from watch import ticks

HOME = pathlib.Path(os.environ["HOME"])
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

# Starts of each program, in turn.
STARTS = 15

# Seconds for which a program must use no processor to count as at rest.
REST = 3

# Seconds after which marks no longer turn.
MARKS = 11

# Seconds in which all instances are checked once.
ROUND = 60

# Bytes on the disk of 100,000 stored chats, at least.
STORED = 5 << 20


class Screen:
    """The point in the middle of the screen, which is black without a window."""

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        pointer, number, word = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
        for name, result, arguments in [
            ("XOpenDisplay", pointer, [ctypes.c_char_p]),
            ("XDefaultRootWindow", word, [pointer]),
            ("XGetImage", pointer, [pointer, word, number, number, number, number, word, number]),
            ("XGetPixel", word, [pointer, number, number]),
            ("XDestroyImage", number, [pointer]),
        ]:
            function = getattr(self.x, name)
            function.restype, function.argtypes = result, arguments
        self.display = self.x.XOpenDisplay(None)
        self.root = self.x.XDefaultRootWindow(self.display)

    def is_drawn(self):
        all_planes, by_pixel = 0xFFFFFF, 2
        image = self.x.XGetImage(self.display, self.root, 590, 380, 1, 1, all_planes, by_pixel)
        pixel = self.x.XGetPixel(image, 0, 0)
        self.x.XDestroyImage(image)
        return pixel & all_planes != 0

    def wait(self, drawn, patience=30):
        end = time.monotonic() + patience
        while self.is_drawn() != drawn:
            assert time.monotonic() < end, "no window" if drawn else "the window does not close"
            time.sleep(0.0005)


@contextlib.contextmanager
def opened(screen, command):
    """Yields the process, and the milliseconds until its window was drawn on the screen."""
    screen.wait(drawn=False)
    begun = time.monotonic()
    with running(*command, **SILENT) as process:
        screen.wait(drawn=True)
        yield process, (time.monotonic() - begun) * 1000


def figure(pid, file, name):
    """Returns a figure of a process, in MB."""
    lines = pathlib.Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1000


def memory(pid):
    """Returns the proportional share of memory of a process."""
    return figure(pid, "smaps_rollup", "Pss")


def rests(pid):
    """Waits until the process uses no processor."""
    while ticks(pid, REST):
        pass


def starts(screen, programs, count):
    """Returns the median time until the window of each program is drawn."""
    times = {name: [] for name in programs}
    for _ in range(count + 1):
        for name, command in programs.items():
            with opened(screen, command) as (_, taken):
                times[name].append(taken)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}  # the first one reads files


def at_rest(screen, command):
    """Returns the memory, and the ticks of the processor in ten seconds."""
    with opened(screen, command) as (process, _):
        rests(process.pid)
        return memory(process.pid), ticks(process.pid, 10)


class Office:
    """The program with the instances of a server that has a hundred thousand chats and a queue."""

    def __init__(self, screen, program, server):
        self.screen, self.server, self.say = screen, server, Texts("en").say
        self.is_connected = False
        self.data = HOME / "office"
        self.command = [program, "--data-dir", self.data, "--lang", "en", "--theme", "light"]

    def __enter__(self):
        serving = running(self.server, "serve", "office", stdout=subprocess.PIPE)
        self.open = contextlib.ExitStack()
        announced = self.open.enter_context(serving).stdout.readline()
        self.large, self.unlinked = json.loads(announced)["instances"]
        return self

    def __exit__(self, *how):
        self.open.close()

    def drive(self, process):
        """Returns the window, to be read and pressed until the accessibility tree is turned off again."""
        turn_accessibility_on()
        return Window(process.pid)

    def connects(self):
        """Saves both instances once; the larger one last, so that the next session opens its page."""
        if self.is_connected:
            return
        self.is_connected = True
        with opened(self.screen, self.command) as (process, _):
            window = self.drive(process)
            for name, instance in [("Unlinked", self.unlinked), ("Large", self.large)]:
                window.type(self.say("form-name"), name)
                window.type("idInstance", instance["idInstance"])
                window.type(self.say("form-api-url-suggested"), instance["apiUrl"])
                window.type("apiTokenInstance", instance["apiTokenInstance"])
                window.press(self.say("form-check"))
                if name == "Unlinked":
                    window.press(self.say("form-save-another"))
                    until(lambda: not window.find(FIELD, self.say("form-name")).text, "the form is not emptied")
            window.press(self.say("form-save"))
            window.find(FRAME, "Large — Instance Desk")
            rests(process.pid)

    def chats(self):
        """Returns the memory with the chats, the most while they were loaded, and the ticks in ten seconds at rest."""
        self.connects()
        with opened(self.screen, self.command) as (process, _):
            turn_accessibility_off()
            rests(process.pid)
            subprocess.run(["xdotool", "search", "--name", "Instance Desk", "windowfocus"], check=True, **SILENT)
            subprocess.run(["xdotool", "key", "ctrl+2"], check=True)
            until(lambda: sum(file.stat().st_size for file in self.data.rglob("*.db*")) > STORED, "no chats", 120)
            rests(process.pid)
            now, pid = memory(process.pid), process.pid
            most = now + figure(pid, "status", "VmHWM") - figure(pid, "status", "VmRSS")
            # Not on the first page, whose field has a cursor that blinks.
            return now, most, ticks(pid, 10)

    def waits(self, lead):
        """Returns the ticks of the processor in ten seconds on the page that `lead` opens."""
        self.connects()
        with opened(self.screen, self.command) as (process, _):
            rests(process.pid)  # an answer that arrives between reading the window and a press may move what is pressed
            lead(self.drive(process))
            turn_accessibility_off()
            time.sleep(MARKS)
            return ticks(process.pid, 10)

    def opens(self, window, name):
        window.press_part(f"{name}, ")
        window.find(FRAME, f"{name} — Instance Desk")  # a tab pressed before would be that of the other instance

    def to_code(self, window):
        self.opens(window, "Unlinked")
        window.press(self.say("tab-account"), TAB)
        window.press(self.say("account-link"))
        window.wait_for(self.say("link-picture"), 60)

    def to_resend(self, window):
        self.opens(window, "Large")
        window.press(self.say("tab-queue"), TAB)
        window.press(self.say("saved-queues-save"))
        window.press(self.say("saved-queues-open"))
        window.press(self.say("resend-button"))
        boxes = lambda: [w for w in window.widgets() if w.role == "check box" and w.name[:1].isdigit()]  # noqa: E731
        for box in until(boxes, "no messages"):
            window.press_widget(box)
        window.press(self.say("resend-act-ask", count=3))
        window.press(self.say("resend-act", count=3))
        window.wait_for(self.say("resend-running", count=3))


def watch(program, seconds):
    """Returns the share of a core, in percent, while 200 practice instances are watched without a window.

    Their server, which is part of the process, is included.
    """
    data = HOME / "watched"
    data.mkdir()
    settings = {"watch": {"choice": {"every": "oneMinute"}, "onClose": "keepWatching"}}
    (data / "instance-desk.json").write_text(json.dumps({"version": 1, "settings": settings}))
    arguments = ["--data-dir", data, "--practice", "200", "--session-only", "--in-background"]
    with Service(WATCHER), running(program, *arguments, **SILENT) as process:
        time.sleep(ROUND)
        return ticks(process.pid, seconds) / seconds


def run(program, folder, bare, server, *chosen):
    screen = Screen()
    count, seconds = STARTS, 2 * ROUND
    if chosen == ("trial",):
        count, seconds, chosen = 2, 5, ()
    programs = {"bare": [bare], "ours": [program, "--data-dir", HOME / "rest", "--lang", "en"]}
    with Office(screen, program, server) as office:
        measures = {
            "visible": lambda: starts(screen, programs, count),
            "rest": lambda: {name: at_rest(screen, command) for name, command in programs.items()},
            "chats": office.chats,
            "code": lambda: office.waits(office.to_code),
            "resend": lambda: office.waits(office.to_resend),
            "watch": lambda: watch(program, seconds),
        }
        figures = {}
        for name in chosen or measures:
            figures[name] = measures[name]()
            print(f"{name}: {figures[name]}", flush=True)
    (folder / "light.json").write_text(json.dumps(figures))
