"""The report of a comparison: scores side by side, answers that differ, whom to learn from, means over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policyindex.analysis.comparing import Comparison, Said
from policyindex.analysis.group_means import Mean, MeanChange
from policyindex.analysis.learning import Example
from policyindex.reports.compare_tables import compare_tables
from policyindex.reports.figures import dumbbell
from policyindex.reports.figures.figure import Figure
from policyindex.reports.lessons import example_lines, strong_and_weak
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.of_units import group_notes, unit_notes
from policyindex.reports.report import Block, Branch, Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

SHOWN = 8
"""Answers that a screen shows; formats that are no screen have all."""


class CompareReport:
    """What is said of units side by side."""

    def __init__(
        self,
        result: Result,
        found: Comparison,
        learn: dict[str, dict[str, list[Example]]],
        means: Sequence[MeanChange],
        whose: str,
    ) -> None:
        """Take what was compared.

        :param result: all that was scored; its group is the one that is compared with
        :param learn: by unit and column whom to learn from
        :param means: how the means of the group changed, by node
        :param whose: names the units that are compared with
        """
        self.result, self.found, self.learn, self.means, self.whose = result, found, learn, means, whose
        self.standing = Standing(View(result), (found.node,))
        self.head = result.instrument

    def report(self) -> Report:
        """Make the report."""
        answers, brief = tuple(self._answers(None)), tuple(self._answers(SHOWN))
        before, after = tuple(self._before()), tuple(self._after())
        tables = compare_tables(self.result, self.found, self.learn, self.means)
        return Report(
            f"{self.head.file.title}: {', '.join(self._name(each) for each in self.found.units)}",
            (*before, *answers, *after),
            brief=(*before, *brief, *after) if len(self.found.differences) > SHOWN else (),
            notes=tuple(self._notes()),
            tables=tables,
            figures=self._figures,
            provenance=self.result.provenance,
            language=self.head.language,
            document=lambda: self._document(tables),
        )

    def _name(self, unit: str) -> str:
        return self.standing.unit_name(unit)

    def _before(self) -> Iterator[Section]:
        label = self.head.nodes[self.found.node].label
        title = f"{self.head.file.title} · {label} · {self.found.period}"
        yield Section(title, (self._scores(), *self._strengths()))

    def _scores(self) -> Table:
        decimals = self.standing.decimals(each.node for each in self.found.beside)
        several, aimed = len(self.found.units) > 1, any(each.target is not None for each in self.found.beside)
        columns = [Column("label", "Score of")]
        columns += [Column(unit, self._name(unit), "number", decimals=decimals) for unit in self.found.units]
        columns += [Column("others", f"Mean of {self.whose}", right=True)]
        columns += [Column("gap", "Above the mean", right=True)] * (not several)
        columns += [Column("target", "Target", "number")] * aimed

        def cells() -> Iterator[tuple[Cell, ...]]:
            for each in self.found.beside:
                label = "  " * each.depth + self.head.nodes[each.node].label
                row: list[Cell] = [label, *each.scores, _mean(each.others, decimals)]
                row += [] if several else [signed(each.gap(0), decimals)]
                yield (*row, *[each.target] * aimed)

        return Table("beside", tuple(columns), cells)

    def _strengths(self) -> Iterator[Text]:
        """Name the parts in which each unit lies farthest above and below the others."""
        parts = [each for each in self.found.beside if each.depth == 1]
        for at, unit in enumerate(self.found.units):
            for word, names in zip(("Strong", "Weak"), strong_and_weak(self.standing, parts, at), strict=True):
                if names:
                    yield Text(f"{word} beside {self.whose}: {self._name(unit)} in {', '.join(names)}")

    def _figures(self) -> Iterator[Figure]:
        """Draw the node and its parts: of one unit beside the mean of the others, of several the first beside the second."""
        parts = [each for each in self.found.beside if each.depth < 2]
        several = len(self.found.units) > 1
        yield dumbbell(
            [
                (self.head.nodes[each.node].label, each.scores[0], each.scores[1] if several else each.others.value)
                for each in parts
            ],
            names=(
                self._name(self.found.units[0]),
                self._name(self.found.units[1]) if several else f"Mean of {self.whose}",
            ),
            title=f"{self.head.file.title} · {self.found.period}",
            subtitle=self.head.nodes[self.found.node].label,
            key="comparison",
            heading="Score of",
            decimals=self.standing.decimals(each.node for each in parts),
            scale=self.standing.scale(self.found.node),
            language=self.head.language,
        )

    def _answers(self, limit: int | None) -> Iterator[Section]:
        """Tell the answers that differ, or of one unit those that are not the top option."""
        found = self.found.differences if len(self.found.units) > 1 else ()
        if found:
            branches = tuple(
                self._difference(each.column, each.weight, each.said, each.standards) for each in found[:limit]
            )
            more = [Text(f"… and {len(found) - len(branches)} more: every format but this screen has all", "quiet")]
            title = f"Answers that differ: {len(found)} of {len(found) + self.found.same}"
            yield Section(title, (*branches, *more * (len(branches) < len(found))), 2)
        for unit, columns in self.learn.items():
            some = list(columns.items())[:limit]
            lines = tuple(
                Branch(self.head.label(column), tuple(example_lines(self.standing, own))) for column, own in some
            )
            more = [Text(f"… and {len(columns) - len(some)} more answers", "quiet")] * (len(some) < len(columns))
            if lines:
                yield Section(f"Whom {self._name(unit)} can learn from", (*lines, *more), 2)

    def _difference(self, column: str, weight: float | None, said: Sequence[Said], standards: Sequence[str]) -> Branch:
        weighs = "" if weight is None else f", nominal weight {weight:.2%}"
        lines = []
        for unit, each in zip(self.found.units, said, strict=True):
            lines.append(f"{self._name(unit)}: {_answer(each)}")
            if each.answer and each.answer.comment:
                lines.append(f"  {each.answer.comment}")
            lines += [f"  {reference}" for reference in (each.answer.references if each.answer else ())]
        lines += [f"Behind the top option: {each}" for each in standards]
        return Branch(f"{self.head.label(column)} ({column}{weighs})", tuple(lines))

    def _after(self) -> Iterator[Section]:
        if self.means:
            yield Section(f"Means of {self.whose}", tuple(mean_blocks(self.head, self.means)), 2)

    def _notes(self) -> Iterator[str]:
        yield from group_notes(self.standing, [])
        refused = [each for each in self.found.beside if each.others.value is None]
        if refused:
            least = refused[0].others
            names = self.standing.listed([self.head.nodes[each.node].label for each in refused])
            yield f"No mean where fewer than two thirds have a score: {names} ({least.of} of {least.members})"
        if self.learn:
            yield "Moved up: from the same points, and still in force. Higher today: never seen there, or only a revision."
        yield from unit_notes(self.result, self.found.units).values()

    def _document(self, tables: Sequence[Table]) -> dict[str, Any]:
        return {
            "instrument": self.head.reference,
            "node": self.found.node,
            "period": self.found.period,
            "units": list(self.found.units),
            "compared_with": self.whose,
            **{table.key: [dict(zip(table.keys, row, strict=True)) for row in table] for table in tables},
            "provenance": self.result.provenance,
        }


def mean_blocks(head: Any, means: Sequence[MeanChange]) -> Iterator[Block]:
    """Say how means changed, and what of it is who was there and what was asked."""
    start, end = means[0].start, means[0].end
    columns = (
        Column("label", "Mean of", width=30),
        Column("from", "From", right=True),
        Column("to", "To", right=True),
        Column("difference", "Difference", right=True),
        Column("same", "Same units, same questions", right=True, width=11),
        Column("basket", "Other questions", right=True, width=9),
        Column("composition", "Other units", right=True, width=6),
        Column("panel", "Units with both", right=True, width=10),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in means:
            parts = (
                (NONE,) * 3
                if each.is_refused
                else tuple(signed(part, 2) for part in (each.same, each.basket, each.composition))
            )
            decimals = max(1, head.decimals(each.node))
            yield (
                head.nodes[each.node].label, _mean(each.start, decimals), _mean(each.end, decimals),
                NONE if each.is_refused else signed(each.difference, 2), *parts, f"{each.panel} of {each.of}",
            )  # fmt: skip

    yield Table("means", columns, rows)
    if any(each.is_refused for each in means):
        yield Text("Not compared where fewer than two thirds of the members have a score in both periods.")
    if start.members != end.members:
        yield Text(f"Members: {start.members}, then {end.members}.")


def _mean(mean: Mean, decimals: int) -> str:
    if mean.value is None:
        return f"{NONE} ({mean.of} of {mean.members})"
    whole = mean.of == mean.members
    return shown_number(mean.value, decimals) + ("" if whole else f" ({mean.of} of {mean.members})")


def _answer(said: Said) -> str:
    if said.answer is None or not said.code:
        return said.status.replace("_", " ")
    top = "the top option" if said.to_top == 0 else f"{said.to_top:g} below the top option" if said.to_top else ""
    points = "" if said.points is None else f"{said.points:g} points"
    about = ", ".join(filter(None, (points, top)))
    return f"{said.code} · {said.text}" + (f" ({about})" if about else "")
