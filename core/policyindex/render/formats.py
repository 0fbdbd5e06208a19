"""The formats of a report by name: how each is written as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError

if TYPE_CHECKING:
    from policyindex.render.terminal import Page
    from policyindex.reports.report import Report

TABLE = "table"
Write = Callable[[BinaryIO], object]


class Format(NamedTuple):
    """How one format is made: a function of a report and a stream, imported when it is used."""

    home: str
    media_type: str
    suffixes: tuple[str, ...]
    binary: bool = False
    """true: not for a terminal."""
    drawn: bool = False
    """true: a picture of one figure, and the function takes a ``Drawing`` too."""


class Drawing(NamedTuple):
    """Which figure of a report is drawn, and how wide."""

    figure: str = ""
    """Its name; empty: the first."""
    width: int = 640
    """Pixels that it is laid out for."""


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "json": Format("policyindex.render.as_json:write_json", "application/json", (".json",)),
    "csv": Format("policyindex.render.as_csv:write_csv", "text/csv", (".csv",)),
    "xlsx": Format("policyindex.render.as_xlsx:write_xlsx", _SHEET, (".xlsx",), binary=True),
    "md": Format("policyindex.render.markdown:write_markdown", "text/markdown", (".md",)),
    "html": Format("policyindex.render.html:write_html", "text/html", (".html", ".htm")),
    "svg": Format("policyindex.render.as_svg:write_svg", "image/svg+xml", (".svg",), drawn=True),
    "png": Format("policyindex.render.as_png:write_png", "image/png", (".png",), binary=True, drawn=True),
}
NAMES = (TABLE, *FORMATS)
SUFFIXES = (".txt", *(suffix for each in FORMATS.values() for suffix in each.suffixes))


def writer(name: str, report: Report, page: Page | None = None, drawing: Drawing | None = None) -> Write:
    """Give what writes a report in a format; ``table`` is text within a page's width.

    :raises WrongUseError: for a format that does not exist
    """
    if name == TABLE:
        from policyindex.render.terminal import Page

        made = page or Page()
        return lambda stream: stream.write("".join(f"{line}\n" for line in made.lines(report)).encode(made.encoding))
    check_format(name)
    module, _, function = FORMATS[name].home.partition(":")
    make = getattr(import_module(module), function)
    if FORMATS[name].drawn:
        return lambda stream: make(report, stream, drawing or Drawing())
    return lambda stream: make(report, stream)


def check_format(name: str, own: Iterable[str] = ()) -> None:
    """Raise WrongUseError for a format that does not exist; ``own`` are those of one verb."""
    known = tuple(dict.fromkeys([*own, *NAMES]))
    if name not in known:
        raise WrongUseError(f"there is no format '{name}'; there are: {listing(known)}.{hint(name, known)}")


def check_drawing(name: str, drawing: Drawing) -> None:
    """Raise WrongUseError where a figure was named for a format that is no picture."""
    if drawing != Drawing() and not (name in FORMATS and FORMATS[name].drawn):
        drawn = listing(key for key, each in FORMATS.items() if each.drawn)
        raise WrongUseError(f"--figure and --width are about pictures ({drawn}), not about {name}")


def format_of(suffix: str) -> str:
    """Tell the format from a file's suffix; empty: none has it."""
    if suffix.lower() in ("", ".txt"):
        return TABLE
    return next((name for name, each in FORMATS.items() if suffix.lower() in each.suffixes), "")
