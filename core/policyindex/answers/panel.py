"""The panel: answers as the arrays that scoring works on, a row per unit and period, a column per question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.basis import Basis, bases, said_of
from policyindex.answers.grid import ABSENT, ANSWERED, Grid, taken
from policyindex.answers.points import MISSING, check_columns, counted, counted_together
from policyindex.answers.record import SELF_ASSESSED, STATUSES, UNVERIFIED, Answer, Cause, Status, Verification
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Problem, listing, problem
from policyindex.problems.errors import WrongUseError
from policyindex.units.periods import EXPECTED, label_of


class Given(Mapping[tuple[int, int], Answer]):
    """The answer behind each row and column of a panel, made when it is looked at."""

    def __init__(self, grid: Grid, places: tuple[int, ...]) -> None:
        self._grid, self._places = grid, places

    def only(self, rows: NDArray[np.intp]) -> Given:
        """Give the answers of some rows."""
        return Given(taken(self._grid, rows), self._places)

    def __getitem__(self, at: tuple[int, int]) -> Answer:
        row, place = at[0], self._places[at[1]]
        found = self._grid.answer(place, row) if place >= 0 else None
        if found is None:
            raise KeyError(at)
        return found

    def cause(self, row: int, column: int) -> Cause | None:
        """Give the cause of an answer that is there, without making the answer."""
        found: Cause | None = self._grid.note("cause", self._places[column], row)
        return found

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for row in range(self._grid.shape[1]):
            for column, place in enumerate(self._places):
                if place >= 0 and self._grid.status[place, row] != ABSENT:
                    yield row, column

    def __len__(self) -> int:
        return sum(int((self._grid.status[place] != ABSENT).sum()) for place in self._places if place >= 0)


@dataclass(frozen=True, eq=False)
class Panel:
    """Answers as arrays: one row per unit and period, one column per indicator instance."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    """Points, NaN where there are none; shape (rows, columns)."""
    codes: NDArray[np.int16]
    """Number of the chosen option, also of one with a status, -1 missing, -2 points that are no option's; same shape."""
    status: NDArray[np.int8]
    """Index into ``Status``; same shape."""
    given: Given = field(compare=False)
    """The answer behind a row and column."""
    default_source: str = ""
    """How far answers are verified that do not say so."""
    bases: Mapping[str, Basis] = field(default_factory=dict)
    """On what the numbers of a column are counted, where they do not stand alone."""
    self_assessed: bool = False
    """Whatever the answers say of themselves."""
    warnings: tuple[Problem, ...] = ()

    def only(self, rows: NDArray[np.intp]) -> Panel:
        """Give some of its rows."""
        arrays = {name: getattr(self, name)[rows] for name in ("values", "codes", "status")}
        for array in arrays.values():
            array.flags.writeable = False
        kept = rows.tolist()
        units, periods = tuple(self.units[row] for row in kept), tuple(self.periods[row] for row in kept)
        bases = {name: each.only(rows) for name, each in self.bases.items()}
        return replace(self, units=units, periods=periods, given=self.given.only(rows), bases=bases, **arrays)

    @property
    def out(self) -> NDArray[np.bool_]:
        """True where a question leaves the denominator."""
        return self.status > STATUSES.index(Status.MISSING)

    @property
    def of_authorities(self) -> NDArray[np.int64]:
        """How many answers of each row have parts, shape (rows,)."""
        grid, found = self.given._grid, np.zeros(len(self.units), dtype=np.int64)
        note = grid.notes.get("parts")
        for column, place in enumerate(self.given._places):
            cells = note.cells.get(place) if note else None
            if cells is not None:
                found += (cells > 0) & (self.status[:, column] == ANSWERED)
        return found

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """The row of each unit and period."""
        return {pair: row for row, pair in enumerate(zip(self.units, self.periods, strict=True))}

    @property
    def sources(self) -> tuple[Verification, ...]:
        """How far answers are verified, and who published them: what ``source`` numbers, distinct."""
        return self._verified[0]

    @property
    def source(self) -> NDArray[np.int32]:
        """Index into ``sources``, -1 where there is no answer; shape (rows, columns)."""
        return self._verified[1]

    @cached_property
    def _verified(self) -> tuple[tuple[Verification, ...], NDArray[np.int32]]:
        """Number what they say in the order in which the answers bring them, row by row."""
        grid, places = self.given._grid, self.given._places
        note = grid.notes.get("verification")
        contents = note.contents if note else (UNVERIFIED,)
        numbers = np.full(self.status.shape[::-1], -1, dtype=np.int32)
        for column, place in enumerate(places):
            if place < 0:
                continue
            cells = note.cells.get(place) if note else None
            answered = self.status[:, column] == ANSWERED
            numbers[column, answered] = 0 if cells is None else cells[answered]
        order = np.argsort(np.array(places, dtype=np.int64), kind="stable")
        used, first = np.unique(numbers[order].T, return_index=True)
        known = [int(each) for _, each in sorted(zip(first.tolist(), used.tolist(), strict=True)) if each >= 0]
        default = Verification.parse(self.default_source)
        said = [contents[each] if contents[each] != UNVERIFIED else default for each in known]
        if self.self_assessed:
            said = [Verification(SELF_ASSESSED)] * len(known)
        sources = tuple(dict.fromkeys(said))
        renamed = np.full(len(contents) + 1, -1, dtype=np.int32)
        for each, one in zip(known, said, strict=True):
            renamed[each] = sources.index(one)
        source = np.take(renamed, numbers, mode="wrap").T
        source.flags.writeable = False
        return sources, source


