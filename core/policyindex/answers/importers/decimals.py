"""Numbers in files with semicolons, where a comma or a point may part decimals or thousands: the file itself says which.

``2,5`` or ``1.000,5`` anywhere among its answers says that decimals have a comma, ``2.5`` or ``1,000.5`` that they have
a point. ``1.000`` and ``1,000`` alone say nothing: they are read as the file's other numbers are, with a note; where
these do not decide, they are a problem. Files with commas between their columns have decimal points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from policyindex.answers.record import ALL_FIELDS
from policyindex.answers.textcolumns import TextTable
from policyindex.problems import Problem, problem, repeated
from policyindex.problems.grouping import PLACES

COMMA, POINT = ",", "."
_NAMES = {COMMA: "comma", POINT: "point"}
_ANSWERS = ("answer", "points")
_SINGLE = re.compile(r"-?[0-9]+[.,][0-9]+")
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_BOTH = re.compile(r"-?[1-9][0-9]{0,2}(?:([.,])[0-9]{3}(?:\1[0-9]{3})*)([.,])[0-9]+")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")


def with_point(text: str) -> str:
    """Write a decimal comma as a point; any other text stays."""
    return text.replace(COMMA, POINT) if COMMA in text and _SINGLE.fullmatch(text) else text


def decimal_of(text: str) -> str:
    """Give the sign that parts decimals in a number; empty: it is none, or it does not say."""
    if (found := _BOTH.fullmatch(text)) and found[1] != found[2]:
        return found[2]
    if found := _THOUSANDS.fullmatch(text):
        return COMMA if found[1] == POINT else POINT
    if _SINGLE.fullmatch(text) and not _EITHER.fullmatch(text):
        return COMMA if COMMA in text else POINT
    return ""


def with_points(table: TextTable) -> TextTable:
    """Give a table whose answers have decimal points and no marks of thousands, with what had to be said of it."""
    places = [at for at, name in enumerate(table.names) if name in _ANSWERS or name not in ALL_FIELDS]
    own = {at: [decimal_of(text) for text in table.columns[at].texts] for at in places}
    said = {sign: _first(table, own, sign) for sign in (COMMA, POINT)}
    deciding = [sign for sign, text in said.items() if text]
    settled = deciding[0] if len(deciding) == 1 else ""
    columns, problems = list(table.columns), list(table.problems)
    for at in places:
        column = table.columns[at]
        texts, told = [], []
        for number, text in enumerate(column.texts):
            decimal = own[at][number] or (settled if _EITHER.fullmatch(text) else "")
            texts.append(_plain(text, decimal) if decimal else with_point(text))
            if _EITHER.fullmatch(text):
                told.append(number)
        columns[at] = column.renamed(texts)
        problems.extend(_told(table, at, told, settled, said[settled] if settled else ""))
    return replace(table, columns=tuple(columns), problems=tuple(problems))


def _first(table: TextTable, own: dict[int, list[str]], sign: str) -> str:
    """Give a number of the file that says how decimals are parted."""
    found = (table.columns[at].texts[signs.index(sign)] for at, signs in own.items() if sign in signs)
    return next(found, "")


def _plain(text: str, decimal: str) -> str:
    return text.replace(POINT if decimal == COMMA else COMMA, "").replace(COMMA, POINT)


def _told(table: TextTable, at: int, told: list[int], settled: str, other: str) -> Iterator[Problem]:
    """Say of the numbers of a column that can be read in two ways how they are read, or ask."""
    column = table.columns[at]
    if not told:
        return
    kept = np.zeros(len(column.texts), dtype=np.bool_)
    kept[told] = True
    rows = np.flatnonzero(kept[column.codes])
    if not len(rows):
        return
    text = column.texts[column.codes[rows[0]]]
    mark = POINT if POINT in text else COMMA
    whole = text.replace(mark, "")
    if settled:
        read = _plain(text, settled)
        fault = problem("answers-number-settled", value=text, read=read, sign=_NAMES[settled], other=other)
    else:
        before, _, after = text.partition(mark)
        part = f"{before},{after.rstrip('0')}".rstrip(COMMA)
        values = {"value": text, "whole": whole, "part": f"{part}0" if _EITHER.fullmatch(part) else part}
        fault = problem("answers-number-two-ways", **values)
    yield repeated(fault, [table.where(at, row) for row in rows[:PLACES].tolist()], len(rows))
