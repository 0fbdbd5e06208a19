"""Figures of changes: of many units two points each, of one unit how the parts lead from one score to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.reports.change_words import Said
from policyindex.reports.figures import Figure, dumbbell, waterfall
from policyindex.reports.score_figures import MOST
from policyindex.reports.standing import Standing
from policyindex.scoring.view import View

NOTHING = 1e-9


def change_figures(said: Said, places: Sequence[int], *, one_by_one: bool) -> Iterator[Figure]:
    """Draw the units at some places.

    :param one_by_one: each by its parts; otherwise all of them together
    """
    if one_by_one:
        for unit in places:
            yield from _of_unit(said, unit)
    elif len(places) <= MOST:
        yield from _of_units(said, places)


def _of_units(said: Said, places: Sequence[int]) -> Iterator[Figure]:
    change, at = said.change, said.upon.at
    scored = [unit for unit in places if not np.isnan(change.difference[at, unit])]
    order = sorted(scored, key=lambda unit: (-change.difference[at, unit], said.name(change.units[unit])))
    first, last = change.from_to
    rows = [(said.name(change.units[unit]), first[at, unit], last[at, unit]) for unit in order]
    if rows:
        yield dumbbell(
            rows,
            names=(change.start, change.end),
            title=said.word("title", label=said.label(said.upon.node), start=change.start, end=change.end),
            key="change",
            heading=said.word("unit"),
            scale=Standing(View(change.result)).scale(said.upon.node),
            decimals=said.decimals,
            language=change.result.instrument.language,
        )


def _of_unit(said: Said, unit: int) -> Iterator[Figure]:
    """Draw how what is directly below the node, then what came or went, leads from one score to the other."""
    change, at, instrument = said.change, said.upon.at, said.change.result.instrument
    first, last = (float(each[at, unit]) for each in change.from_to)
    causes = said.upon.by_cause()
    steps = [(instrument.label(child), _part(said, child, unit)) for child in instrument.nodes[said.upon.node].children]
    steps += [
        (said.word(f"part_{cause}"), float(causes[cause][unit]))
        for cause in ("basket", "collection", "vintage", "edition")
    ]
    steps = [(label, part) for label, part in steps if abs(part) > NOTHING]
    adds_up = abs(first + sum(part for _, part in steps) - last) < NOTHING  # not where a part counts in several places
    if not np.isnan(change.fixed[at, unit]) and adds_up:
        code = change.units[unit]
        yield waterfall(
            (change.start, first),
            steps,
            (change.end, last),
            title=f"{said.name(code)}: {said.word('title', label=said.label(said.upon.node), start=change.start, end=change.end)}",
            key=f"change-{code.lower()}",
            heading=("", said.word("points")),
            scale=None,
            decimals=said.exact,
            language=instrument.language,
        )


def _part(said: Said, child: str, unit: int) -> float:
    """Give the part that a node, or the answers of a question, have in the difference."""
    plan = said.change.result.plan
    if child in said.change.result.instrument.nodes:
        return float(said.upon.nodes[plan.nodes.index(child), unit])
    answers = [at for at, column in enumerate(plan.columns) if indicator_of(column) == child]
    return float((said.upon.changed + said.upon.revised)[answers, unit].sum())
