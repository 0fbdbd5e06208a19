"""References behind an answer: structured, and written as one line of text in every file.

``Title | art. 5 | adopted 2004-05-01 | in force 2005-01-01 | language es | https://...``: the title stands first, a part
without a keyword is the pinpoint; a text that is nothing but a title is a reference too. Several are joined by ``;``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

_BETWEEN = re.compile(r"(?<!\\);|\n")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KEYWORDS = {"adopted ": "adopted", "in force ": "in_force", "language ": "language"}


class Reference(NamedTuple):
    """One reference: all parts but the title may be empty; dates are ISO 8601, as exact as is known."""

    title: str
    pinpoint: str = ""
    """Article, paragraph or page."""
    adopted: str = ""
    in_force: str = ""
    language: str = ""
    url: str = ""

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read the written form; what fits no part stays in the pinpoint, nothing is lost."""
        title, *rest = (part.strip() for part in text.split("|"))
        found: dict[str, str] = {}
        loose = []
        for part in filter(None, rest):
            keyword = next((each for each in _KEYWORDS if part.startswith(each)), None)
            if keyword and not _fits(_KEYWORDS[keyword], part.removeprefix(keyword).strip()):
                keyword = None
            if keyword and _KEYWORDS[keyword] not in found:
                found[_KEYWORDS[keyword]] = part.removeprefix(keyword).strip()
            elif part.startswith(("https://", "http://")) and "url" not in found:
                found["url"] = part
            else:
                loose.append(part)
        return cls(title, "; ".join(loose), **found)

    def written(self) -> str:
        """Give the written form."""
        parts = [
            self.title,
            self.pinpoint,
            self.adopted and f"adopted {self.adopted}",
            self.in_force and f"in force {self.in_force}",
            self.language and f"language {self.language}",
            self.url,
        ]
        return " | ".join(" ".join(part.replace("|", "/").split()) for part in parts if part)


def _fits(field: str, value: str) -> bool:
    """Tell a part with a keyword from a pinpoint that begins like one, such as "language policy, ch. 3"."""
    return bool(_LANGUAGE.fullmatch(value)) if field == "language" else " " not in value


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of ISO 8601 that there is."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def split(text: str) -> tuple[str, ...]:
    r"""Split a cell into references, at ``;`` and line ends; ``\;`` is a semicolon within one."""
    parts = (" ".join(part.split()).replace("\\;", ";") for part in _BETWEEN.split(text))
    return tuple(part for part in parts if part)


def join(references: Iterable[str]) -> str:
    """Write references into one cell, so that ``split`` gives them back."""
    return "; ".join(each.replace(";", "\\;") + " " * each.endswith("\\") for each in references)
