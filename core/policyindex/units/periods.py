"""Periods: one label a period however it was written, and their order in time.

A period is a year (2026), a half or quarter (2026-H1, 2026-Q4), a month (2026-03), a day (2026-03-15), a range
(2015-2018, 2026-01-01/2026-03-15), or a label with a letter in it (round 1, 2019a). A number up to 999 is that of a
round, but none beside periods that are dated. What else has no letter and is none of these is no period: 20155, 2,015,
and 2015/1, which may be a month, a half or a quarter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, SupportsFloat

EXPECTED = (
    "a year such as 2026, 2026-H1, 2026-Q3, 2026-03, 2026-03-15, a range such as 2015-2018, or a label such as round 1"
)
LONGEST = 19
"""Digits from which a number in a label is no number that anybody counts with."""
EARLIEST, LATEST = 1800, 2199
"""The years that a period can be about: another number of four digits is a slip."""
AS_NUMBER, AS_OTHER = "number", "other"
"""Kinds of another spelling: a year that came as a number with decimals, and all others."""

# texts: re compiles one at its first use and keeps it, so that commands without periods start sooner
_YEAR = r"([0-9]{4})(?:[.,]0+)?"
_DECIMALS = r"([0-9]+)[.,]0+"
_PART = "([0-9]{4})[-/ ]?([HQhq])([0-9])|([HQhq])([0-9])[-/ ]?([0-9]{4})"
_MONTH = r"([0-9]{4})-([0-9]{2})"
_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_RANGES = (
    "([^/]+)/([^/]+)",
    r"(.+?) ?(?:\u2013|\u2014|--) ?(.+)",
    "([0-9]{4}) ?- ?([0-9]{4})",
)
_NOTHING = frozenset({"nan", "nat", "none", "null", "na", "n/a", "<na>", "inf", "true", "false"})
_ROUND = r"[1-9][0-9]{0,2}"
_NUMBER = r"([0-9]+)"
_MONTHS = {"H": 6, "Q": 3}


class Period(NamedTuple):
    """One period: its label, and where it is dated its first and last day."""

    label: str
    first: date | None = None
    last: date | None = None

    @property
    def year(self) -> int | None:
        """The year it ends in, None for a label."""
        return self.last.year if self.last else None


def label_of(text: str, declared: Sequence[str] = ()) -> str | None:
    """Give the label of a period, None where the text is none; whatever somebody declared is one, be it a bare number.

    :param declared: labels of periods that an instrument or a study declares
    """
    if text in declared:
        return text
    number = re.fullmatch(_DECIMALS, text)
    if number and number[1] in declared:
        return number[1]
    found = period_of(text)
    return found.label if found else None


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period | None:
    """Read a period, None where the text is none."""
    text = " ".join(text.split())
    dated = _dated(text) or _range(text)
    if re.fullmatch(_ROUND, text):
        return Period(text)
    if dated or re.fullmatch(_PART, text) or text.lower() in _NOTHING or not any(each.isalpha() for each in text):
        return dated
    return Period(text)


def _dated(text: str) -> Period | None:
    if found := re.fullmatch(_YEAR, text):
        return _years(found[1], found[1], found[1])
    if found := re.fullmatch(_PART, text):
        year, kind, number = found[1] or found[6], (found[2] or found[4]).upper(), int(found[3] or found[5])
        length = _MONTHS[kind]
        if not 1 <= number <= 12 // length or not _is_year(year):
            return None
        return _months(f"{year}-{kind}{number}", int(year), (number - 1) * length + 1, number * length)
    if found := re.fullmatch(_MONTH, text):
        month = int(found[2])
        return _months(text, int(found[1]), month, month) if _is_year(found[1]) and 1 <= month <= 12 else None
    if (found := re.fullmatch(_DAY, text)) and _is_year(found[1]):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
        return Period(day.isoformat(), day, day)
    return None


def _range(text: str) -> Period | None:
    found = next(filter(None, (re.fullmatch(each, text) for each in _RANGES)), None)
    first, last = (_dated(found[1].strip()), _dated(found[2].strip())) if found else (None, None)
    if not first or not last or first.first is None or last.last is None or last.last <= (first.last or last.last):
        return None
    years = len(first.label) == len(last.label) == 4
    return Period(f"{first.label}{'-' if years else '/'}{last.label}", first.first, last.last)


def _is_year(text: str) -> bool:
    return EARLIEST <= int(text) <= LATEST


def _years(label: str, first: str, last: str) -> Period | None:
    return Period(label, date(int(first), 1, 1), date(int(last), 12, 31)) if _is_year(first) else None


def _months(label: str, year: int, first: int, last: int) -> Period:
    from calendar import monthrange  # it brings much that commands without a month need not load

    return Period(label, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def kind_of_spelling(text: str) -> str:
    """Tell how a period was written otherwise than its label: as a number with decimals, or in another way."""
    return AS_NUMBER if re.fullmatch(_DECIMALS, text) else AS_OTHER


def normal(text: str) -> str:
    """Give the label of a period; a text that is none stays as it is."""
    found = period_of(text)
    return found.label if found else text


def period_text(period: object) -> str:
    """Give the text of a period that a program gave as text or as a number, such as 2019 or numpy's 2019.0."""
    if isinstance(period, str) or not isinstance(period, SupportsFloat):
        return str(period)
    number = float(period)
    return str(int(number)) if number.is_integer() else str(period)


