"""Problems: checked faults as data, with where they are, what was expected and how to mend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from policyindex.problems.characters import plain_lines
from policyindex.problems.looking import may_look

if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR = "error"
_LONGEST_NAME = 200
"""What is longer is no slip of a name."""


_CELL = re.compile(r"(?P<sheet>.*\[.*!)(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})\]", re.DOTALL)


class Location(NamedTuple):
    """A place in a file; lines and columns count from 1, 0 means the file as a whole."""

    file: str = ""
    line: int = 0
    column: int = 0

    def render(self) -> str:
        """Give ``file:line:column`` as far as it is known."""
        parts = [self.file] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


class Problem(NamedTuple):
    """One fault: its code in the catalogue, its severity, its place, and three sentences."""

    code: str
    severity: str
    location: Location
    message: str
    expected: str = ""
    remedy: str = ""
    times: int = 1
    """How many places have this fault."""
    places: tuple[Location, ...] = ()
    """The next of them, as far as they are named."""

    def render(self) -> str:
        """Give the problem as lines of plain text for a person."""
        where = self.location.render()
        lines = [f"{where + ': ' if where else ''}{self.severity} {self.code}: {self.message}"]
        if self.times > 1:
            lines.append(f"    in all: {self.times:,} like it, first at {self._first_places()}")
        if self.expected:
            lines.append(f"    expected: {self.expected}")
        if self.remedy:
            lines.append(f"    remedy: {self.remedy}")
        return plain_lines("\n".join(lines))

    def as_dict(self) -> dict[str, str | int]:
        """Give the problem as flat JSON-ready data."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "message": self.message,
            "expected": self.expected,
            "remedy": self.remedy,
            "count": self.times,
            "places": self._first_places() if self.times > 1 else "",
        }

    def _first_places(self) -> str:
        """Name the first places within the file."""
        return ", ".join(each._replace(file="").render().lstrip(":") for each in (self.location, *self.places))


def problem(code: str, location: Location = Location(), /, **values: object) -> Problem:  # noqa: B008
    """Build a problem from the catalogue; ``values`` fill the templates of that code."""
    from policyindex.problems.catalogue import CATALOGUE  # hundreds of texts, which a list does not need

    kind = CATALOGUE[code]
    shown = {name: shorten(value, 200 if name in ("value", "reason") else 1000) for name, value in values.items()}
    return Problem(
        code,
        kind.severity,
        location,
        kind.message.format_map(shown),
        kind.expected.format_map(shown),
        kind.remedy.format_map(shown),
    )


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the problems that stop the work."""
    return [each for each in problems if each.severity == ERROR]


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Drop repeats and sort by place, so that the same input always gives the same report."""
    return sorted(dict.fromkeys(problems), key=lambda each: (_order(each.location), each.code, each.message))


def _order(location: Location) -> tuple[str, int, int, str]:
    """Sort cells of a sheet as they are read, row by row: B4 is before B10, and Z4 before AA4."""
    if found := _CELL.fullmatch(location.file):
        return found["sheet"], int(found["row"]), len(found["column"]), found["column"]
    return location.file, location.line, location.column, ""


def shorten(value: object, limit: int = 200) -> str:
    """Give a value as text that fits a message."""
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listing(
    names: Iterable[str], limit: int = 12, *, more: str = "({count} in all)", none: str = "(there are none)"
) -> str:
    """Give names as one comma-separated text, cut after ``limit``."""
    names = list(names)
    text = ", ".join(names[:limit])
    return f"{text}, … {more.format(count=len(names))}" if len(names) > limit else text or none


NO_WORDS: Mapping[str, str] = {}
_COMPARED = 1000
"""Names among which a similar one is looked for; among more it takes too long: only another case is found."""


def hint(name: object, known: Iterable[str], others: Mapping[str, str] = NO_WORDS) -> str:
    """Give " Did you mean ...?" when a known name is close to the given one; see ``meant``."""
    found = meant(name, known, others)
    return f" Did you mean '{found}'?" if found else ""


def meant(name: object, known: Iterable[str], others: Mapping[str, str] = NO_WORDS) -> str:
    """Give the known name that is close to the given one; empty: there is none, or see ``few_looks``.

    :param others: what others call known names, a text of words each; see ``synonyms``
    """
    from difflib import SequenceMatcher, get_close_matches

    if len(str(name)) > _LONGEST_NAME or not may_look():
        return ""
    names = [str(each) for each in known]
    inside = [each for each in names if each.startswith(f"{name}[") or each.endswith(f".{name}")]
    cased = [each for each in names if each.casefold() == str(name).casefold()]
    cased += [each for each in names if str(name).casefold() in others.get(each, "").split()]
    few = names if len(names) <= _COMPARED else []
    close = cased or inside or get_close_matches(str(name), few, n=1, cutoff=0.6)
    fits = close and (
        cased
        or inside
        or abs(len(close[0]) - len(str(name))) < 2
        or SequenceMatcher(None, close[0], str(name)).ratio() > 0.75
    )
    return close[0] if fits else ""
