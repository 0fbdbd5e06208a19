"""One submission of an XLSForm: its cells, turned into long records."""

from __future__ import annotations

from collections.abc import Mapping

from policyindex.answers import references
from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.importers.decimals import with_point
from policyindex.answers.keys import Keys
from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.references import Parts, Reference
from policyindex.files.csv_rows import Line
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, listing
from policyindex.questions import truth
from policyindex.questions.asked import Takes
from policyindex.questions.neutral import code_named
from policyindex.questions.written import NONE

Places = Mapping[tuple[str, str, str], int]
"""The number of a cell, from 0, by field, column of answers and choice; hidden fields have neither of the last two."""


class Submission:
    """The cells of one row by what they mean."""

    def __init__(self, instrument: Instrument, file: str, places: Places, line: Line, keys: Keys) -> None:
        self.instrument, self.file, self.places, self.line = instrument, file, places, line
        self.reader = RowReader(instrument, keys)

    def hidden(self, name: str) -> Cell:
        """Give a hidden field, or an empty text where the file has none."""
        return self._cell(name)

    def _cell(self, field: str, column: str = "", choice: str = "") -> Cell:
        index = self.places.get((field, column, choice))
        where = Location(self.file, self.line[0], 0 if index is None else index + 1)
        return Cell("" if index is None else self.line[1][index].strip(), where)

    def reading(self) -> Reading:
        """Read the questions that have an answer, a status, or a word said about them."""
        for key in self.instrument.indicators:
            for instance in self.instrument.instances(key):
                self._question(key, instance)
        return self.reader.reading

    def _question(self, key: str, instance: str) -> None:
        column = Column(key, instance).name
        faults = len(self.reader.reading.problems)
        row = {
            "answer": self._answer(key, column),
            **{field: self._cell(field, column) for field in (names.STATUS, names.CAUSE, names.COMMENT)},
            "references": self._references(column),
        }
        if len(self.reader.reading.problems) > faults or not any(cell.text for cell in row.values()):
            return
        where = row["answer"].where
        asked = {"indicator": Cell(key, where), "instance": Cell(instance, where)}
        self.reader.read({"unit": self.hidden(names.UNIT), "period": self.hidden(names.PERIOD), **asked, **row})

    def _answer(self, key: str, column: str) -> Cell:
        """Give the answer as every file of answers has it."""
        text, where = self._cell(names.ANSWER, column)
        indicator = self.instrument.indicators[key]
        if indicator.takes is not Takes.CODES:
            return Cell(with_point(text) if indicator.takes is Takes.NUMBER else code_named(indicator, text), where)
        codes = text.split()
        ticked, first = self._ticked(column)
        if ticked is not None:
            if codes and set(codes) != set(ticked):
                values = {"value": text, "chosen": listing(ticked), "indicator": column}
                self.reader.report("odk-choices-disagree", where, **values)
            codes, where = codes or ticked, where if where.column else first
        if names.NONE_CHOICE in codes and len(set(codes)) > 1:
            self.reader.report("odk-none-and-others", where, value=" ".join(codes), indicator=column)
        return Cell(NONE if names.NONE_CHOICE in codes else "; ".join(codes), where)

    def _ticked(self, column: str) -> tuple[list[str] | None, Location]:
        """Give the choices that columns of their own say are chosen; None: there are no such columns, or all are empty."""
        chosen, told, first = [], False, Location(self.file, self.line[0])
        for field, asked, choice in self.places:
            if (field, asked) != (names.ANSWER, column) or not choice:
                continue
            text, where = self._cell(field, asked, choice)
            first = first if first.column else where
            told = told or bool(text)
            if truth.in_file(text):
                chosen.append(choice)
            elif text and truth.in_file(text) is None:
                self.reader.report("odk-choice-unread", where, value=text, choice=choice, indicator=column)
        return (chosen if told else None), first

    def _references(self, column: str) -> Cell:
        """Join the parts of the reference and the further ones to one cell, as every file has them."""
        parts = [self._cell(part, column).text for part in names.REFERENCE]
        more = references.split(self._cell(names.MORE, column).text)
        first = [Reference.made(Parts(*parts))] if any(parts) else []
        return Cell(references.join([*first, *more]), self._cell("title", column).where)
