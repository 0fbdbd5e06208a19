"""A report on a terminal or in a pipe: within its width, and nothing in it that moves a cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyindex.locales import word
from policyindex.problems import plain
from policyindex.render.layout import GAP, row, squeeze, width, widths, word_widths, wrap
from policyindex.render.words import BAR, drawable, shown
from policyindex.reports.report import Branch, Column, Report, Section, Table, Text

OVERHEAD = 12
"""Lines around a ranking that a screenful also holds."""
LEAST_BAR = 10
"""Bars give way to texts on a narrow page, down to this length."""
_STYLES = {"strong": "\x1b[1m", "quiet": "\x1b[2m"}
_OFF = "\x1b[0m"


@dataclass(frozen=True)
class Page:
    """What is written on: its width in characters, its height in lines (0: endless), whether it shows styles."""

    width: int = 80
    height: int = 0
    styles: bool = False
    encoding: str = "utf-8"
    """What it cannot show is written as an escape."""

    def lines(self, report: Report) -> Iterator[str]:
        """Give a report line by line, without ends of lines."""
        for index, section in enumerate(report.brief or report.sections):
            if index and section.title:
                yield ""
            yield from self._section(section, report.language)
        if report.notes:
            yield ""
        for note in report.notes:
            yield from self._text(Text(note, "quiet"))

    def _section(self, section: Section, language: str) -> Iterator[str]:
        if section.title:
            yield from self._text(Text(section.title, "strong"))
        for block in section.blocks:
            if isinstance(block, Text):
                yield from self._text(block)
            elif isinstance(block, Branch):
                yield from self._branch(block, 0)
            else:
                yield from self._table(block, language)

    def _plain(self, text: str) -> str:
        return plain(text).encode(self.encoding, "backslashreplace").decode(self.encoding)

    def _text(self, text: Text) -> Iterator[str]:
        if text.verbatim:
            yield from (self._plain(line) for line in text.text.split("\n"))
            return
        for line in text.text.split("\n"):
            for part in self._hanging(line, text.indent):
                yield self._styled(part, text.style)

    def _hanging(self, text: str, indent: int) -> Iterator[str]:
        """Wrap a line below its indent; what does not fit goes on two places further in."""
        indent = min(indent, self.width // 2)
        first, *rest = (
            wrap(self._plain(text), max(self.width - indent - 2, 1))
            if self._too_long(text, indent)
            else [self._plain(text)]
        )
        yield " " * indent + first
        yield from (" " * (indent + 2) + each for each in rest)

    def _too_long(self, text: str, indent: int) -> bool:
        return len(wrap(self._plain(text), max(self.width - indent, 1))) > 1

    def _branch(self, branch: Branch, depth: int) -> Iterator[str]:
        yield from self._hanging(branch.head, 2 * depth)
        for line in branch.lines:
            yield from self._hanging(line, 2 * depth + 2)
        for child in branch.children:
            yield from self._branch(child, depth + 1)

    def _styled(self, text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_OFF}" if self.styles and style and text else text

    def _table(self, table: Table, language: str) -> Iterator[str]:
        if table.title:
            yield from self._text(Text(table.title, "strong"))
        rows = list(table)
        fit = max(self.height - OVERHEAD, 5) if self.height and table.screenful else len(rows)
        ascii_only = not drawable(self.encoding)
        texts = [
            [
                self._plain(column.title),
                *(self._plain(shown(each[at], column, ascii_only=ascii_only)) for each in rows[:fit]),
            ]
            for at, column in enumerate(table.columns)
        ]
        kept, places = self._fitting(table.columns, texts)
        for at, room in zip(kept, places, strict=True):
            column, wanted = table.columns[at], max(map(width, texts[at]))
            if column.type == "share" and room < wanted:
                full = BAR * room // wanted
                texts[at][1:] = [shown(each[at], column, ascii_only=ascii_only, full=full) for each in rows[:fit]]
        right = [table.columns[at].to_right for at in kept]
        for number in range(min(fit, len(rows)) + 1):
            for line in row([texts[at][number] for at in kept], places, right, low=not number):
                yield self._styled(line.rstrip(), "" if number else "strong")
        if hidden := len(table.columns) - len(kept):
            more = word("page.more_columns" if hidden > 1 else "page.more_column", language, count=hidden)
            yield from self._text(Text(more, "quiet"))
        if len(rows) > fit:
            more = word("page.more_rows", language, count=len(rows) - fit, remedy=table.screenful)
            yield from self._text(Text(more, "quiet"))

    def _fitting(self, columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
        """Leave out optional columns from the last until the others fit, then shorten bars, then the widest."""
        wanted = widths(texts, [column.width for column in columns])
        kept = list(range(len(columns)))
        optional = [at for at, column in enumerate(columns) if column.optional]
        while optional and sum(wanted[at] for at in kept) + GAP * (len(kept) - 1) > self.width:
            kept.remove(optional.pop())
        excess = sum(wanted[at] for at in kept) + GAP * (len(kept) - 1) - self.width
        for at in kept:
            if columns[at].type == "share" and excess > 0:
                given = min(excess, max(wanted[at] - LEAST_BAR, 0))
                wanted[at], excess = wanted[at] - given, excess - given
        least = word_widths([texts[at][1:] for at in kept])
        return kept, squeeze([wanted[at] for at in kept], self.width, least)
