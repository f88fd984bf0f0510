"""Shared by the scripts for the three libraries: the instances, calls in both flavours, and the count of methods."""

import asyncio
import inspect
import json
import sys
import tempfile
import time


def instances():
    """Returns the instances announced in the file named on the command line, by idInstance."""
    with open(sys.argv[1], encoding="utf-8") as file:
        return {row["idInstance"]: row for row in json.loads(file.readline())["instances"]}


def sample_file():
    file = tempfile.NamedTemporaryFile(suffix=".jpg", delete=False)
    file.write(b"\xff\xd8\xff\xe0 a practice picture \xff\xd9")
    file.close()
    return file.name


class Caller:
    """Calls a library's methods, plain or async, and records which were called.

    `defects` names the async methods that the library itself sends wrongly, with the resulting status (None: nothing is
    sent). Each is called to confirm the defect, and then its plain twin is called.
    """

    def __init__(self, asynchronous, defects={}):
        self.asynchronous = asynchronous
        self.defects = defects if asynchronous else {}
        self.called = set()

    def __call__(self, group, method, *args, status=200, **kwargs):
        self.called.add((type(group).__name__, method))
        plain = getattr(group, method)
        if method in self.defects:
            broken = asyncio.run(getattr(group, method + "Async")(*args, **kwargs))
            assert broken.code == self.defects[method], f"{method}Async: {broken.code}, is it mended?"
            function = plain
        else:
            function = getattr(group, method + "Async", plain) if self.asynchronous else plain
        while True:
            result = function(*args, **kwargs)
            if inspect.isawaitable(result):
                result = asyncio.run(result)
            if result.code != 429:
                break
            time.sleep(1)  # the async flavour does not wait before retrying
        assert result.code == status, f"{method}: {result.code} {result.error or result.data}"
        print(f"  {method}: {result.code} {str(result.data)[:90]}")
        return result.data


def methods_of(groups):
    """Returns every public method that calls the server, without the Async twins."""
    found = set()
    for group in groups:
        for name, function in inspect.getmembers(type(group), inspect.isfunction):
            source = inspect.getsource(function)
            if not name.startswith("_") and not name.endswith("Async") and "request(" in source:
                found.add((type(group).__name__, name))
    return found


def await_state(state_of, wanted, seconds=30):
    deadline = time.monotonic() + seconds
    while state_of() != wanted:
        assert time.monotonic() < deadline, f"never became {wanted}"
        time.sleep(1.1)
