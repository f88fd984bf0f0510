"""Saves a file through the desktop's portal, after one that ended with its dialog open, and checks that the dialog
belongs to the window.

Run as a program, this is the portal: it selects the file in its argument, or nothing without one, and prints the parent
window of each request.
"""

import contextlib
import json
import pathlib
import re
import subprocess
import sys

HOLDER = "org.freedesktop.portal.Desktop"
PLACE = "/org/freedesktop/portal/desktop"
CHOOSER = """<node><interface name="org.freedesktop.portal.FileChooser">
    <property name="version" type="u" access="read"/>
    <method name="SaveFile">
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
        <arg type="o" direction="out"/>
    </method>
</interface></node>"""


def serve(file=None):
    from gi.repository import Gio, GLib

    def saves(bus, sender, _place, _interface, _method, arguments, call):
        window, _title, options = arguments.unpack()
        asker = sender[1:].replace(".", "_")
        request = f"{PLACE}/request/{asker}/{options['handle_token']}"
        call.return_value(GLib.Variant("(o)", (request,)))
        bus.flush_sync()
        print(window, flush=True)
        if not file:
            return
        chosen = GLib.Variant("(ua{sv})", (0, {"uris": GLib.Variant("as", [file.as_uri()])}))
        # Respond with a delay, like a user: the caller listens only after the dialog has opened.
        answer = (sender, request, "org.freedesktop.portal.Request", "Response", chosen)
        GLib.timeout_add(500, lambda: bus.emit_signal(*answer) and False)

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    interface = Gio.DBusNodeInfo.new_for_xml(CHOOSER).interfaces[0]
    bus.register_object(PLACE, interface, saves, lambda *_: GLib.Variant("u", 4), None)
    Gio.bus_own_name_on_connection(bus, HOLDER, Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


@contextlib.contextmanager
def portal(*file):
    from session import bound

    process = subprocess.Popen(bound(sys.executable, __file__, *file), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield process.stdout
    finally:
        process.kill()
        process.wait()


def run(program, folder):
    from driver import Window, screenshot, turn_accessibility_on
    from main_job import HOME, running

    turn_accessibility_on()
    file = HOME / "Queue.json"
    arguments = ["--data-dir", HOME / "desk", "--practice", "--session-only", "--lang", "en"]
    with running(program, *arguments) as process:
        window = Window(process.pid)
        for name in ("Save a copy", "Open"):
            window.press(name)
        with portal() as asked:
            window.press("Save as JSON…")
            asked.readline()
        with portal(file) as asked:
            window.press("Save as JSON…")
            assert re.fullmatch(r"x11:[0-9a-f]+\n", owner := asked.readline()), f"asked for window {owner!r}"
            told = ["xwininfo", "-id", f"0x{owner[4:].strip()}"]
            assert "Instance Desk" in subprocess.run(told, capture_output=True, text=True, check=True).stdout
            window.wait_for(f"Written to {file}")
        screenshot(folder / "portal.png")
        assert len(json.loads(file.read_text())) == 128
    print("the portal's dialog belongs to the window")


if __name__ == "__main__":
    serve(*map(pathlib.Path, sys.argv[1:]))
