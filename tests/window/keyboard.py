"""The main job by keyboard alone: from a blocked number to its replacement, without a pointer.

Only Tab, the arrows, Enter, Space, Escape and F6 are pressed. After each key the control with the focus must be in
sight; at each step the accessibility tree must be in reading order.
"""

from driver import BUTTON, FIELD, FRAME, TAB, Atspi, NotFound, turn_accessibility_on, until
from visit import Visit

LOOKS = [("en", (1180, 760)), ("ru", (720, 520))]
# Keys to any control of a page.
FAR = 60
# Overlap by which two widgets are still one after the other, in pixels.
SLACK = 4
# The roles of what is read piece by piece.
READ = (*BUTTON, *FIELD, *TAB, "label", "heading", "check box", "link", "progress bar")


def place(widget):
    """Returns left, top, right and bottom in the window."""
    box = widget.node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return box.x, box.y, box.x + box.width, box.y + box.height


def is_within(inner, outer):
    return all(a >= b - SLACK for a, b in zip(inner[:2], outer[:2])) and all(
        a <= b + SLACK for a, b in zip(inner[2:], outer[2:])
    )


def is_next(box, before):
    """Whether what is at `box` is read after what is at `before`: to its right, below it, or in the next column."""
    if is_within(box, before) or is_within(before, box):
        return True
    if box[1] >= before[3] - SLACK:
        return True  # below
    if box[3] <= before[1] + SLACK:
        return box[0] >= before[2] - SLACK  # above, so in the next column
    return box[0] >= before[2] - SLACK  # in the same row


class Keyboard(Visit):
    def point_aside(self):
        """Leaves the pointer alone."""

    def focus(self):
        """Returns the control that has the focus."""
        widgets = self.window.widgets()
        return next((widget for widget in widgets if widget.has_focus and widget.role not in FRAME), None)

    def hit(self, key):
        """Presses a key and waits until the focus has moved, or for a moment where it stays."""
        before = self.focus()
        mark = before and (before.role, before.name, place(before))
        self.keys(key)
        moved = lambda: (now := self.focus()) and (now.role, now.name, place(now)) != mark  # noqa: E731
        try:
            until(moved, key, 2)
        except NotFound:
            pass
        self.assert_focus_in_sight()

    def assert_focus_in_sight(self):
        width, height = self.size
        screen = (0, 0, width, height)
        hidden = lambda: f"the focus is out of sight: {(now := self.focus()) and (now.name, place(now))}"  # noqa: E731
        until(lambda: (now := self.focus()) and is_within(place(now), screen), hidden, 5)

    def goes_to(self, fits, key="Tab", what=""):
        """Presses a key until the control that has the focus fits."""
        passed = []
        for _ in range(FAR):
            now = self.focus()
            if now and fits(now):
                return now
            passed.append(now and now.name)
            self.hit(key)
        raise NotFound(self.window._instead(f"no way by {key} to {what}; passed {passed}"))

    def acts(self, name, key="Return", **values):
        """Goes to the button of this name and presses it by a key."""
        label = self.texts.say(name, **values)
        enabled = lambda: any(w.name == label and w.is_on for w in self.window.widgets())  # noqa: E731
        until(enabled, lambda: self.window._instead(f"no “{label}” that can be pressed"), 60)
        self.goes_to(lambda now: now.name == label, what=label)
        self.keys(key)

    def asks(self, name, keep, act, **values):
        """Opens a question, whose safe button has the focus, closes it with Escape, opens it again and confirms it."""
        for is_last in (False, True):
            self.acts(name, **values)
            safe = self.texts.say(keep)
            until(lambda: (now := self.focus()) and now.name == safe, lambda: self.window._instead(f"no {safe}"))
            self.reads(f"the question of {name}", act, **values)
            if is_last:
                self.acts(act, "space", **values)
            else:
                self.hit("Escape")
                label = self.texts.say(name, **values)
                until(lambda: (now := self.focus()) and now.name == label, f"the focus is not back at “{label}”")

    def reads(self, step, *names, **values):
        """Fails unless the tree is in reading order, and these texts come in it one after another."""
        widgets = self.window.widgets()
        dialogs = [place for place, widget in enumerate(widgets) if widget.role in ("dialog", "alert")]
        if dialogs:
            widgets = widgets[dialogs[-1] :]
        self.assert_order(step, widgets)
        said = [widget.name or widget.text for widget in widgets]
        at = 0
        for name in names:
            text = self.texts.say(name, **values).split("{")[0].rstrip()
            found = next((place for place in range(at, len(said)) if text in said[place]), None)
            if found is None:
                raise NotFound(self.window._instead(f"{step}: “{text}” is not read after {said[max(at - 1, 0)]!r}"))
            at = found + 1
        self.assert_focus_in_sight()
        print(f"  {self.texts.language}: {step}", flush=True)

    def assert_order(self, step, widgets):
        before = None
        for widget in widgets:
            if widget.role in ("panel", "dialog", "alert"):
                before = None
            if widget.role not in READ or not (widget.name or widget.text):
                continue
            box = place(widget)
            if before and not is_next(box, before[1]):
                raise NotFound(f"{step}: {widget.name or widget.text!r} at {box} is read after {before}")
            before = (widget.name or widget.text, box)


