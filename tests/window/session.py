"""Runs a scenario in the real window, with a separate screen, D-Bus session, keyring and home.

    session.py PROGRAM FOLDER [SCENARIO [ARGUMENT…]]

PROGRAM is the built instance-desk; screenshots, texts and responses go to FOLDER. SCENARIO is one of the modules
in this folder that have a `run`, which gets the arguments; by default it is the main job. If something is missing on
this machine, the run fails and names the packages.
"""

import importlib
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# The programs that the run uses, and their Debian packages.
PROGRAMS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "import": "imagemagick",
    "openbox": "openbox",
    "setpriv": "util-linux",
    "wmctrl": "wmctrl",
    "xclip": "xclip",
    "xdotool": "xdotool",
    "xwininfo": "x11-utils",
}
AT_SPI = [pathlib.Path("/usr/libexec/at-spi-bus-launcher"), pathlib.Path("/usr/lib/at-spi2-core/at-spi-bus-launcher")]

# The time limit of a scenario in seconds; those that take pictures of everything need longer.
PATIENCE = {"keyboard": 900, "tour": 1200, "screens": 1800, "light": 1200}

# No one is asked for this password: it is set so that the keyring's file is encrypted.
KEYRING_PASSWORD = b"window\n"


def missing_packages():
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if not any(path.exists() for path in AT_SPI):
        packages.append("at-spi2-core")
    if not importlib.util.find_spec("gi"):
        return packages + ["python3-gi", "gir1.2-atspi-2.0"]
    import gi

    try:
        gi.require_version("Atspi", "2.0")
    except ValueError:
        packages.append("gir1.2-atspi-2.0")
    return packages


def bound(*command):
    """Returns the command, wrapped so that the kernel kills it when this script ends for any reason."""
    return ["setpriv", "--pdeathsig", "KILL", *map(str, command)]


def start(log, *command):
    """Starts a service and returns it with the line it prints when ready, to the descriptor `FD` in the command."""
    told, tell = os.pipe()
    command = [part.replace("FD", str(tell)) for part in command]
    service = subprocess.Popen(bound(*command), pass_fds=[tell], stdout=log, stderr=log)
    os.close(tell)
    with os.fdopen(told) as lines:
        ready = lines.readline().strip()
    if not ready:
        sys.exit(f"{command[0]} did not start: see {log.name}")
    return service, ready


def environment(home):
    """Returns an environment without the session, the proxy and the folders of the user who runs this."""
    own = {"XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "share", "XDG_CACHE_HOME": "cache"}
    for folder in own.values():
        (home / folder).mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "GSETTINGS_BACKEND": "memory",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    } | {name: str(home / folder) for name, folder in own.items()}


def outside(program, folder, scenario, arguments):
    """Prepares the environment, and runs this script again inside it."""
    missing = missing_packages()
    if missing:
        sys.exit("missing packages: " + " ".join(missing))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="desk-") as home, open(folder / "session.log", "wb") as log:
        own = environment(pathlib.Path(home))
        screen, display = start(log, "Xvfb", "-displayfd", "FD", "-screen", "0", "1180x760x24", "-noreset")
        own["DISPLAY"] = f":{display}"
        os.environ.clear()
        os.environ.update(own)
        bus, address = start(log, "dbus-daemon", "--session", "--nofork", "--print-address=FD")
        own["DBUS_SESSION_BUS_ADDRESS"] = address
        try:
            inside = bound(sys.executable, __file__, program, folder, scenario, *arguments, "--inside")
            return subprocess.run(inside, env=own, timeout=PATIENCE.get(scenario, 400)).returncode
        finally:
            for service in (bus, screen):
                service.kill()
                service.wait()


def start_keyring():
    command = bound("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
    keyring = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyring.stdin.write(KEYRING_PASSWORD)
    keyring.stdin.close()
    return keyring


def inside(program, folder, scenario, arguments):
    keyring = start_keyring()
    try:
        importlib.import_module(scenario).run(program, folder, *arguments)
    finally:
        keyring.kill()
        keyring.wait()


if __name__ == "__main__":
    program, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    scenario, *arguments = sys.argv[3:] or ["main_job"]
    if arguments[-1:] == ["--inside"]:
        sys.path.insert(0, str(HERE))
        inside(program, folder, scenario, arguments[:-1])
    else:
        sys.exit(outside(program, folder, scenario, arguments))
