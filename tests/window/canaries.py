"""Secrets that must not appear in any file, log line, window title, accessible text or clipboard."""

import json
import urllib.parse


def forms(secret):
    """Returns a secret as it is, and as it is spelled in addresses and JSON."""
    return {secret, urllib.parse.quote(secret), urllib.parse.quote_plus(secret), json.dumps(secret)[1:-1]}


class Canaries:
    def __init__(self):
        self.secrets, self.texts = set(), set()
        self.summary = ""

    def guard(self, *secrets):
        for secret in secrets:
            assert len(secret) > 15, "too short to be told from other text"
            self.secrets |= forms(secret)

    def read(self, *texts):
        """Records texts that the program has shown or copied."""
        self.texts.update(texts)

    def look(self, folders, known):
        """Fails if a secret is found. `known` is not secret: if it is not found, the search looks in the wrong places."""
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        places = [(str(file), file.read_bytes()) for file in files]
        places += [(f"a text or clipboard: {text[:80]!r}", text.encode()) for text in self.texts]
        for where, content in places:
            for secret in self.secrets:
                assert secret.encode() not in content, f"a secret stands in {where}"
        assert any(known in text for text in self.texts), f"{known} was never read"
        for name in ("instance-desk.json", "*.txt", "*.json"):
            kept = [file for file in files if file.match(name)]
            assert any(known.encode() in file.read_bytes() for file in kept), f"{known} is in no {name}"
        assert any(file.match("instance-desk.*.log") and file.stat().st_size for file in files), "no log was kept"
        self.summary = f"{len(files)} files and {len(self.texts)} texts"
