"""From the codes that workbooks print to the ids of the instrument."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from policyindex import Instrument
from policyindex.files.workbooks.values import Value


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
        self._ids = dict.fromkeys((*self.areas, *self._area))
        self._found: dict[tuple[str, str], Code] = {}

    def area_of(self, identifier: str) -> str:
        """Give the area that an answer or a composite counts in; an area's own id for an area."""
        return identifier if identifier in self.areas else self._area[identifier]

    def find(self, raw: Value, area: str = "") -> Code:
        """Read a code as it stands in a cell; ``area`` helps with codes that leave it out."""
        text = as_text(raw)
        if text in self._ids and not self._is_other_area(text, area):
            return Code(text)
        if (text, area) not in self._found:
            self._found[text, area] = self._find(text, area)
        return self._found[text, area]

    def _is_other_area(self, identifier: str, area: str) -> bool:
        """Tell whether this is the code of another area: in a block, ``b`` or ``b_new`` is short for something else."""
        return bool(area) and identifier in self.areas and identifier != area

    def _find(self, text: str, area: str) -> Code:
        bare = re.sub(r"\(.*", "", text)
        if (found := self._only(_key(text), _key)) and not self._is_other_area(found, area):
            return Code(found, "a code with other spaces, case or signs")
        if (found := self._only(_key(bare), _key)) and not self._is_other_area(found, area):
            return Code(found, "a note in the code")
        if area and (found := self._only(area + _key(bare), _key)):
            return Code(found, "a code without the letter of its area")
        found = self._only(_old(_key(bare)), lambda each: _old(_key(each)))
        if found and not self._is_other_area(found, area):
            return Code(
                found, "a code without its 'new'" if "new" not in _key(bare) else "a code with a 'new' too many"
            )
        if (found := self._only(_key(_first_word(bare)), _key)) and found not in self.areas:
            return Code(found, "a text behind the code")
        numbers = _numbers(bare)
        inside = [each for each in self._area if self._area[each] == area and _numbers(each) == numbers]
        if numbers and len(inside) == 1:
            return Code(inside[0], "another code with the same numbers in this area")
        return Code("")

    def _only(self, wanted: str, key: Callable[[str], str]) -> str:
        """Give the one id with this key."""
        found = [each for each in self._ids if key(each) == wanted]
        return found[0] if wanted and len(found) == 1 else ""


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


def _first_word(text: str) -> str:
    return re.split(r"[\s:;,–—-]", text.strip(), maxsplit=1)[0]


def _numbers(text: str) -> tuple[str, ...]:
    """Give the item numbers in a code, and what follows the last: ``bb30bb31`` has 30 and 31, ``bb28a`` 28 and a."""
    numbers = [each.lstrip("0") for each in re.findall(r"\d+", text)]
    return (*numbers, re.sub(r".*\d", "", _old(_key(text)))) if numbers else ()
