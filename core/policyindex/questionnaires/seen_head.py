"""Whether what a workbook's hidden sheet says of it is what everybody sees in it: its unit, its periods."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Book, Sheet
from policyindex.locales import word
from policyindex.problems import Problem, problem
from policyindex.questionnaires.cell_texts import text
from policyindex.questionnaires.filled import Head

_TOP = 20
"""Rows in which the unit, the period and the headings stand."""


def unseen(book: Book, questions: Sheet, head: Head) -> list[Problem]:
    """Give a problem for each of unit, period and last period that is another one for whoever looks, or cannot be seen."""
    found = []
    for key, value in (("unit", head.unit), ("period", head.period)):
        facts = list(_facts(book, questions, word(key, head.language)))
        other = [(where, fact) for where, fact in facts if fact != value and not fact.endswith(f" ({value})")]
        found += [
            problem("questionnaire-head-differs", book.where(*where), value=fact, name=key, hidden=value)
            for where, fact in other
        ]
        if not facts:
            found.append(problem("questionnaire-head-unseen", book.where(), name=key, hidden=value))
    if head.last_period:
        found += _last_period(book, questions, head)
    return found


def _facts(book: Book, questions: Sheet, name: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Give what stands beside a name on sheets that can be seen, with its place."""
    for sheet in book.sheets.values():
        if sheet.visible and sheet is not questions:
            for number, row in enumerate(sheet.rows[:_TOP], 1):
                for column, value in enumerate(row[:-1], 1):
                    if value == name:
                        yield (sheet.name, address(number, column + 1)), text(row[column]).strip()


def _last_period(book: Book, questions: Sheet, head: Head) -> list[Problem]:
    """Compare it with the heading of the last answers, where that column has not been deleted."""
    before, after = word("last_answer", head.language, period="\0").split("\0")
    wanted = f"{before}{head.last_period}{after}"
    for number, row in enumerate(questions.rows[:_TOP], 1):
        for column, value in enumerate(map(str, row), 1):
            fits = value.startswith(before) and value.endswith(after) and len(value) > len(before) + len(after)
            if fits and before and value != wanted:
                where = book.where(questions.name, address(number, column))
                values = {"value": value, "name": "last_period", "hidden": head.last_period}
                return [problem("questionnaire-head-differs", where, **values)]
    return []
