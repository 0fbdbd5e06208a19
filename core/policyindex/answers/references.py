r"""References behind an answer: texts with parts, written as one line in every file.

``Title | art. 5 | adopted 2004-05-01 | in force 2005-01-01 | language es | https://...``: the title stands first, a part
without a keyword is the pinpoint; a text that is nothing but a title is a reference too. Several are joined by ``;``.
``\|`` is a bar within a part, ``language: Spanish, Catalan`` a part whose content would not be known without the colon, and
a pinpoint that begins like another part has a backslash before it: whatever stands in a part is read back from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

_BETWEEN = re.compile(r"(?<!\\);|\n")
_BAR = re.compile(r"(\\*)\|")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KEYWORDS = {"adopted": "adopted", "in force": "in_force", "language": "language", "link": "url"}
_KEYWORD = re.compile(rf"({'|'.join(_KEYWORDS)})(: ?| )")
_LINKS = ("https://", "http://")
_LIKE_A_PART = re.compile(rf"\\+({'|'.join(_KEYWORDS)}|https?://)")


class Parts(NamedTuple):
    """The parts of a reference; dates are ISO 8601, as exact as is known."""

    title: str = ""
    pinpoint: str = ""
    """Article, paragraph or page."""
    adopted: str = ""
    in_force: str = ""
    language: str = ""
    url: str = ""

    def written(self) -> str:
        """Give the written form; runs of spaces and line ends become one space, all else is read back from it."""
        parts = [" ".join(part.split()) for part in self]
        pinpoint = parts[1]
        if _LIKE_A_PART.match(pinpoint) or (pinpoint and _part(pinpoint)[0] != "pinpoint"):
            parts[1] = f"\\{pinpoint}"
        for place, (keyword, field) in enumerate(_KEYWORDS.items(), 2):
            if parts[place] and not (field == "url" and parts[place].startswith(_LINKS)):
                plain = f"{keyword} {parts[place]}"
                parts[place] = plain if _part(plain) == (field, parts[place]) else f"{keyword}: {parts[place]}"
        title, *rest = (_BAR.sub(r"\1\1\\|", part) for part in parts)
        return " | ".join([title, *filter(None, rest)]).strip()


class Reference(str):
    """One reference: its written form, with the parts as attributes; whatever takes texts, takes it as one."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Reference:
        """Take a text as a reference; its parts are read when first asked for."""
        return text if isinstance(text, Reference) else cls(text)

    @classmethod
    def made(cls, parts: Parts) -> Reference:
        """Write a reference from its parts."""
        return cls(parts.written())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """A text, for schemas and models of others that hold answers."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls.of, core_schema.str_schema())

    @property
    def parts(self) -> Parts:
        """The parts; what fits no other one stays in the pinpoint, nothing is lost."""
        return _parts(str(self))

    @property
    def title(self) -> str:  # type: ignore[override]  # what a reference is called, not how a text is spelled
        """The law or document."""
        return self.parts.title

    @property
    def pinpoint(self) -> str:
        """Article, paragraph or page."""
        return self.parts.pinpoint

    @property
    def adopted(self) -> str:
        """When it was adopted: a year, a month or a day of ISO 8601."""
        return self.parts.adopted

    @property
    def in_force(self) -> str:
        """When it entered into force."""
        return self.parts.in_force

    @property
    def language(self) -> str:
        """The language it is written in, such as es."""
        return self.parts.language

    @property
    def url(self) -> str:
        """Where it is found."""
        return self.parts.url


@lru_cache(maxsize=4096)
def _parts(text: str) -> Parts:
    title, *rest = _split(text)
    found: dict[str, str] = {}
    loose = []
    for field, content in map(_part, filter(None, rest)):
        if field == "pinpoint" or field in found:
            loose.append(content)
        else:
            found[field] = content
    return Parts(title, "; ".join(loose), **found)


def _split(text: str) -> list[str]:
    """Split at bars; an odd number of backslashes makes one a bar of the text."""
    parts, start, kept = [], 0, ""
    for match in _BAR.finditer(text):
        kept += text[start : match.start()]
        start, slashes = match.end(), len(match[1])
        if slashes % 2:
            kept += "\\" * (slashes // 2) + "|"
        else:
            parts.append(kept + match[1])
            kept = ""
    return [part.strip() for part in (*parts, kept + text[start:])]


def _part(text: str) -> tuple[str, str]:
    """Tell which part of a reference a text after the title is."""
    if _LIKE_A_PART.match(text):
        return "pinpoint", text[1:]
    if text.startswith(_LINKS):
        return "url", text
    if match := _KEYWORD.match(text):
        field, content = _KEYWORDS[match[1]], text[match.end() :].strip()
        if content and (match[2] != " " or _fits(field, content)):
            return field, content
    return "pinpoint", text


def _fits(field: str, content: str) -> bool:
    """Tell a part with a keyword from a pinpoint that begins like one, such as "language policy, ch. 3"."""
    if field == "url":
        return False
    return bool(_LANGUAGE.fullmatch(content)) if field == "language" else " " not in content


def split(text: str) -> tuple[Reference, ...]:
    r"""Split a cell into references, at ``;`` and line ends; ``\;`` is a semicolon within one."""
    parts = (" ".join(part.split()).replace("\\;", ";") for part in _BETWEEN.split(text))
    return tuple(Reference(part) for part in parts if part)


def join(references: Iterable[str]) -> str:
    """Write references into one cell, so that ``split`` gives them back."""
    return "; ".join(each.replace(";", "\\;") + " " * each.endswith("\\") for each in references)
