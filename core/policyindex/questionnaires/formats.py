"""The formats of questionnaires, by name and suffix: the one table to add another to."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from policyindex.errors import WrongUseError
from policyindex.problems import hint, listing

if TYPE_CHECKING:
    from pathlib import Path

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
    """``module:function`` of what writes it: ``write(questionnaire, stream)``."""
    reader: str = ""
    """``module:function`` of what reads it back: ``read(data, name, open_instrument)``; empty: nothing does."""
    binary: bool = True
    """true: not for a terminal."""

    def write(self, questionnaire: Questionnaire, stream: BinaryIO) -> None:
        """Write a questionnaire."""
        _load(self.writer)(questionnaire, stream)

    def read(self, data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> Filled:
        """Read a questionnaire that was filled in; ``open_instrument`` finds what it belongs to."""
        filled: Filled = _load(self.reader)(data, name, open_instrument)
        return filled


FORMATS = {
    each.name: each
    for each in (
        Format(
            "xlsx",
            "a workbook to fill in offline",
            ".xlsx",
            "policyindex.questionnaires.xlsx_write:write_xlsx",
            "policyindex.questionnaires.xlsx_read:read_xlsx",
        ),
        Format("xlsform", "a form for ODK and KoboToolbox", "", "policyindex.questionnaires.xlsform:write_xlsform"),
        Format(
            "html", "a page to print", ".html", "policyindex.questionnaires.printable:write_printable", binary=False
        ),
    )
}


def chosen_format(name: str, path: Path | None, *, back: bool = False) -> Format:
    """Give the format of that name; without a name, by the suffix of the file; without either, a workbook.

    :param back: choose among the formats that are read back
    :raises WrongUseError: where no format fits
    """
    known = {each.name: each for each in FORMATS.values() if each.reader or not back}
    if name:
        if name not in known:
            raise WrongUseError(f"there is no format '{name}'; there are: {listing(known)}.{hint(name, known)}")
        return known[name]
    suffix = path.suffix.lower() if path else ".xlsx"
    fitting = [each for each in known.values() if each.suffix and each.suffix == suffix]
    if not fitting:
        raise WrongUseError(f"no format has the suffix '{suffix}': name one with --format: {listing(known)}")
    return fitting[0]


def _load(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
