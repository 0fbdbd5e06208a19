"""From the codes that workbooks print to the ids of the instrument."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from policyindex import Instrument
from policyindex.workbooks.values import Value


class Code(NamedTuple):
    """What a code stands for, and why that was not plain; ``id`` is empty where nobody knows."""

    id: str
    reason: str = ""


class Codes:
    """The ids of one instrument and the ways in which workbooks write them."""

    def __init__(self, instrument: Instrument) -> None:
        self.areas = tuple(instrument.file.facets["area"].values)
        self.answers = tuple(instrument.indicators)
        self.below = {area: {node for node, _ in instrument.below((area,))} - {area} for area in self.areas}
        self.composites = frozenset(node for nodes in self.below.values() for node in nodes)
        self._area = {key: area for area in self.areas for key in instrument.indicators_below(area)}
        self._area |= {node: area for area, nodes in self.below.items() for node in nodes}
        self._ids = (*self.areas, *self._area)

    def area_of(self, identifier: str) -> str:
        """Give the area that an answer or a composite counts in; an area's own id for an area."""
        return identifier if identifier in self.areas else self._area[identifier]

    def find(self, raw: Value, area: str = "") -> Code:
        """Read a code as it stands in a cell; ``area`` helps with codes that leave it out."""
        text = as_text(raw)
        if text in self._ids:
            return Code(text)
        bare = re.sub(r"\(.*", "", text)
        key = _key(bare)
        if not key:
            return Code("")
        if found := self._only(key == _key(each) for each in self._ids):
            return Code(found, "a code with other spaces, case or signs" if "(" not in text else "a note in the code")
        if found := self._only(_old(key) == _old(_key(each)) for each in self._ids):
            return Code(found, "a code without its 'new'" if "new" not in key else "a code with a 'new' too many")
        if area and (found := self._only(area + key == _key(each) for each in self._ids)):
            return Code(found, "a code without the letter of its area")
        numbers = _numbers(bare)
        if numbers and (found := self._only(self._inside(each, area, numbers) for each in self._ids)):
            return Code(found, "another code with the same numbers in this area")
        return Code("")

    def _inside(self, identifier: str, area: str, numbers: tuple[str, ...]) -> bool:
        return self.area_of(identifier) == area and _numbers(identifier) == numbers

    def _only(self, fits: Iterable[bool]) -> str:
        found = [each for each, fit in zip(self._ids, fits, strict=True) if fit]
        return found[0] if len(found) == 1 else ""


def as_text(value: Value) -> str:
    """Give a cell's value as text; a whole number without ``.0``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def words(value: Value) -> str:
    """Give a text for comparing: small letters, single spaces, none around it."""
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def options_of(instrument: Instrument, indicator: str) -> dict[float, str]:
    """Give the option codes of an indicator by their points."""
    return {float(each.points): code for code, each in getattr(instrument.indicators[indicator], "options", {}).items()}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _old(key: str) -> str:
    return key.removesuffix("new")


def _numbers(text: str) -> tuple[str, ...]:
    """Give the item numbers in a code, and what follows the last: ``bb30bb31`` has 30 and 31, ``bb28a`` 28 and a."""
    numbers = re.findall(r"\d+", text)
    return (*numbers, re.sub(r".*\d", "", _old(_key(text)))) if numbers else ()
