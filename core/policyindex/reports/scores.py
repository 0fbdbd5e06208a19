"""The tidy tables of a run: all scores, and the types of typologies; a column is worked out only where it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.reports.report import Cell, Column, Table
from policyindex.scoring.long import Long
from policyindex.scoring.view import View

SCORES = (
    Column("instrument"),
    Column("edition", width=12),
    Column("strands", width=12),
    Column("tree", width=12),
    Column("node"),
    Column("parent"),
    Column("label", width=34),
    Column("unit", width=12),
    Column("unit_name"),
    Column("period", width=12),
    Column("score", type="number", decimals=2),
    Column("rank", type="whole"),
    Column("band", width=22),
    Column("answered", type="whole"),
    Column("expected", type="whole"),
    Column("verification", width=30),
    Column("note", width=24),
    Column("target", type="number"),
    Column("distance", type="number"),
    Column("state", width=12),
    Column("coverage", type="number", decimals=2),
    Column("least", type="number", decimals=2),
    Column("most", type="number", decimals=2),
    Column("not_applicable", type="number", decimals=2),
    Column("imputed", type="whole"),
)
TYPES = (
    Column("instrument"),
    Column("edition", width=12),
    Column("typology", width=12),
    Column("unit", width=12),
    Column("unit_name"),
    Column("period", width=12),
    Column("type", width=12),
    Column("label", width=34),
    Column("source", width=30),
)


def chosen_columns(view: View) -> tuple[Column, ...]:
    """Give the columns of the table of a view that were asked for; none named: all.

    :raises WrongUseError: for a column that the table does not have
    """
    known = {column.key: column for column in (SCORES if view.table == "scores" else TYPES)}
    for each in view.columns:
        if each not in known:
            raise WrongUseError(f"there is no column '{each}'; there are: {listing(known, 30)}.{hint(each, known)}")
    return tuple(known[each] for each in view.columns) or tuple(known.values())


def chosen_table(view: View) -> Table:
    """Give the table that a format of one table holds."""
    columns = chosen_columns(view)
    return _scores(view, columns) if view.table == "scores" else _types(view, columns)


def score_tables(view: View) -> tuple[Table, ...]:
    """Give the table that was asked for, then the other where it has rows."""
    chosen = chosen_table(view)
    other = _types(view, TYPES) if view.table == "scores" else _scores(view, SCORES)
    return (chosen, *[other] * any(True for _ in other))


def whole_tables(view: View) -> tuple[Table, Table]:
    """Give all scores and all types, with all columns."""
    return _scores(view, SCORES), _types(view, TYPES)


def _scores(view: View, columns: Sequence[Column]) -> Table:
    return Table(
        "scores",
        tuple(columns),
        lambda: Long(view.result, view.trees, view.keep).rows([column.key for column in columns]),
    )


def _types(view: View, columns: Iterable[Column]) -> Table:
    names, kept = view.result.unit_names, tuple(columns)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in view.type_rows():
            whole = {**row._asdict(), "unit_name": names.get(row.unit, row.unit)}
            yield tuple(whole[column.key] for column in kept)

    return Table("types", kept, rows)
