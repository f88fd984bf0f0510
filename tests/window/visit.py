"""A session of the program for pictures: a window of a given size, and screenshots of it."""

import contextlib
import json
import pathlib
import subprocess
import tempfile

from driver import BUTTON, FIELD, FRAME, TAB, NotFound, Window, screenshot, until
from main_job import HOME, running
from texts import Texts

SIDEBAR_FOLDED = 64

# The names of the practice instances in a Russian window.
RUSSIAN = {
    "Sales": "Продажи",
    "Support": "Поддержка",
    "Delivery bot": "Бот доставки",
    "Night shift": "Ночная смена",
    "Warehouse": "Склад",
}


class Visit:
    """A window of `size` pixels in the corner of the screen, used through the ids of its texts."""

    def __init__(self, program, language, theme, size, *arguments):
        self.program, self.theme, self.size, self.arguments = program, theme, size, arguments
        self.texts = Texts(language)

    def __enter__(self):
        data = pathlib.Path(tempfile.mkdtemp(dir=HOME))
        width, height = self.size
        window = {"width": width, "height": height, "x": 0, "y": 0}
        (data / "instance-desk.json").write_text(json.dumps({"version": 1, "settings": {"window": window}}))
        look = ["--data-dir", data, "--lang", self.texts.language, "--theme", self.theme]
        self.run = running(self.program, *look, *self.arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.window = Window(self.run.__enter__().pid)
        # There is no window manager to give it the focus.
        shown = lambda: subprocess.run(["xdotool", "search", "--name", "Instance Desk", "windowfocus"]).returncode == 0  # noqa: E731
        until(shown, "the window does not open")
        self.point_aside()
        return self

    def __exit__(self, *how):
        self.run.__exit__(*how)

    def point_aside(self):
        """Moves the pointer to a place without controls."""
        subprocess.run(["xdotool", "mousemove", str(self.size[0] - 3), "3"], check=True)

    def press(self, name, roles=BUTTON, **values):
        self.window.press(self.texts.say(name, **values), roles)

    def tab(self, name):
        self.press(name, TAB)

    def sees(self, name, patience=60, **values):
        """Waits for a text, or for its part before the first unknown value."""
        return self.window.wait_for(self.texts.say(name, **values).split("{")[0].rstrip(), patience)

    def types(self, name, text):
        self.window.type(self.texts.get(name, name), text)

    def field(self, name):
        return self.window.find(FIELD, self.texts[name])

    def name(self, english):
        """Returns the name of a practice instance in the language of the window."""
        return RUSSIAN[english] if self.texts.language == "ru" else english

    def instance(self, english):
        """Opens the page of a practice instance. Retries, because a response may replace the row during the press."""
        name = self.name(english)
        title = f"{name} — Instance Desk"
        for _ in range(3):
            self.window.press_part(f"{name}, ")
            with contextlib.suppress(NotFound):
                self.window.find(FRAME, title, patience=5)
                return
        raise NotFound(f"the page of {name} does not open")

    def ticks(self, count):
        """Ticks the first boxes of rows, leaving out the one for all rows."""
        boxes = [widget for widget in self.window.widgets() if widget.role == "check box"]
        for box in boxes[1 : count + 1]:
            self.window.press_widget(box)

    def keys(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)

    def scroll(self, clicks):
        """Scrolls the page with the wheel; up if `clicks` is negative."""
        width, height = self.size
        subprocess.run(["xdotool", "mousemove", str(width - 60), str(height // 2)], check=True)
        turn = ["--repeat", str(abs(clicks)), "--delay", "5", "4" if clicks < 0 else "5"]
        subprocess.run(["xdotool", "click", *turn], check=True)
        self.point_aside()

    def shot(self, path, crop=None):
        """Saves a picture of the window, or of `crop` (left, top, width, height); few colours keep the file small."""
        screenshot(path)
        width, height = self.size
        left, top, width, height = crop or (0, 0, width, height)
        part = ["-crop", f"{width}x{height}+{left}+{top}", "+repage", "+dither", "-colors", "255", "-strip"]
        small = ["-define", "png:compression-level=9", "-define", "png:exclude-chunks=date,time"]
        subprocess.run(["convert", path, *part, *small, f"PNG8:{path}"], check=True)
