"""What a verb gives: data, what is said about it, and the files it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Generic, NamedTuple, TypeVar

from policyindex.files.opened import Opened, remembering
from policyindex.problems.errors import WrongUseError

if TYPE_CHECKING:
    import pandas as pd

    from policyindex.problems import Problem
    from policyindex.reports.report import Report

Data = TypeVar("Data", covariant=True)
LINE = 100


class MadeFile(NamedTuple):
    """A file that a verb makes; only whoever asked for it writes it."""

    name: str
    """Its path as it was asked for, or its path inside the folder of the outcome."""
    media_type: str
    write: Callable[[BinaryIO], object]
    before: str = ""
    """Of a file that the verb read and brings up to date: what it was like (``state_of``); empty: it is a new one."""
    about: str = ""
    """What is in it, in a line, where a verb makes several."""


def made_text(name: str, text: str, media_type: str = "text/plain") -> MadeFile:
    """Make a file of a text."""
    return MadeFile(name, media_type, lambda stream: stream.write(text.encode()))


@dataclass(frozen=True, repr=False, eq=False)
class Outcome(Generic[Data]):
    """The data of a verb with its report, its files and what was noticed on the way."""

    data: Data
    made: Callable[[], Report]
    """Makes the report when it is asked for."""
    files: tuple[MadeFile, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be known of what was read, in lines."""
    failed: bool = False
    """true: what was given has errors; the command ends with 1."""
    brief: bool = False
    """true: warnings are about data that travel with an instrument, and said in a line a kind."""
    summary: str = field(default="", kw_only=True)
    folder: str = field(default="", kw_only=True)
    """A new folder that the files make together; empty: each stands by itself."""
    read: Opened = field(default_factory=Opened, kw_only=True)
    """The files that were read for it, where a notebook asked: it is saved over none of them."""
    own: Mapping[str, Callable[[], str]] = field(default_factory=dict, kw_only=True)
    """Texts in formats that only this verb has, by their names, such as ``yaml``."""

    @cached_property
    def _report(self) -> Report:
        return self.made()

    def report(self) -> Report:
        """Give what is said, as data."""
        return self._report

    def to_frame(self) -> pd.DataFrame:
        """Give the main table as a pandas frame."""
        import pandas as pd

        main = self.report().main
        return pd.DataFrame(list(main), columns=[column.key for column in main.columns])

    def text(self, form: str = "table", *, figure: str = "", width: int = 640) -> str:
        """Give the report in a format of text: table, json, csv, md, html, svg, or the verb's own.

        :param figure: the one that SVG is, by its name; the first where none is named
        :param width: pixels that it is laid out for, 320 to 2400
        """
        import io

        from policyindex.render.formats import FORMATS, Drawing, writer

        if form in self.own:
            return self.own[form]()
        if form in FORMATS and FORMATS[form].binary:
            raise WrongUseError(f"{form} is no text: write it with save")
        stream = io.BytesIO()
        writer(form, self.report(), drawing=Drawing(figure, width))(stream)
        return stream.getvalue().decode()

    def save(self, path: str | Path, form: str = "", *, figure: str = "", width: int = 640) -> None:
        """Write the report into a file, in a format or the one that its suffix means.

        :param figure: the one that SVG and PNG are, by its name; the first where none is named
        :param width: pixels that it is laid out for, 320 to 2400
        :raises WrongUseError: for a file that was read for this outcome
        """
        from policyindex.files.writing import file_named
        from policyindex.problems import listing
        from policyindex.render.formats import NAMES, SUFFIXES, Drawing, format_of, writer

        target = file_named(path)
        name = form or format_of(target.suffix)
        if not name:
            raise WrongUseError(
                f"no format has the suffix '{target.suffix}': use one of {listing(SUFFIXES)}, or name a format ({listing(NAMES)})"
            )
        if name in self.own:
            self._write(target, lambda stream: stream.write(self.own[name]().encode()))
        else:
            self._write(target, writer(name, self.report(), drawing=Drawing(figure, width)))

    def _write(self, target: Path, write: Callable[[BinaryIO], object], before: str = "") -> None:
        from policyindex.files.locking import locked, state_of
        from policyindex.files.writing import write_file

        with remembering(self.read), locked(target):
            if before and state_of(target) != before:
                raise WrongUseError(f"{target} was changed by somebody else since it was read: do it again")
            write_file(target, write, updates=bool(before))

    def save_files(self, *, replace: bool = False) -> None:
        """Write the files that the verb made, each whole; without ``replace`` all of them or none.

        :param replace: write over what is there; a folder is always a new one
        :raises WrongUseError: where something of that name is there already, or nothing can be written
        """
        from policyindex.files.folders import write_folder, write_together
        from policyindex.files.writing import file_named

        if self.folder:
            write_folder(Path(self.folder).expanduser(), {each.name: each.write for each in self.files})
        elif replace:
            for each in self.files:
                self._write(file_named(each.name), each.write, each.before)
        else:
            write_together({file_named(each.name): each.write for each in self.files})

    def __repr__(self) -> str:
        """Say what it is in three lines at most."""
        lines = self.summary.split("\n")[:2] if self.summary else [self.report().title]
        if self.files:
            lines.append("files: " + ", ".join(each.name for each in self.files))
        if self.warnings:
            lines.append(f"{len(self.warnings)} problem{'s' * (len(self.warnings) != 1)}, see .warnings")
        return "\n".join(line.replace("\n", " ")[:LINE] for line in lines)

    def _repr_html_(self) -> str:
        from policyindex.render.html import html_part

        return html_part(self.report())