def replaces(desk):
    """Replaces the blocked number: see `replace_number` for the same by the actions of assistive technology."""
    desk.hit("F6")
    blocked = lambda now: now.name.startswith(desk.name("Sales") + ", ")  # noqa: E731
    desk.goes_to(blocked, "Down", "the blocked instance")
    desk.keys("Return")
    desk.sees("queue-waiting", count=128)
    desk.reads("the queue", "state-blocked", "header-refresh", "tab-queue", "queue-waiting", "queue-clear", count=128)
    desk.hit("F6")
    desk.acts("replace-number-entry")
    desk.sees("replace-number-stop-text")
    desk.reads("what sends", "replace-number-stop", "replace-number-stop-text", "replace-number-stop-act")
    desk.acts("replace-number-stop-act", "space")
    desk.sees("replace-number-save-text")
    desk.reads("the copy", "replace-number-save-text", "replace-number-save-act", count=128)
    desk.acts("replace-number-save-act", count=128)
    desk.sees("replace-number-clear-text")
    desk.reads("clearing", "replace-number-clear-text", "replace-number-clear-act", count=128)
    desk.asks("replace-number-clear-act", "clear-queue-keep", "queue-clear-button", count=128)
    desk.sees("replace-number-notifications-text", 90)
    desk.reads("the notifications", "replace-number-notifications-text", "replace-number-notifications-ask")
    desk.asks(
        "replace-number-notifications-ask", "replace-number-notifications-keep", "replace-number-notifications-act"
    )
    desk.sees("replace-number-unlink-text", 90)
    desk.reads("unlinking", "replace-number-unlink-text", "replace-number-unlink-act")
    desk.asks("replace-number-unlink-act", "logout-keep", "logout-act")
    desk.sees("replace-number-link-text")
    # The queue is read again before the code is shown.
    desk.acts("replace-number-link-show")
    desk.sees("replace-number-link-counted", 90)
    desk.reads("the code", "replace-number-link-title", "replace-number-link-counted", "link-practice-scan")
    desk.acts("link-practice-scan")
    desk.sees("replace-number-link-question-text", 90)
    desk.reads("whose number it is", "replace-number-link-question-text", "replace-number-link-yes")
    desk.acts("replace-number-link-yes", "space")
    desk.sees("replace-number-again-text", 90)
    desk.reads("what is left", "replace-number-again-text", "replace-number-again-finish")
    desk.acts("replace-number-again-finish")
    desk.sees("replace-number-over")
    desk.reads("the end", "replace-number-over", "replace-number-over-queue")
    desk.acts("replace-number-over-queue")
    desk.sees("queue-empty")
    desk.reads("the empty queue", "tab-queue", "queue-empty")


def run(program, folder):
    turn_accessibility_on()
    for language, size in LOOKS:
        with Keyboard(program, language, "light", size, "--practice", "--session-only") as desk:
            desk.sees("queue-waiting", count=128)
            try:
                replaces(desk)
            except Exception:
                desk.shot(folder / f"{language}-failed.png")
                raise
    print("replaced without a pointer")
