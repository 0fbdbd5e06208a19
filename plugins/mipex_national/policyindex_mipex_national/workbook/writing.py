"""Answers and comments as CSV for programs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from policyindex.answers.writing import write_rows
from policyindex_mipex_national.workbook.country import Comment
from policyindex_mipex_national.workbook.reading import Extract


def answers_csv(extract: Extract) -> bytes:
    """Give the answers in points, a row per unit and period, a column per indicator."""
    keys = extract.codes.answers
    rows = ([*key, *(_number(row.get(each)) for each in keys)] for key, row in extract.points.items())
    return _csv(("unit", "period", *keys), rows)


def comments_csv(extract: Extract) -> bytes:
    """Give all comments, a row each."""
    return _csv(Comment._fields, extract.comments)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    write_rows(text, [header, *rows])
    return text.getvalue().encode("utf-8", "surrogatepass")
