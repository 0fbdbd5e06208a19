"""The report of targets: how far each is and why, and how it stood in each period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from policyindex.analysis.targets.aims import PLAN, POLICY, Aim
from policyindex.analysis.targets.tracking import State, Track
from policyindex.answers.record import STATUSES
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.of_units import unit_notes
from policyindex.reports.report import Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

COLUMNS = (
    Column("instrument"),
    Column("edition"),
    Column("unit"),
    Column("unit_name"),
    Column("on"),
    Column("label"),
    Column("kind"),
    Column("reach"),
    Column("by"),
    Column("since"),
    Column("set_by"),
    Column("period"),
    Column("as_of"),
    Column("state"),
    Column("value", type="number"),
    Column("value_in"),
    Column("to_go", type="number"),
    Column("reached_in"),
    Column("milestone"),
    Column("milestone_date"),
    Column("reference"),
    Column("pace_so_far", type="number"),
    Column("pace_needed", type="number"),
    Column("why"),
)
NAMES = {"tabled": "tabled", "adopted": "adopted", "in_force": "in force"}
SHOWN = 6
"""Periods that a screen has room for, the newest; programs get all."""
UNITS = 6
"""Units that have sections of their own; more stand in one table."""
KINDS = {POLICY: "Targets in policy", "practice": "Targets in practice", PLAN: "Plans beside answers"}


def targets_report(result: Result, found: Sequence[Sequence[Track]], as_of: str) -> Report:
    """Report how far targets are."""
    told = _Told(result)
    standing = told.standing
    units = list(dict.fromkeys(each[-1].aim.unit for each in found))
    title = f"{standing.head.file.title}: targets as of {as_of}"
    counted = Counter(each[-1].state for each in found)
    line = ", ".join(f"{counted[state]} {state}" for state in State if counted[state])
    sections = [Section(title, (Text(f"{len(found)} target{'s' * (len(found) != 1)}: {line}"),))]
    if len(units) > UNITS:
        sections += told.all_units([each[-1] for each in found])
    for unit in units if len(units) <= UNITS else ():
        sections += told.unit(unit, [each for each in found if each[-1].aim.unit == unit], several=len(units) > 1)
    return Report(
        title,
        tuple(sections),
        notes=(
            "On the way: a law by its milestones only, a number in practice by its pace only. Reached: since when, in the "
            "periods that there are answers of.",
            *unit_notes(result, units).values(),
        ),
        tables=(Table("targets", COLUMNS, lambda: told.cells(found)),),
        provenance=result.provenance,
        language=standing.head.language,
    )


class _Told:
    """Words for targets."""

    def __init__(self, result: Result) -> None:
        self.result, self.standing, self.head = result, Standing(View(result)), result.instrument

    def unit(self, unit: str, found: Sequence[Sequence[Track]], *, several: bool) -> Iterator[Section]:
        """Give the sections of a unit: by kind, then over the periods."""
        name = self.standing.unit_name(unit)
        prefix = f"{name}: " if several else ""
        for kind, title in KINDS.items():
            own = [each[-1] for each in found if each[-1].aim.kind == kind]
            if own:
                text = title.lower() if several else f"{title}, {name}"
                yield Section(prefix + text, (self._table(own),), 2)
        if max(map(len, found)) > 1:
            yield Section(f"{prefix}{'over' if several else 'Over'} the periods", (self._over_time(found),), 2)

    def all_units(self, found: Sequence[Track]) -> Iterator[Section]:
        """Give one table a kind, what is nearest to its target first."""
        for kind, title in KINDS.items():
            own = [each for each in found if each.aim.kind == kind]
            own.sort(key=lambda each: (each.value is None, each.aim.gap(each.value or 0.0)))
            if own:
                yield Section(title, (self._table(own, several=True),), 2)
        yield Section("", (Text("--unit CODE shows how a unit's targets stood in each period."),))

    def _table(self, found: Sequence[Track], *, several: bool = False) -> Table:
        columns = (
            *[Column("unit_name", "Unit", width=22)] * several,
            Column("label", "Target", width=34),
            Column("by", "By", right=True),
            Column("now", "Now", right=True, width=10),
            Column("state", "State"),
            Column("why", "Why", width=36),
        )
        rows = [
            (
                *[self.standing.unit_name(each.aim.unit)] * several,
                self._wanted(each.aim),
                each.aim.by or NONE,
                self._now(each),
                str(each.state),
                self.why(each),
            )
            for each in found
        ]
        return Table("targets_now", columns, rows)

    def _over_time(self, found: Sequence[Sequence[Track]]) -> Table:
        periods = sorted({each.period for own in found for each in own if each.period}, key=self.head.in_time)[-SHOWN:]
        columns = (Column("label", "Target", width=30), *(Column(each, each, right=True, width=11) for each in periods))

        def cells(own: Sequence[Track]) -> Iterator[Cell]:
            yield self._wanted(own[0].aim)
            by = {each.period: each for each in own}
            for period in periods:
                here = by.get(period)
                if here is None or here.value is None or here.value_in != period:
                    yield NONE
                else:
                    yield f"{self._number(here.value, here.aim)} {here.state}"

        return Table("over_time", columns, [tuple(cells(own)) for own in found])

    def _wanted(self, aim: Aim) -> str:
        return f"{self.head.label(aim.on)}: {'at most ' if aim.falling else ''}{aim.reach}"

    def _number(self, value: float, aim: Aim) -> str:
        """Write a value with the decimals of its node, and with more where it would look like what it misses."""
        decimals = self.head.decimals(aim.on) if aim.is_node else None
        text = shown_number(value, decimals)
        if aim.is_node and not aim.met_by(value) and text == shown_number(aim.threshold, decimals):
            return shown_number(value, (decimals or 0) + 2)
        return text

    def _now(self, found: Track) -> str:
        if found.value is None:
            return NONE
        text = self._number(found.value, found.aim)
        return text if found.value_in == found.period else f"{text} ({found.value_in})"

    def why(self, found: Track) -> str:
        """Say what a state rests on."""
        return "; ".join(self._reasons(found))

    def _reasons(self, found: Track) -> Iterator[str]:
        aim, state = found.aim, found.state
        if state in (State.REACHED, State.LATE):
            yield f"since {found.reached_in}"
        elif state is State.NO_DATA:
            yield self._no_data(found)
        elif found.value is not None:
            lacking = abs(aim.gap(found.value))
            points = "" if aim.is_number and not aim.is_node else "points "
            yield f"{shown_number(round(lacking, 2) or lacking, None)} {points}to go"
            if found.reached_in:
                yield f"was reached in {found.reached_in}"
        if found.pace:
            yield (
                f"pace {signed(found.pace.so_far, 2)} a year since {found.pace.since}, "
                f"{signed(found.pace.needed, 2)} needed"
            )
        elif state is State.OPEN:
            yield self._open(aim)
        if found.milestone:
            text = f"{NAMES[found.milestone.name]} {found.milestone.date}"
            yield text + (f" ({found.reference})" if found.reference else "")
        if found.next and state not in (State.REACHED, State.LATE):
            yield f"{NAMES[found.next.name]} planned for {found.next.date}"
        if aim.set_by and aim.kind == PLAN:
            yield aim.set_by

    def _no_data(self, found: Track) -> str:
        if found.value is not None:
            return f"no answers since it was due; {self._number(found.value, found.aim)} in {found.value_in}"
        if not found.period:
            return "no answers yet"
        if found.aim.is_node:
            return "no score that is whole enough"
        at = self.result.panel.columns.index(found.aim.on)
        row = self.result.row(found.aim.unit, found.period)
        return str(STATUSES[self.result.panel.status[row, at]]).replace("_", " ")

    def _open(self, aim: Aim) -> str:
        if aim.kind == POLICY:
            return "no milestone passed"
        if aim.kind == PLAN:
            return "not done"
        if not aim.is_number:
            return "no number, so no pace"
        return "one value only, so no pace" if aim.by else "no date, so no pace is needed"

    def cells(self, found: Sequence[Sequence[Track]]) -> Iterator[tuple[Cell, ...]]:
        """Give a row per target and period."""
        head = self.head
        for own in found:
            for each in own:
                aim, last, pace = each.aim, each.milestone, each.pace
                yield (
                    head.id, head.edition, aim.unit, self.standing.unit_name(aim.unit), aim.on, head.label(aim.on),
                    aim.kind, aim.reach, aim.by, aim.since, aim.set_by, each.period, each.as_of, str(each.state),
                    each.value, each.value_in, None if each.value is None else max(aim.gap(each.value), 0.0),
                    each.reached_in, last.name if last else "", last.date if last else "",
                    each.reference, round(pace.so_far, 9) if pace else None,
                    round(pace.needed, 9) if pace else None, self.why(each),
                )  # fmt: skip
