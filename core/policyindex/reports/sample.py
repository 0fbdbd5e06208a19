"""The report of sample answer sets: the scores that they have, and which rules they reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from policyindex.analysis.sampling.goals import BAND, ROW, TYPE
from policyindex.analysis.sampling.sample import NAMED, Sample, Verdict
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, Problem, listing, problem
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.problems import problem_report, problem_table
from policyindex.reports.report import Cell, Column, Report, Section, Table, Text

COLUMNS = (
    Column("instrument", "Instrument"),
    Column("node", "Node"),
    Column("label", "Score"),
    Column("worst", "Worst", "number"),
    Column("defaults", "Defaults", "number"),
    Column("best", "Best", "number"),
    Column("random_lowest", "Lowest", "number"),
    Column("random_median", "Median", "number"),
    Column("random_highest", "Highest", "number"),
    Column("possible_least", "Least possible", "number"),
    Column("possible_most", "Most possible", "number"),
)
GOALS = (
    Column("instrument", "Instrument"),
    Column("kind", "Kind"),
    Column("of", "Of"),
    Column("number", "Number", "whole"),
    Column("name", "What"),
    Column("verdict", "Verdict"),
    Column("why", "Why"),
    Column("file", "File"),
    Column("line", "Line", "whole"),
)
KINDS = {ROW: "rows of tables", TYPE: "types", BAND: "bands"}
SAID = ("table-row-never-reached", "condition-never-holds")
"""Problems that say the same of a row from its conditions alone."""
SHOWN = 20
"""Rules that are named one by one."""


def never_reached(sample: Sample, known: Sequence[Problem]) -> Iterator[Problem]:
    """Warn of what no answers reach, unless that has been said.

    :param known: the problems of the instrument
    """
    said = {(each.location.file, each.location.line) for each in known if each.code in SAID}
    for goal, verdict, why in sample.found:
        if verdict is Verdict.NEVER and not goal.rest and (goal.where.file, goal.where.line) not in said:
            yield problem("rule-never-reached", goal.where, what=goal.name, why=why)


def sample_report(
    problems: Sequence[Problem], files: int, samples: Sequence[Sample], unsampled: Sequence[Instrument]
) -> Report:
    """Say the problems of files, and what sample answer sets show of the instruments among them.

    :param unsampled: instruments that made-up answers show nothing of
    """
    plain = problem_report(problems, files)
    tables = (
        Table(
            "samples",
            COLUMNS,
            lambda: [row for each in samples for row in _scores(each, tuple(each.result.plan.nodes))],
        ),
        Table("rules", GOALS, lambda: [row for each in samples for row in _goals(each)]),
        problem_table(problems),
    )
    told = [block for each in samples for block in _sections(each)]
    return Report(
        plain.title,
        (*plain.sections, *told, *map(_not_sampled, unsampled)),
        tables=tables,
        document=lambda: {
            "problems": [each.as_dict() for each in problems],
            "samples": [_document(each) for each in samples],
            "not_sampled": [each.reference for each in unsampled],
        },
    )


def _sections(sample: Sample) -> Iterator[Section]:
    instrument = sample.instrument
    roots = instrument.trees[instrument.published_tree].roots
    yield Section(f"Sample answer sets: {instrument.file.title}", (*map(Text, _about(sample)), _shown(sample, roots)))
    yield Section("Rules that they reach", tuple(Text(line) for line in _counted(sample)))
    open_ = [each.goal for each in sample.found if each.verdict is Verdict.NOT_MET]
    if open_:
        title = f"Not met in {sample.tried:,} sample answer sets, which proves nothing: other answers may reach it"
        yield Section(title, _lines([(each.where, each.name) for each in open_]))
    if sample.idle:
        lines = [
            (instrument.places.at("nodes", node, key), f"the {key} of '{node}': {why}")
            for (node, key), why in sample.idle.items()
        ]
        yield Section("Ends that never cut a score", _lines(lines))


def _lines(said: Sequence[tuple[Location, str]]) -> tuple[Text, ...]:
    lines = [f"{where.render()}: {text}" if where.file else text for where, text in said[:SHOWN]]
    more = [f"… and {len(said) - SHOWN:,} more; --format csv or xlsx has all"] if len(said) > SHOWN else []
    return tuple(Text(line, indent=2) for line in (*lines, *more))


def _about(sample: Sample) -> Iterator[str]:
    """Say what the sets are."""
    without = sum(each.default < 0 for each in sample.columns)
    random = len(sample.result.panel.units) - len(NAMED)
    defaults = (
        "no question has a default"
        if without == len(sample.columns)
        else "defaults: those that say that no policy exists"
        + (f" (the worst in {without} of {len(sample.columns)} questions, which have none)" if without else "")
    )
    yield (
        f"Made-up answers to {len(sample.columns)} question{'s' * (len(sample.columns) != 1)}, always the same ones. Best and worst: the answers that lead to "
        f"the best and the worst scores, tried question by question; {defaults}; lowest, median and highest of {random} random sets."
    )
    if sample.period != "sample":
        yield f"All are of the period {sample.period}, in which most is asked."
    if any(each.verdict is Verdict.NEVER for each in sample.found):
        yield "Answers are those that experts choose from: averages of several, given as points, are left aside."
    open_ = [each.column for each in sample.columns if each.open]
    if open_:
        divided = any(sample.instrument.indicators[each.indicator].divided_by for each in open_)
        yield (
            f"Numbers without two ends: {listing([each.name for each in open_], 6)}. There is no best or worst answer to them: "
            "those are of the numbers that were tried, which are 0, 1, 10, 100 and 1000 and what conditions name. "
            f"State 'minimum' and 'maximum'{'; what is counted per another needs a scale' if divided else ''}."
        )


def _shown(sample: Sample, roots: Sequence[str]) -> Table:
    """Give the scores of some nodes with the decimals that the instrument states."""
    columns = (Column("label", "Score", width=40), *(Column(each.key, each.title, right=True) for each in COLUMNS[3:9]))
    last = Column("possible", "Possible", right=True)
    rows = []
    for row, node in zip(_scores(sample, roots), roots, strict=True):
        decimals = sample.instrument.decimals(node)
        numbers = [NONE if each is None else shown_number(float(each), decimals) for each in row[3:]]
        low, high = numbers[-2:]
        possible = f"{low if low != NONE else '?'} to {high if high != NONE else '?'}"
        rows.append((row[2], *numbers[:6], possible))
    return Table("scores", (*columns, last), rows)


def _scores(sample: Sample, nodes: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    result = sample.result
    defaults = any(each.default >= 0 for each in sample.columns)
    for node in nodes:
        scores = result.scores[:, result.column(node)]
        named = dict(zip(NAMED, scores.tolist(), strict=False))
        random = scores[len(NAMED) :]
        known = random[~np.isnan(random)]
        spread = (known.min(), np.median(known), known.max()) if len(known) else (math.nan,) * 3
        possible = sample.reach[node]
        numbers = (
            named["worst"], named["default"] if defaults else math.nan, named["best"], *spread, possible.low, possible.high,
        )  # fmt: skip
        yield sample.instrument.reference, node, sample.instrument.label(node), *map(_number, numbers)


def _number(value: float) -> float | None:
    return round(float(value), 9) if math.isfinite(value) else None


def _counted(sample: Sample) -> Iterator[str]:
    if not sample.found:
        yield "There are no rule tables, typologies or bands."
    for kind, name in KINDS.items():
        found = [each for each in sample.found if each.goal.kind == kind]
        if not found:
            continue
        counts = {
            "reached by no answers (see the warnings)": sum(
                each.verdict is Verdict.NEVER and not each.goal.rest for each in found
            ),
            "without conditions, which nothing is left for": sum(
                each.verdict is Verdict.NEVER and each.goal.rest for each in found
            ),
            "not met": sum(each.verdict is Verdict.NOT_MET for each in found),
        }
        met = sum(each.verdict is Verdict.MET for each in found)
        yield f"{name}: {met} of {len(found)} met" + "".join(
            f", {count} {what}" for what, count in counts.items() if count
        )


def _goals(sample: Sample) -> Iterator[tuple[Cell, ...]]:
    for goal, verdict, why in sample.found:
        where = goal.where
        yield (
            sample.instrument.reference, goal.kind, goal.of, goal.place + 1, goal.name, str(verdict), why, where.file,
            where.line,
        )  # fmt: skip


def _document(sample: Sample) -> dict[str, Any]:
    scores = Table("samples", COLUMNS, list(_scores(sample, tuple(sample.result.plan.nodes))))
    rules = Table("rules", GOALS, list(_goals(sample)))
    return {
        "instrument": sample.instrument.reference,
        "period": sample.period,
        "sets": sample.tried,
        "scores": [dict(zip(scores.keys, row, strict=True)) for row in scores],
        "rules": [dict(zip(rules.keys, row, strict=True)) for row in rules],
        "idle": [{"node": node, "end": key, "why": why} for (node, key), why in sample.idle.items()],
    }


def _not_sampled(instrument: Instrument) -> Section:
    """Say why an instrument cannot be tried, and what to do instead."""
    steps = listing(dict.fromkeys(each.step for each in instrument.file.steps))
    text = (
        f"Not sampled: the steps of this instrument ({steps}) prepare the numbers of a unit by those of all units, so that "
        "made-up answers would show nothing of its scores. Score a pilot round instead: policyindex run FILE --answers "
        "answers.csv, then policyindex explain."
    )
    return Section(f"Sample answer sets: {instrument.file.title}", (Text(text),))
