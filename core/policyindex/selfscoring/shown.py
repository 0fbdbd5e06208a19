"""Whether what a self-scoring workbook says of itself in hidden cells is what everybody sees: its unit, its period."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Book, Sheet
from policyindex.problems import Problem, problem
from policyindex.selfscoring.origin import Origin
from policyindex.selfscoring.texts import texts_in

_TOP = 10
"""Rows in which the line with unit and round stands."""


def unseen(book: Book, checklist: Sheet, origin: Origin) -> Iterator[Problem]:
    """Give a problem for unit and period each that is another one for whoever looks, or cannot be seen.

    Where whoever filled it in typed the unit, there is nothing hidden to compare.
    """
    if not origin.unit:
        return
    between = f" · {texts_in(origin.language)['round']} "
    for sheet in book.sheets.values():
        for number, row in enumerate(sheet.rows[:_TOP] if sheet.visible and sheet is not checklist else (), 1):
            shown, found, period = str(row[0]).rpartition(between) if row else ("", "", "")
            if found:
                where = book.where(sheet.name, address(number, 1))
                if shown != origin.unit and not shown.endswith(f" ({origin.unit})"):
                    yield problem("questionnaire-head-differs", where, value=shown, name="unit", hidden=origin.unit)
                if period.strip() != origin.period:
                    values = {"value": period, "name": "period", "hidden": origin.period}
                    yield problem("questionnaire-head-differs", where, **values)
                return
    for name, hidden in (("unit", origin.unit), ("period", origin.period)):
        yield problem("questionnaire-head-unseen", book.where(), name=name, hidden=hidden)
