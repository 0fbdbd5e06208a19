"""A table of targets: a row each, as CSV, with every fault named at its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from policyindex.analysis.targets.aims import (
    KINDS,
    MILESTONES,
    POLICY,
    Aim,
    Clock,
    Milestone,
    falls,
    rests_on_numbers,
    value_of,
)
from policyindex.answers.days import iso
from policyindex.answers.placing import after
from policyindex.instruments.columns import indicator_of
from policyindex.problems import Location, Problem, errors_in, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.asked import Takes
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import reach_of
from policyindex.scoring.ranking import limit_of
from policyindex.scoring.result import Result
from policyindex.units.codes import found_code
from policyindex.units.periods import label_of
from policyindex.units.rows import Row, read_rows

NEEDED = ("unit", "on", "kind", "reach", "by")
REFERENCES = tuple(f"{each}_reference" for each in MILESTONES)
COLUMNS = (*NEEDED, "since", *(each for pair in zip(MILESTONES, REFERENCES, strict=True) for each in pair), "set_by")


def read_aims(path: Path, result: Result, clock: Clock) -> tuple[list[Aim], list[Problem]]:
    """Read targets, and what is doubtful about them.

    :raises ProblemsFoundError: for a table with errors, all of them
    """
    reader = _Reader(result, clock)
    seen: dict[tuple[str, ...], Location] = {}
    found = []
    for row in read_rows(path, COLUMNS, NEEDED, reader.problems):
        aim = reader.aim(row)
        if aim is None:
            continue
        same = (aim.unit, aim.on, aim.kind, aim.by)
        if same in seen:
            reader.report("target-twice", row, unit=aim.unit, first=seen[same].render())
        seen.setdefault(same, row.where)
        found.append(aim)
    if errors_in(reader.problems):
        raise ProblemsFoundError(reader.problems)
    return found, reader.problems


class _Reader:
    def __init__(self, result: Result, clock: Clock) -> None:
        self.result, self.clock, self.head = result, clock, result.instrument
        self.problems: list[Problem] = []

    def report(self, code: str, row: Row, **values: Any) -> None:
        self.problems.append(problem(code, row.where, **values))

    def aim(self, row: Row) -> Aim | None:
        """Read a row; what is wrong with it becomes problems."""
        before = len(errors_in(self.problems))
        unit = self._unit(row)
        if row["kind"] not in KINDS:
            values = {"value": row["kind"], "known": listing(KINDS), "hint": hint(row["kind"], KINDS)}
            self.report("target-kind-unknown", row, **values)
        by, since = self._date(row, "by"), self._date(row, "since")
        milestones = self._milestones(row)
        wanted = self._wanted(row)
        if not unit or wanted is None or len(errors_in(self.problems)) > before:
            return None
        aim = Aim(unit, row["on"], **wanted, kind=row["kind"], by=by, since=since, milestones=milestones, set_by=row["set_by"])  # fmt: skip
        self._check_time(aim, row)
        return aim

    def _unit(self, row: Row) -> str:
        known = {
            **self.result.scheme.names,
            **{each: each for each in self.result.panel.units},
            **self.result.unit_names,
        }
        found = found_code(row["unit"], known, self.result.scheme.also)
        if found is None:
            values = {"value": row["unit"], "period": "any period", "hint": after(hint(row["unit"], known))}
            self.report("table-unit-absent", row, **values)
        return found or ""

    def _date(self, row: Row, column: str) -> str:
        if not row[column]:
            return ""
        found = label_of(iso(row[column]) or row[column], self.head.periods)
        if found is None or not self.clock.can_place(found):
            dated = "a year, a month or a day, such as 2031, 2031-06 or 2031-06-30"
            expected = dated if self.clock.end(self.clock.periods[-1])[0] == 0 else listing(self.head.periods or self.clock.periods)  # fmt: skip
            self.report("target-date-none", row, value=row[column], column=column, expected=expected)
            return ""
        return found

    def _milestones(self, row: Row) -> tuple[Milestone, ...]:
        found: list[Milestone] = []
        for name, column in zip(MILESTONES, REFERENCES, strict=True):
            if row[column] and not row[name]:
                self.report("target-reference-alone", row, column=column, milestone=name)
            if not (date := self._date(row, name)):
                continue
            if found and self.clock.end(date) < self.clock.begin(found[-1].date):
                earlier = {"earlier": found[-1].name, "earlier_date": found[-1].date}
                self.report("target-milestones-turned", row, later=name, later_date=date, **earlier)
            found.append(Milestone(name, date, row[column]))
        if found and row["kind"] in KINDS and row["kind"] != POLICY:
            self.report("target-milestone-practice", row, value=listing(each.name for each in found))
        return tuple(found)

    def _wanted(self, row: Row) -> Mapping[str, Any] | None:
        on = row["on"]
        if on in self.head.nodes:
            return self._of_node(row)
        if on in self.result.panel.columns:
            return self._of_question(row)
        known = [*self.head.nodes, *self.result.panel.columns]
        self.report("target-on-unknown", row, value=on, instrument=self.head.reference, hint=hint(on, known))
        return None

    def _of_node(self, row: Row) -> Mapping[str, Any] | None:
        on, text = row["on"], row["reach"]
        scale, at = scale_of(self.head, on), self.result.column(on)
        lowest = self.head.nodes[on].rule.best == "lowest"
        same = {"is_number": rests_on_numbers(self.head, on), "falling": lowest}
        for band in scale.bands if scale else ():
            if text in (band.id, band.label):
                end = band.to if lowest else band.from_
                return {"reach": band.label, "threshold": limit_of(end), "whole": bool(scale and scale.round == "half_up"), **same}  # fmt: skip
        try:
            score = float(text if text.isascii() and "_" not in text else "none")
        except ValueError:
            score = np.nan
        least, most = (float(each[at]) for each in reach_of(self.head, self.result.plan))
        if not np.isfinite(score):
            bands = [each.id for each in scale.bands] if scale else []
            ends = f"a score from {least:g} to {most:g}" if np.isfinite([least, most]).all() else "a score"
            expected = f"{ends}, or a band: {listing(bands)}" if bands else ends
            self.report("target-reach-none", row, value=text, on=on, expected=expected, hint=hint(text, bands))
            return None
        if score < least or score > most:
            self.report("target-out-of-reach", row, on=on, value=text, least=f"{least:g}", most=f"{most:g}")
            return None
        return {"reach": text, "threshold": limit_of(score), **same}

    def _of_question(self, row: Row) -> Mapping[str, Any] | None:
        on, text = row["on"], row["reach"]
        question = self.head.indicators[indicator_of(on)]
        value, points, fault = question.parse(on, text, row.where)
        if fault is not None:
            self.problems.append(fault)
        if value is None and points is None:
            return None
        if question.takes is Takes.NUMBER:
            number = float(str(value))
            return {"reach": " ".join(filter(None, (text, question.measured_in))), "threshold": limit_of(number), "is_node": False, "is_number": True, "falling": falls(question)}  # fmt: skip
        wanted = question.points_of(value) if points is None else points
        return {"reach": ": ".join(filter(None, question.described(value, self.head.language))), "threshold": limit_of(wanted), "is_node": False}  # fmt: skip

    def _check_time(self, aim: Aim, row: Row) -> None:
        """Refuse what was due before anybody could follow it, and doubt what asks for nothing."""
        panel, clock = self.result.panel, self.clock
        rows = [at for at, unit in enumerate(panel.units) if unit == aim.unit]
        rows.sort(key=lambda at: self.head.in_time(panel.periods[at]))
        start = aim.since or (panel.periods[rows[0]] if rows else "")
        if (start and clock.end(aim.by) < clock.begin(start)) or (aim.since and clock.end(aim.by) <= clock.end(start)):
            why = "the period that it counts from" if aim.since else f"the first answers of {aim.unit}"
            self.report("target-past", row, by=aim.by, start=start, why=why)
        before = [at for at in rows if clock.end(panel.periods[at]) <= clock.end(aim.since)] if aim.since else []
        if before and (value := value_of(self.result, before[-1], aim)) is not None and aim.met_by(value):
            values = {"unit": aim.unit, "reach": aim.reach, "on": aim.on, "period": panel.periods[before[-1]]}
            self.report("target-met-before", row, **values)
