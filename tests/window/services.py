"""Services of a desktop that the program uses over D-Bus: notifications, and the notification area.

Run as a program with a service's name, this is the service: it prints what it gets, a line of JSON each, and clicks
what a line on its input names.
"""

import contextlib
import json
import subprocess
import sys

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"

INTERFACES = {
    NOTIFICATIONS: """<node><interface name="org.freedesktop.Notifications">
        <method name="GetCapabilities"><arg type="as" direction="out"/></method>
        <method name="Notify">
            <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
            <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
            <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
        </method>
    </interface></node>""",
    WATCHER: """<node><interface name="org.kde.StatusNotifierWatcher">
        <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
        <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
        <property name="ProtocolVersion" type="i" access="read"/>
        <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
    </interface></node>""",
}
PLACES = {NOTIFICATIONS: "/org/freedesktop/Notifications", WATCHER: "/StatusNotifierWatcher"}


def serve(name):
    from gi.repository import Gio, GLib

    tell = lambda told: print(json.dumps(told), flush=True)  # noqa: E731
    shown = []

    def heeds(bus, sender, _place, _interface, method, arguments, call):
        if method == "GetCapabilities":
            call.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
        elif method == "Notify":
            _program, _replaced, _icon, title, body, actions, _hints, _time = arguments.unpack()
            shown.append(title)
            tell({"title": title, "body": body, "actions": actions})
            call.return_value(GLib.Variant("(u)", (len(shown),)))
        else:
            tell({"item": sender})
            call.return_value(None)

    def click(_source, _condition):
        number = int(sys.stdin.readline() or 0)
        if number:
            place = (PLACES[NOTIFICATIONS], NOTIFICATIONS, "ActionInvoked")
            bus.emit_signal(None, *place, GLib.Variant("(us)", (number, "default")))
        return bool(number)

    properties = {
        "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
        "ProtocolVersion": GLib.Variant("i", 0),
        "RegisteredStatusNotifierItems": GLib.Variant("as", []),
    }
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    interface = Gio.DBusNodeInfo.new_for_xml(INTERFACES[name]).interfaces[0]
    bus.register_object(PLACES[name], interface, heeds, lambda *asked: properties[asked[4]], None)
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, lambda *_: tell("ready"), None)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, click)
    GLib.MainLoop().run()


class Service:
    """A running service. It is killed at the end of the context."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        from session import bound

        command = bound(sys.executable, __file__, self.name)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.heard() == "ready"
        return self

    def __exit__(self, *_how):
        self.process.kill()
        self.process.wait()

    def heard(self):
        """Waits for the next thing that the service got."""
        return json.loads(self.process.stdout.readline())

    def click(self, number):
        """Clicks the notification of this number, the first being 1."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(f"{number}\n")
            self.process.stdin.flush()


class Item:
    """The program's icon in the notification area, as a desktop uses it."""

    def __init__(self, owner):
        from gi.repository import Gio

        self.bus, self.owner = Gio.bus_get_sync(Gio.BusType.SESSION), owner

    def call(self, place, interface, method, arguments):
        from gi.repository import Gio

        return self.bus.call_sync(self.owner, place, interface, method, arguments, None, Gio.DBusCallFlags.NONE, -1, None)

    def title(self):
        from gi.repository import GLib

        asked = GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", "Title"))
        return self.call("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", asked).unpack()[0]

    def press(self):
        from gi.repository import GLib

        self.call("/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", GLib.Variant("(ii)", (0, 0)))

    def choose(self, label):
        """Chooses an entry of the menu."""
        from gi.repository import GLib

        menu = ("/MenuBar", "com.canonical.dbusmenu")
        layout = self.call(*menu, "GetLayout", GLib.Variant("(iias)", (0, -1, []))).unpack()
        entries = {entry[1]["label"]: entry[0] for entry in layout[1][2]}
        event = GLib.Variant("(isvu)", (entries[label], "clicked", GLib.Variant("i", 0), 0))
        self.call(*menu, "Event", event)


if __name__ == "__main__":
    serve(sys.argv[1])
