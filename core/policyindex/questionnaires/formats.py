"""The formats of questionnaires, by name and suffix: the one table to add another to."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError

if TYPE_CHECKING:
    from pathlib import Path

    from policyindex.plugins.specs import Rules
    from policyindex.problems import Location
    from policyindex.questionnaires.filled import Filled, Head, Opened
    from policyindex.questionnaires.form import Questionnaire


class Format(NamedTuple):
    """A file format that a questionnaire can be written in."""

    name: str
    title: str
    suffix: str
    """The suffix of ``--output`` that means this format; empty: only its name does."""
    writer: str
    """``module:function`` of what writes it: ``write(questionnaire, stream)``; no module: it is only read."""
    reader: str = ""
    """``module:function`` of what reads it back: ``read(data, name, open_instrument)``; empty: nothing does."""
    binary: bool = True
    """true: not for a terminal."""
    counts: bool = False
    """true: it scores by itself, and its writer gets the rules as well: ``write(questionnaire, rules, stream)``."""
    default: bool = True
    """false: its suffix alone does not mean it."""

    @property
    def media_type(self) -> str:
        """What its files are, for whoever sends them."""
        return _MEDIA[self.suffix]

    def write(self, questionnaire: Questionnaire, rules: Rules, stream: BinaryIO) -> None:
        """Write a questionnaire; ``rules`` are those of the host, for formats that count by themselves."""
        given = (questionnaire, rules, stream) if self.counts else (questionnaire, stream)
        _load(self.writer)(*given)

    def read(self, data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> tuple[Filled, ...]:
        """Read what was filled in; ``open_instrument`` finds what it belongs to."""
        filled: tuple[Filled, ...] = _load(self.reader)(data, name, open_instrument)
        return filled


_MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".csv": "text/csv",
}
_HERE = "policyindex.questionnaires"
FORMATS = (
    Format("xlsx", "a workbook to fill in offline", ".xlsx", f"{_HERE}.xlsx_write:write_xlsx", f"{_HERE}.xlsx_read:read_xlsx"),
    Format("html", "a page to print and fill in by hand", ".html", f"{_HERE}.printable:write_printable", binary=False),
    Format("xlsform", "a form for ODK and KoboToolbox", ".xlsx", f"{_HERE}.xlsform:write_xlsform", default=False),
    Format("odk", "submissions of such a form", ".csv", "", f"{_HERE}.submissions:read_submissions"),
    Format(
        "self-scoring", "a page that scores a self-assessment offline", ".html",
        "policyindex.selfscoring.page:write_page", binary=False, counts=True, default=False,
    ),
    Format(
        "self-scoring", "a workbook that scores a self-assessment offline", ".xlsx",
        "policyindex.selfscoring.workbook:write_workbook", f"{_HERE}.xlsx_read:read_xlsx", counts=True, default=False,
    ),
    Format("self-scoring", "the work that such a page saved", ".json", "", "policyindex.selfscoring.returned:read_work"),
    Format(
        "self-scoring", "the answers that such a page gave", ".csv", "",
        "policyindex.selfscoring.returned:read_page_answers", default=False,
    ),
)  # fmt: skip


def chosen_format(name: str, path: Path | None, *, back: bool = False) -> Format:
    """Give the format of that name and suffix; without a name, by the suffix of the file; without either, a workbook.

    :param back: choose among the formats that are read back, otherwise among those that are written
    :raises WrongUseError: where no format fits
    """
    known = [each for each in FORMATS if (each.reader if back else each.writer)]
    suffix = path.suffix.lower() if path else ""
    if name:
        named = [each for each in known if each.name == name]
        if not named:
            names = list(dict.fromkeys(each.name for each in known))
            raise WrongUseError(f"there is no format '{name}'; there are: {listing(names)}.{hint(name, names)}")
        fitting = [each for each in named if each.suffix == suffix]
        if len(named) > 1 and not fitting:
            suffixes = " or ".join(each.suffix for each in named)
            raise WrongUseError(f"'{name}' is written as {suffixes}: give such an --output")
        return (fitting or named)[0]
    fitting = [each for each in known if each.default and each.suffix == (suffix or ".xlsx")]
    if not fitting:
        raise WrongUseError(
            f"no format has the suffix '{suffix}': name one with --format: {listing(dict.fromkeys(each.name for each in known))}"
        )
    return fitting[0]


def all_of(name: str) -> tuple[Format, ...]:
    """Give every format of a name, a suffix each; without a name, a workbook.

    :raises WrongUseError: where there is none
    """
    found = tuple(each for each in FORMATS if each.writer and each.name == name)
    return found or (chosen_format(name, None),)


def _load(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
