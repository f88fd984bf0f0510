"""Drives a window as assistive technology does: widgets are found by role and name, never by position."""

import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

# The names of roles in AT-SPI; newer versions renamed some.
BUTTON = ("push button", "button", "toggle button")
FIELD = ("entry", "text", "password text")
TAB = ("page tab",)
FRAME = ("frame",)

PATIENCE = 30.0

# A busy computer answers late. By default a widget counts as gone after 0.8 seconds.
Atspi.set_timeout(int(PATIENCE) * 1000, int(PATIENCE) * 1000)


class NotFound(Exception):
    """The expected thing did not appear; the message lists what was there instead."""


def turn_accessibility_on():
    """Announces assistive technology to programs, as a screen reader does."""
    announce(True)


def turn_accessibility_off():
    """Announces that it ended, so that programs keep no tree for it."""
    announce(False)


def announce(is_on):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        arguments = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", is_on)))
        place = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
        bus.call_sync(*place, arguments, None, Gio.DBusCallFlags.NONE, -1, None)


def until(read, what, patience=PATIENCE):
    """Waits for `read()` to return a truthy value, and returns it."""
    end = time.monotonic() + patience
    while True:
        found = read()
        if found:
            return found
        if time.monotonic() > end:
            raise NotFound(what() if callable(what) else what)
        time.sleep(0.1)


class Widget:
    """A snapshot of an accessible object."""

    def __init__(self, node):
        self.node = node
        self.role = node.get_role_name()
        self.name = node.get_name() or ""
        self.states = node.get_state_set()
        self.text = ""
        if node.get_text_iface():
            self.text = Atspi.Text.get_text(node, 0, -1)

    def texts(self):
        """Returns everything that a screen reader reads for it."""
        attributes = (self.node.get_attributes() or {}).values()
        return [text for text in (self.name, self.text, self.node.get_description(), *attributes) if text]

    @property
    def is_on(self):
        return self.states.contains(Atspi.StateType.ENABLED) or self.states.contains(Atspi.StateType.SENSITIVE)

    @property
    def has_focus(self):
        return self.states.contains(Atspi.StateType.FOCUSED)


class Window:
    """The window of the program with this process id. Records every text that it reads."""

    def __init__(self, pid):
        self.seen = set()
        self.app = until(lambda: self._app(pid), "the program does not show up in the accessibility tree", 60)

    def _app(self, pid):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for place in range(desktop.get_child_count()):
            try:
                app = desktop.get_child_at_index(place)
                if app and app.get_process_id() == pid and app.get_child_count() > 0:
                    return app
            except GLib.Error:
                pass
        return None

    def widgets(self):
        """Returns all accessible objects of the window, from top to bottom."""
        found, waiting = [], [self.app]
        self.app.clear_cache()
        while waiting:
            node = waiting.pop()
            try:
                widget = Widget(node)
                self.seen.update(widget.texts())
                found.append(widget)
                children = [node.get_child_at_index(place) for place in range(node.get_child_count())]
                waiting.extend(child for child in reversed(children) if child)
            except GLib.Error:
                continue  # it disappeared while the tree was read
        return found

    def texts(self):
        """Returns the texts on the screen."""
        return [text for widget in self.widgets() for text in dict.fromkeys((widget.name, widget.text)) if text]

    def find_all(self, roles, name, at_least=1, patience=PATIENCE):
        """Waits for the widgets of these roles with exactly this name; a field is named by its label."""

        def read():
            found = [w for w in self.widgets() if w.role in roles and w.name == name]
            return found if len(found) >= at_least else None

        return until(read, lambda: self._instead(f"no {roles[0]} “{name}”"), patience)

    def find(self, roles, name, patience=PATIENCE):
        return self.find_all(roles, name, patience=patience)[0]

    def _instead(self, what):
        lines = [f"{w.role}: {w.name or w.text}" for w in self.widgets()]
        return "\n  ".join([f"{what}; there is:", *lines])

    def wait_for(self, part, patience=PATIENCE):
        """Waits for a text that contains `part`, and returns it."""

        def read():
            return next((text for text in self.texts() if part in text), None)

        return until(read, lambda: self._instead(f"no text “{part}”"), patience)

    def press(self, name, roles=BUTTON):
        """Waits for an enabled button of this name and presses the first one."""
        self._press(roles, name, lambda found: found == name)

    def press_part(self, part, roles=BUTTON):
        """Waits for an enabled button whose name contains `part` and presses the first one."""
        self._press(roles, part, lambda found: part in found)

    def _press(self, roles, name, fits):
        def read():
            return next((w for w in self.widgets() if w.role in roles and w.is_on and fits(w.name)), None)

        self.press_widget(until(read, lambda: self._instead(f"no {roles[0]} “{name}” that can be pressed")))

    def press_widget(self, widget):
        Atspi.Action.do_action(widget.node, 0)

    def type(self, name, text):
        """Sets the text of the field of this name, and waits until the field has it (or as many dots)."""
        field = self.find(FIELD, name)
        Atspi.EditableText.set_text_contents(field.node, text)
        read = lambda: len(Widget(field.node).text) == len(text)  # noqa: E731
        until(read, lambda: self._instead(f"“{name}” does not take its text"))


def screenshot(path):
    time.sleep(0.4)  # let the frame that was read be drawn and the pointer's feedback fade
    subprocess.run(["import", "-window", "root", str(path)], check=True)


def copied(press):
    """Returns the text that `press()` copies to the clipboard."""
    before = "nothing was copied"
    subprocess.run(["xclip", "-selection", "clipboard"], input=before.encode(), stdout=subprocess.DEVNULL, check=True)
    until(lambda: clipboard() == before, "the clipboard cannot be written")  # xclip returns too early
    press()
    return until(lambda: next((text for text in [clipboard()] if text != before), None), before)


def clipboard():
    read = subprocess.run(["xclip", "-selection", "clipboard", "-out"], capture_output=True, timeout=10)
    return read.stdout.decode(errors="replace")


def window_titles():
    """Returns the tree of windows on the screen, with their titles."""
    tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, check=True)
    return tree.stdout.decode(errors="replace")
