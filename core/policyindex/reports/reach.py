"""The report of how goals can be reached: the fewest or the cheapest reforms, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from policyindex.analysis.reforms.reach import Reach
from policyindex.reports.figures import dumbbell
from policyindex.reports.figures.figure import Figure
from policyindex.reports.numbers import NONE
from policyindex.reports.of_units import unit_notes
from policyindex.reports.reform_words import (
    NOMINAL,
    REFORMS,
    arrow,
    left_alone,
    reform_branch,
    reform_cells,
    score_text,
    two_more,
)
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

REACH = (
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("node"),
    Column("goal", width=34),
    Column("state", width=20),
    Column("reforms", type="whole"),
    Column("cost", type="number"),
    Column("at_least", type="number"),
    Column("equal_sets", type="whole"),
    Column("score_before", type="number", decimals=2),
    Column("score_after", type="number", decimals=2),
    Column("rank_before", type="whole"),
    Column("rank_after", type="whole"),
    Column("band_before"),
    Column("band_after"),
    Column("most", type="number", decimals=2),
    Column("questions", width=60),
)


FEW = 4
"""Reforms that a table of many units names; formats that are no screen have all."""


class ReachReport:
    """What is said of reaching a goal."""

    def __init__(self, result: Result, found: Sequence[Reach], *, efforts: bool) -> None:
        """Take what was found.

        :param efforts: costs are efforts that somebody stated; otherwise each reform counts 1
        """
        self.result, self.found, self.efforts = result, found, efforts
        self.standing = Standing(View(result), (found[0].node,))

    def report(self) -> Report:
        """Make the report: a section a unit, or of many a table."""
        one = len(self.found) == 1
        title = f"{self.standing.head.file.title} · {self.standing.head.nodes[self.found[0].node].label}"
        sections = (
            [self._section(self.found[0])]
            if one
            else [Section(f"{title} · {self.found[0].period} · reforms to reach it", (self._overview(),))]
        )
        return Report(
            f"{title}: reforms to reach a goal",
            tuple(sections),
            notes=tuple(self._notes()),
            tables=(
                Table("reach", REACH, lambda: map(self._cells, self.found)),
                Table("reforms", (*REFORMS, Column("cost", type="number")), self._reforms),
            ),
            figures=lambda: [self._figure()],
            provenance=self.result.provenance,
            language=self.standing.language,
        )

    def _section(self, found: Reach) -> Section:
        head = self.standing.head
        title = f"{head.file.title} · {self.standing.unit_name(found.unit)} · {found.period} · {found.goal}"
        return Section(title, tuple(self._blocks(found)))

    def _blocks(self, found: Reach) -> Iterator[Block]:
        state = self.state(found)
        yield Text(f"{state[0].upper()}{state[1:]}.", "strong")
        yield Text(self._scores(found))
        for place, each in enumerate(found.reforms, 1):
            cost = f"[effort {each.cost:g}] " if self.efforts else ""
            yield reform_branch(self.result, found.row, each.reform, f"{place}. {cost}")

    def state(self, found: Reach) -> str:
        """Say whether and with how much it can be reached, and how sure that is."""
        farthest = "" if found.most is None else f", at most {score_text(self.result, found.node, found.most)}"
        if found.before.score is None:
            return "Not reachable: the unit has no score"
        if found.is_there:
            return "Reached already"
        if found.is_reachable is False:
            return f"Not reachable{farthest}"
        least = self._amount(found.least)
        if found.cost is None:
            return f"None found, at least {least} needed{farthest}"
        amount = self._amount(found.cost)
        if found.least < found.cost:
            return f"{amount} found, at least {least} needed"
        enough = "is enough" if self.efforts or found.cost == 1 else "are enough"
        less = ", less is not" if self.efforts else ", fewer are not" if found.cost > 1 else ""
        return f"{amount} {enough}{less}; {self._ways(found)}"

    def _amount(self, cost: float) -> str:
        return f"an effort of {cost:g}" if self.efforts else f"{cost:g} reform{'s' * (cost != 1)}"

    def _ways(self, found: Reach) -> str:
        if found.ways is None:
            return "equally good sets were not counted"
        size = "cheap" if self.efforts else "small"
        return "the only such set" if found.ways == 1 else f"one of {found.ways:,} equally {size} sets"

    def _scores(self, found: Reach) -> str:
        label, before, after = self.standing.head.nodes[found.node].label, found.before, found.after or found.before
        scores = arrow(*(score_text(self.result, found.node, each.score) for each in (before, after)))
        ranks = (
            f"; rank {arrow(str(before.rank or NONE), str(after.rank or NONE))}" if before.rank or after.rank else ""
        )
        bands = f"; {arrow(before.band, after.band)}" if before.band or after.band else ""
        gain = ""
        if found.reforms and before.score is not None and after.score is not None:
            gain = f" ({signed(after.score - before.score, two_more(self.result, found.node))})"
        return f"{label}: {scores}{gain}{ranks}{bands}"

    def _overview(self) -> Table:
        columns = (
            Column("unit", "Unit", width=18),
            Column("goal", "To reach", width=26),
            Column("state", "Needed", width=20),
            Column("ways", "Equal sets", right=True),
            Column("score", "Score", right=True),
            Column("questions", "Reforms", width=40),
        )

        def rows() -> Iterator[tuple[Cell, ...]]:
            for each in self.found:
                after = each.after or each.before
                yield (
                    self.standing.unit_name(each.unit),
                    each.goal,
                    self._needed(each),
                    NONE if each.ways is None else f"{each.ways:,}",
                    arrow(*(score_text(self.result, each.node, some.score) for some in (each.before, after))),
                    ", ".join(self._some(each)) or NONE,
                )

        return Table("overview", columns, rows)

    @staticmethod
    def _some(found: Reach) -> Iterator[str]:
        yield from (f"{each.reform.column}={each.reform.code}" for each in found.reforms[:FEW])
        if len(found.reforms) > FEW:
            yield f"… {len(found.reforms) - FEW} more"

    def _needed(self, found: Reach) -> str:
        """Say in a few words what ``state`` says."""
        if found.cost is None or found.is_there or found.least < found.cost:
            return self.state(found)
        return self._amount(found.cost)

    def _cells(self, found: Reach) -> tuple[Cell, ...]:
        before, after = found.before, found.after or found.before
        state = "reached already" if found.is_there else "reachable" if found.is_reachable else "not reachable"
        if found.is_reachable is None:
            state = "not known"
        return (
            found.unit, self.standing.unit_name(found.unit), found.period, found.node, found.goal, state,
            len(found.reforms) if found.after else None, found.cost, None if np.isinf(found.least) else found.least,
            found.ways, before.score, after.score if found.after else None, before.rank or None,
            after.rank or None if found.after else None, before.band, after.band if found.after else "",
            found.most, "; ".join(f"{each.reform.column}={each.reform.code}" for each in found.reforms),
        )  # fmt: skip

    def _reforms(self) -> Iterator[tuple[Cell, ...]]:
        for each in self.found:
            for priced in each.reforms:
                yield (*reform_cells(self.result, each.row, priced.reform), priced.cost)

    def _figure(self) -> Figure:
        """Draw the score today and with the reforms."""
        node, head = self.found[0].node, self.standing.head
        return dumbbell(
            [
                (self.standing.unit_name(each.unit), each.before.score, each.after.score if each.after else None)
                for each in self.found
            ],
            names=("today", "with the reforms"),
            title=f"{head.file.title} · {self.found[0].period}",
            subtitle=f"{head.nodes[node].label}: {self.found[0].goal if len(self.found) == 1 else 'reforms to reach it'}",
            key="reach",
            heading="Unit",
            decimals=two_more(self.result, node),
            scale=self.standing.scale(node),
            language=self.standing.language,
        )

    def _notes(self) -> Iterator[str]:
        yield NOMINAL
        if self.efforts:
            yield "Efforts are those of the file, added up; questions without one are left alone."
        if any(
            each.least < (each.cost or 0) or (each.cost is None and not np.isinf(each.least)) for each in self.found
        ):
            yield "Where rules cannot be split into parts, sets of reforms were tried up to a limit: fewer may be enough."
        if len(self.found) == 1:
            yield from left_alone(self.found[0].kept)
        yield from unit_notes(self.result, [each.unit for each in self.found]).values()
