"""What programs get of a comparison: scores, answers that differ, whom to learn from, means over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policyindex.analysis.comparing import Comparison
from policyindex.analysis.group_means import MeanChange
from policyindex.analysis.learning import Example
from policyindex.reports.report import Cell, Column, Table
from policyindex.scoring.result import Result

SCORES = (
    Column("node"),
    Column("label", width=34),
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("score", type="number", decimals=2),
    Column("mean_of_others", type="number", decimals=2),
    Column("others", type="whole"),
    Column("members", type="whole"),
    Column("gap", type="number", decimals=2),
    Column("target", type="number"),
)
ANSWERS = (
    Column("indicator"),
    Column("label", width=34),
    Column("weight", type="number", decimals=4),
    Column("unit"),
    Column("answer"),
    Column("text", width=60),
    Column("points", type="number"),
    Column("to_top", type="number"),
    Column("status"),
    Column("comment", width=60),
    Column("references", width=60),
    Column("standards", width=60),
)
LEARN = (
    Column("unit"),
    Column("indicator"),
    Column("label", width=34),
    Column("learn_from"),
    Column("way"),
    Column("period"),
    Column("points", type="number"),
    Column("reviewed"),
    Column("references", width=60),
)
MEANS = (
    Column("node"),
    Column("label", width=34),
    Column("from", type="number", decimals=2),
    Column("from_units", type="whole"),
    Column("from_members", type="whole"),
    Column("to", type="number", decimals=2),
    Column("to_units", type="whole"),
    Column("to_members", type="whole"),
    Column("difference", type="number", decimals=2),
    Column("same_units_same_questions", type="number", decimals=2),
    Column("other_questions", type="number", decimals=2),
    Column("other_units", type="number", decimals=2),
    Column("panel", type="whole"),
)


def compare_tables(
    result: Result,
    found: Comparison,
    learn: Mapping[str, Mapping[str, Sequence[Example]]],
    means: Sequence[MeanChange],
) -> tuple[Table, ...]:
    """Give the tables that have rows, scores first."""
    tables = [
        Table("scores", SCORES, lambda: _scores(result, found)),
        Table("answers", ANSWERS, lambda: _answers(result, found)),
        Table("learn", LEARN, lambda: _learn(result, learn)),
        Table("means", MEANS, lambda: mean_rows(result, means)),
    ]
    there = (True, bool(found.differences) and len(found.units) > 1, any(learn.values()), bool(means))
    return tuple(table for table, used in zip(tables, there, strict=True) if used)


def _scores(result: Result, found: Comparison) -> Iterator[tuple[Cell, ...]]:
    for each in found.beside:
        label = result.instrument.nodes[each.node].label
        for at, unit in enumerate(found.units):
            yield (
                each.node, label, unit, result.unit_names.get(unit, unit), found.period, each.scores[at],
                each.others.value, each.others.of, each.others.members, each.gap(at), each.target,
            )  # fmt: skip


def _answers(result: Result, found: Comparison) -> Iterator[tuple[Cell, ...]]:
    for each in found.differences:
        label, standards = result.instrument.label(each.column), "; ".join(each.standards)
        for unit, said in zip(found.units, each.said, strict=True):
            given = said.answer
            comment, references = (given.comment, "; ".join(given.references)) if given else ("", "")
            yield (
                each.column, label, each.weight, unit, said.code, said.text, said.points, said.to_top, said.status,
                comment, references, standards,
            )  # fmt: skip


def _learn(result: Result, learn: Mapping[str, Mapping[str, Sequence[Example]]]) -> Iterator[tuple[Cell, ...]]:
    for unit, columns in learn.items():
        for column, own in columns.items():
            for each in own:
                given = result.panel.given.get((each.row, result.plan.columns.index(column)))
                yield (
                    unit, column, result.instrument.label(column), each.unit, str(each.way), each.period, each.points,
                    "yes" if each.is_reviewed else "no", "; ".join(given.references) if given else "",
                )  # fmt: skip


def mean_rows(result: Result, means: Sequence[MeanChange]) -> Iterator[tuple[Cell, ...]]:
    """Give how means changed; refused ones have no differences."""
    for each in means:
        parts = (None,) * 4 if each.is_refused else (each.difference, each.same, each.basket, each.composition)
        yield (
            each.node, result.instrument.nodes[each.node].label, each.start.value, each.start.of, each.start.members,
            each.end.value, each.end.of, each.end.members, *parts, each.panel,
        )  # fmt: skip
