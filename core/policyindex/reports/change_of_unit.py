"""What one unit's difference is made of: a table of its parts, the tree of what changed, what came or went."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from policyindex.analysis.changes.lines import BASKET, CHANGED, REVISED, Happened, Line, lines_of
from policyindex.analysis.changes.lines import Said as Answered
from policyindex.answers.record import Status
from policyindex.locales import word
from policyindex.reports.change_origin import origin_blocks
from policyindex.reports.change_tables import comments_of, references_of
from policyindex.reports.change_words import PARTS, Said
from policyindex.reports.report import Block, Branch, Cell, Column, Table, Text
from policyindex.reports.signed import signed


def unit_blocks(said: Said, unit: int) -> Iterator[Block]:
    """Give what is said of a unit."""
    upon, change, at = said.upon, said.change, said.upon.at
    lines = lines_of(upon, unit)
    first, last = (float(each[at, unit]) for each in change.from_to)
    values = {"label": said.label(upon.node), "first": said.score(first), "last": said.score(last)}
    yield Text(said.word("whole", **values, change=signed(float(change.difference[at, unit]), said.decimals)))
    if said.differs(unit):
        yield Text(said.rounding(unit), indent=2)
    if periods := said.incomplete(unit):
        yield Text(said.word("incomplete", periods=said.listed(periods)), indent=2)
    for text in said.uncompared(unit):
        yield Text(text, indent=2)
    if not lines and not said.moved(unit) and not np.isnan(change.difference[at, unit]):
        yield Text(said.word("nothing"), indent=2)
        return
    if not np.isnan(change.difference[at, unit]):
        yield _parts(said, unit)
        yield from _by_year(said, lines)
    if not np.isnan(change.fixed[at, unit]) and any(each.part in (CHANGED, REVISED) for each in lines):
        yield Text("")
        yield Text(said.word("tree"), "strong")
        yield _Tree(said, unit, lines).node(upon.node)
    yield from _restated(said, unit, lines)
    yield from _came_or_went(said, lines)
    yield from origin_blocks(said, unit, lines)


def _parts(said: Said, unit: int) -> Table:
    """Give what the difference falls into; the lines add up to it."""
    causes, total = said.upon.by_cause(), float(said.change.difference[said.upon.at, unit])
    rows: list[tuple[Cell, ...]] = [
        (said.word(f"part_{each}"), signed(float(causes[each][unit]), said.exact))
        for each in PARTS
        if abs(causes[each][unit]) > 1e-9
    ]
    rows.append((said.word("exact_difference"), signed(total, said.exact)))
    title = Column("part", said.word("made_of"))
    return Table("parts", (title, Column("points", said.word("points"), right=True)), rows)


def _by_year(said: Said, lines: list[Line]) -> Iterator[Block]:
    """Give rises and falls by when they happened, where there are several times or some cancelled."""
    found: dict[str, list[float]] = {}
    for each in sorted(lines, key=lambda line: [said.change.result.instrument.in_time(last) for _, last in line.spans]):
        if each.part in (CHANGED, REVISED) and each.spans:
            when = ", ".join(said.between(*span) for span in each.spans)
            found.setdefault(when, []).append(each.contribution or 0.0)
    if len(found) < 2:
        return
    columns = (
        Column("when", said.word("when")),
        *(Column(name, said.word(name), right=True) for name in ("rises", "falls")),
    )
    yield Text("")
    yield Table(
        "by_year",
        columns,
        [
            (when, *(signed(sum(each for each in parts if each * sign > 0), said.exact) for sign in (1, -1)))
            for when, parts in found.items()
        ],
    )


class _Tree:
    """The nodes below which something changed, down to the answers."""

    def __init__(self, said: Said, unit: int, lines: list[Line]) -> None:
        self.said, self.unit = said, unit
        self.lines: dict[str, list[Line]] = {}
        for each in lines:
            if each.part in (CHANGED, REVISED):
                self.lines.setdefault(each.column, []).append(each)
        self.seen: set[str] = set()

    def node(self, key: str) -> Branch:
        """Give a node with what changed below it."""
        said, change, unit = self.said, self.said.change, self.unit
        at, instrument = change.result.column(key), change.result.instrument
        own = float(change.fixed[at, unit])
        part = own if key == said.upon.node else float(said.upon.nodes[at, unit])
        decimals = instrument.decimals(key) + 2
        first, last = change.states[:: 3 if change.sign > 0 else -3]
        row = len(change.result.plan.columns) + at
        values = {
            "label": instrument.label(key),
            "id": key,
            "part": signed(part, said.exact),
            "first": _plain(float(first.values[row, unit]), decimals),
            "last": _plain(float(last.values[row, unit]), decimals),
        }
        head = said.word("node", **values)
        if key in self.seen:
            return Branch(head, (said.word("above"),))
        self.seen.add(key)
        children = instrument.nodes[key].children
        told = [each for each in children if self._moved(each)]
        same = len(children) - len(told)
        lines = (said.word("unchanged", count=same),) if same else ()
        return Branch(head, lines, tuple(branch for each in told for branch in self._child(each)))

    def _moved(self, child: str) -> bool:
        return any(each in self.lines for each in self.said.change.result.instrument.indicators_below(child)) or (
            child in self.lines
        )

    def _child(self, child: str) -> Iterator[Branch]:
        if child in self.said.change.result.instrument.nodes:
            yield self.node(child)
        else:
            yield from (self._answer(each) for each in self.lines[child])

    def _answer(self, line: Line) -> Branch:
        said = self.said
        values = {"label": line.label, "id": line.column, "part": signed(line.contribution, said.exact)}
        head = said.word("answer", **values, first=_points(said, line.start), last=_points(said, line.end))
        return Branch(head, tuple(_told(said, line)))


def _told(said: Said, line: Line) -> Iterator[str]:
    """Say from what to what, why and when, and what it rests on."""
    yield said.word("from", text=_meaning(said, line.start))
    yield said.word("to", text=_meaning(said, line.end))
    when = ", ".join(said.between(*each) for each in line.spans)
    cause = said.word(f"cause_{line.cause}")
    yield said.word("why", cause=cause, periods=when) if when else said.word("why_only", cause=cause)
    if len(line.happened) > 1:
        yield from (_event(said, each) for each in line.happened)
    if line.measured and line.happened:
        yield said.word("measured")
    if line.cancelled:
        yield said.word("cancelled")
    yield from (said.word("comment", text=each) for each in comments_of(line))
    yield from (said.word("reference", text=each) for each in references_of(line))


def _event(said: Said, each: Happened) -> str:
    cause = said.word(f"cause_{each.cause or 'unknown'}")
    values = {"first": _brief(said, each.before), "last": _brief(said, each.after)}
    return said.word("event", period=said.between(*each.span), **values, cause=cause)


def _restated(said: Said, unit: int, lines: list[Line]) -> Iterator[Block]:
    """Say what the scores are by all that is known now, where that is something else."""
    change, at = said.change, said.upon.at
    if not any(each.part == REVISED for each in lines) or np.isnan(change.fixed[at, unit]):
        return
    row = len(change.result.plan.columns) + at
    yield Text("")
    for period, own, other in ((change.early, 0, 1), (change.late, 3, 2)):
        first, again = (float(change.states[place].values[row, unit]) for place in (own, other))
        if abs(first - again) > 1e-9:
            shown = {"first": _plain(first, said.exact), "again": _plain(again, said.exact)}
            yield Text(said.word("restated", period=period, **shown))


def _came_or_went(said: Said, lines: list[Line]) -> Iterator[Block]:
    """Name the answers that are not compared, by what they are in the two periods."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in lines:
        if each.part == BASKET:
            groups.setdefault((_state(said, each.start), _state(said, each.end)), []).append(each.label)
    if not groups:
        return
    yield Text("")
    yield Text(said.word("not_compared"), "strong")
    for (first, last), labels in groups.items():
        values = {"start": said.change.start, "first": first, "end": said.change.end, "last": last}
        yield Text(said.word("came_or_went", **values, count=len(labels), labels=said.listed(labels)), indent=2)


def _state(said: Said, answer: Answered) -> str:
    language = said.change.result.instrument.language
    return said.word("answered") if answer.status is Status.ANSWERED else word(f"explain.{answer.status}", language)


def _points(said: Said, answer: Answered) -> str:
    return answer.answer if answer.points is None else f"{answer.points:g}"


def _brief(said: Said, answer: Answered) -> str:
    return answer.answer or _points(said, answer)


def _meaning(said: Said, answer: Answered) -> str:
    return f"{answer.answer} - {answer.text}" if answer.text else answer.answer


def _plain(value: float, decimals: int) -> str:
    return signed(value, decimals).removeprefix("+")