def panel_of(
    instrument: Instrument,
    answers: AnswerSet,
    columns: tuple[str, ...],
    default_source: str,
    countries: Mapping[str, str] | None = None,
) -> Panel:
    """Lay answers out as arrays; periods in which something is not collected overrule what was answered.

    :param countries: the countries that units lie in, where their scheme does not know it
    :raises WrongUseError: for an answer that no file could have brought
    """
    for period in answers.grid.periods:
        if label_of(period, instrument.periods) is None:
            raise WrongUseError(f"{period!r} is no period: it is {EXPECTED}")
    grid = counted_together(instrument, in_order(answers.grid, instrument))
    check_columns(instrument, grid)
    known = {Column(*key).name: place for place, key in enumerate(grid.columns)}
    places = tuple(known.get(name, -1) for name in columns)
    shape = len(columns), grid.shape[1]
    values = np.full(shape, np.nan)
    codes = np.full(shape, MISSING, dtype=np.int16)
    status = np.full(shape, STATUSES.index(Status.MISSING), dtype=np.int8)
    based = bases(instrument, grid, (name for name in columns if name in known), countries or {})
    for column, place in enumerate(places):
        if place >= 0:
            np.copyto(status[column], grid.status[place], where=grid.status[place] != ABSENT)
            indicator = instrument.indicators[indicator_of(columns[column])]
            counted(indicator, grid, place, values[column], codes[column], status[column], based.get(columns[column]))
    lost = said_of(instrument, grid, based, known, dict(zip(columns, values, strict=True)))
    warnings = _not_collected(instrument, grid, columns, values, codes, status)
    units, periods = tuple(grid.units[each] for each in grid.unit), tuple(grid.periods[each] for each in grid.period)
    return Panel(
        units, periods, columns, values.T, codes.T, status.T, Given(grid, places),
        default_source, based, instrument.file.self_assessment, (*lost, *warnings),
    )  # fmt: skip


def in_order(grid: Grid, instrument: Instrument) -> Grid:
    """Lay the rows in the order in which the instrument declares its periods; a table of answers knows of none."""
    places = np.array(sorted(range(len(grid.periods)), key=lambda each: instrument.in_time(grid.periods[each])))
    if not instrument.periods or (np.diff(places) == 1).all():
        return grid
    rank = np.empty(len(places), dtype=np.int32)
    rank[places] = np.arange(len(places), dtype=np.int32)
    rows = np.arange(grid.shape[1])
    blocks = np.cumsum(np.concatenate([[0], np.diff(grid.unit) != 0]))[: len(rows)]
    return taken(grid, rows[np.lexsort((rank[grid.period], blocks))])


def _not_collected(
    instrument: Instrument,
    grid: Grid,
    columns: tuple[str, ...],
    values: NDArray[np.float64],
    codes: NDArray[np.int16],
    status: NDArray[np.int8],
) -> list[Problem]:
    """Mark answers for periods in which their indicators say that they are not collected."""
    found = 0
    where: dict[str, None] = {}
    names: dict[str, None] = {}
    for index, name in enumerate(columns):
        indicator = instrument.indicators[indicator_of(name)]
        for number, period in () if indicator.is_always_collected() else enumerate(grid.periods):
            if indicator.is_collected(period):
                continue
            block = np.flatnonzero(grid.period == number)
            answered = int((~np.isnan(values[index, block])).sum())
            if answered:
                found += answered
                where[period], names[name] = None, None
            values[index, block], codes[index, block] = np.nan, MISSING
            status[index, block] = STATUSES.index(Status.NOT_COLLECTED)
    if not found:
        return []
    texts = {"periods": listing(sorted(where, key=instrument.in_time)), "indicators": listing(names)}
    return [problem("answers-outside-collection", count=found, **texts)]


def silent_nodes(instrument: Instrument, periods: tuple[str, ...]) -> dict[str, NDArray[np.bool_]]:
    """Give, for each node that is not collected in some periods, the rows in which it has no score."""
    found: dict[str, Any] = {}
    for key, node in instrument.nodes.items():
        if not node.rule.is_always_collected():
            silent = {period for period in set(periods) if not node.rule.is_collected(period)}
            found[key] = np.array([period in silent for period in periods], dtype=np.bool_)
    return found
