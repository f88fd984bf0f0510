"""The program's texts by id, from `assets/locales`, for scenarios that run in both languages."""

import pathlib
import re

LOCALES = pathlib.Path(__file__).resolve().parents[2] / "assets" / "locales"
VARIANT = re.compile(r"\s*\*?\[(\w+)\] ?(.*)")


def kind_of(language, count):
    """Returns the plural form for a whole number."""
    if language == "ru":
        if count % 10 == 1 and count % 100 != 11:
            return "one"
        return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"
    return "one" if count == 1 else "other"


def number(language, value):
    """Formats a number as the program does."""
    return f"{value:,}".replace(",", "\u00a0" if language == "ru" else ",")


class Texts(dict):
    def __init__(self, language):
        super().__init__()
        self.language = language
        for file in (LOCALES / language).glob("*.ftl"):
            for line in file.read_text().splitlines():
                if named := re.match(r"([a-z][a-z0-9-]*) = ?(.*)", line):
                    last, self[named[1]] = named[1], named[2]
                elif variant := VARIANT.fullmatch(line):
                    self[f"{last} {variant[1]}"] = variant[2]

    def say(self, name, **values):
        """Returns the text with its values filled in; the first value, a whole number, selects a plural form."""
        text = self[name]
        if text.endswith("->"):
            count = next(iter(values.values()))
            kinds = (f"{name} {kind}" for kind in (count, kind_of(self.language, count), "other", "many"))
            text = next(self[kind] for kind in kinds if kind in self)
        for value, said in values.items():
            said = number(self.language, said) if isinstance(said, int) else said
            text = text.replace(f"{{ ${value} }}", said)
        return text