Key = tuple[int, int, int, tuple[tuple[int, int, str], ...], str]


def in_time(label: str, declared: Sequence[str] = ()) -> Key:
    """Give what sorts periods by time: by their end; labels after all dates, their numbers as numbers (9 before 10).

    :param declared: labels in their order, where somebody declared it: they follow dates that are not among them
    """
    if label in declared:
        return (1, declared.index(label), 0, (), label)
    found = period_of(label)
    if found and found.first and found.last:
        return (0, found.last.toordinal(), found.first.toordinal(), (), label)
    parts = tuple(
        (0, int(part), "") if part.isdecimal() and len(part) < LONGEST else (1, 0, part)
        for part in re.split(_NUMBER, label)
        if part
    )
    return (2, 0, 0, parts, label)


def without_order(labels: Collection[str], declared: Sequence[str] = ()) -> list[str]:
    """Name the labels whose place in time nobody declared, where it matters: there are several periods.

    Numbers of rounds are in the order of their numbers.
    """
    known = {label for label in labels if label in declared or ((found := period_of(label)) and found.first)}
    return sorted(set(labels) - known - set(rounds(labels)), key=in_time) if len(set(labels)) > 1 else []


def rounds(labels: Collection[str]) -> list[str]:
    """Name the periods that are numbers of rounds."""
    return sorted((each for each in labels if re.fullmatch(_ROUND, each)), key=in_time)


FAR = 5
"""Years from which a period may lie too far from the others to be meant."""
FEW = 0.1


def far_off(rows: dict[str, int]) -> dict[str, str]:
    """Name the periods that lie far from all others, each with the nearest.

    Few rows are about such a period, and it lies more than five years, and more than twice the largest gap between
    the others, from the nearest.

    :param rows: by label, how many rows (of a unit each) are about it
    """
    dated = {label: (found.year, rows[label]) for label in rows if (found := period_of(label)) and found.year}
    total, far = sum(rows.values()), {}
    for label, (year, count) in dated.items():
        others = sorted({other for name, (other, _) in dated.items() if name != label and other})
        if not others or year is None or count > max(1, FEW * total) or total - count < 3:
            continue
        widest = max((after - before for before, after in pairwise(others)), default=0)
        nearest = min(others, key=lambda other: (abs(other - year), other))
        if abs(nearest - year) > max(FAR, 2 * widest):
            far[label] = next(name for name, (other, _) in dated.items() if other == nearest and name != label)
    return far
