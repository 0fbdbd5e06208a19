"""A result: scores with ranks, bands, coverage, verification and provenance, as rows or as a pandas frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from policyindex.answers.panel import Panel, silent_nodes
from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Band
from policyindex.problems import Problem
from policyindex.scoring.among import Among
from policyindex.scoring.arrays import Array, Counts, Flags
from policyindex.scoring.classify import Classified, band_of, classify, scale_of, stated
from policyindex.scoring.coverage import counted_below, leaves_of, self_assessed, weakest
from policyindex.scoring.means import met
from policyindex.scoring.pipeline import Ready
from policyindex.scoring.places import column_of, roots_of, row_of
from policyindex.scoring.plan import Plan
from policyindex.scoring.provenance import provenance
from policyindex.scoring.ranking import half_up, ranks
from policyindex.scoring.rows import TYPED, ScoreRow, TypeRow, score_rows, type_rows
from policyindex.scoring.thin import allowed, coverage, too_thin
from policyindex.studies.basket import Basket
from policyindex.units.scheme import Scheme

if TYPE_CHECKING:
    import pandas as pd

COMPUTED = "computed, not published"
NEWEST_SHARE = 0.9
SHOWN = 10
"""Rows that a notebook shows."""


@dataclass(frozen=True, repr=False, eq=False)
class Result:
    """Scores of an answer set; arrays have one row per unit and period and one column per node of the plan."""

    instrument: Instrument
    plan: Plan
    panel: Panel
    scores: Array
    """Comparable scores (9 decimals), NaN where there is none."""
    ready: Ready
    """The numbers that were aggregated, as the steps left them."""
    compared: Basket
    """The answers that were scored, and what was left out of the comparison."""
    cutoffs: Mapping[str, float] = field(default_factory=dict)
    """Cut-offs of typologies that were given in place of the instrument's."""
    published: frozenset[tuple[str, str, str]] = frozenset()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    scheme: Scheme = field(default_factory=Scheme)
    """The scheme of the units' codes."""
    group: Among | None = None
    """The group whose units are here, and ranked among each other; None: all that were scored."""
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The versions and owners of what scored; see ``PluginHost.origins``."""

    # What follows from the scores is worked out when it is first asked for: most outputs need only some of it.

    @cached_property
    def _leaves(self) -> list[list[int]]:
        return leaves_of(self.instrument, self.plan)

    @cached_property
    def shown(self) -> Array:
        """The scores as they are shown: half up, with the decimals that the edition states for each node."""
        found = half_up(self.scores, [self.instrument.decimals(node) for node in self.plan.nodes])
        found.flags.writeable = False
        return found

    def judged(self, what: str) -> Array:
        """Give the scores that ranks, bands or types go by."""
        return self.shown if what in self.instrument.file.by_shown else self.scores

    @cached_property
    def answered(self) -> Counts:
        """How many of the indicators below are answered, per row and node."""
        return counted_below(self.ready.observed, self._leaves)

    @cached_property
    def imputed(self) -> Counts:
        """How many of the indicators below have a number that a step filled in, per row and node."""
        return counted_below(self.ready.imputed, self._leaves)

    @cached_property
    def expected(self) -> Counts:
        """How many of the indicators below are asked at all, per row and node."""
        return counted_below(~self.panel.out, self._leaves)

    @cached_property
    def coverage(self) -> Array:
        """The share of the weight below that is answered, of what is asked; NaN where nothing is, per row and node."""
        silent = silent_nodes(self.instrument, self.panel.periods)
        return coverage(self.plan, self.ready.observed, ~self.panel.out, silent)

    @cached_property
    def incomplete(self) -> Flags:
        """Whether a score rests on too few answers for a rank, a band or a type, per row and node."""
        if not self.instrument.rank_coverage:
            return np.zeros(self.scores.shape, dtype=np.bool_)
        thin = too_thin(self.instrument, self.plan, self.coverage, self.answered, self.expected)
        return thin & ~np.isnan(self.scores)

    @cached_property
    def allowed(self) -> tuple[Array, Array]:
        """The lowest and the highest score that the missing answers allow, where a score is incomplete; NaN elsewhere."""
        least, most = np.full(self.scores.shape, np.nan), np.full(self.scores.shape, np.nan)
        rows = np.flatnonzero(self.incomplete.any(axis=1))
        if len(rows):
            ends = allowed(self.plan, self.panel, self.instrument, rows)
            for whole, part in zip((least, most), ends, strict=True):
                whole[rows] = np.where(self.incomplete[rows], part, np.nan)
        return least, most

    @cached_property
    def not_applicable(self) -> Array:
        """The share of the questions below that were answered with "not applicable", per row and node."""
        flags = self.panel.status == STATUSES.index(Status.NOT_APPLICABLE)
        below = np.array([len(each) for each in self._leaves])
        shares: Array = np.round(counted_below(flags, self._leaves) / below, 9)
        return shares

    @cached_property
    def ranks(self) -> Counts:
        """Competition ranks within each period, 0 where a score has none."""
        ranked = ~self_assessed(self.panel, self._leaves) & ~self.incomplete
        lowest = [self.instrument.nodes[node].rule.best == "lowest" for node in self.plan.nodes]
        found = ranks(self.judged("ranks"), self.panel.periods, ranked, lowest)
        found.flags.writeable = False
        return found

    @cached_property
    def verification(self) -> tuple[tuple[str, ...], ...]:
        """The weakest source of the answers below, per row and node."""
        return weakest(self.panel, self._leaves)

    @cached_property
    def types(self) -> tuple[Classified, ...]:
        """The type of each row by every typology."""
        scores = np.where(self.incomplete, np.nan, self.judged("types"))
        published = stated(self.instrument, self.panel, self.compared.study)
        known = {(each.typology, each.row) for each in published}
        computed = classify(self.instrument, self.panel, self.plan.nodes, scores, self.cutoffs)
        order = {name: at for at, name in enumerate(self.instrument.file.typologies)}
        found = [*published, *(each for each in computed if (each.typology, each.row) not in known)]
        return tuple(sorted(found, key=lambda each: (order[each.typology], each.row)))

    @cached_property
    def made(self) -> Mapping[str, Any]:
        """What the result was made from and by."""
        found = provenance(self.instrument, self.plan, self.compared, self.ready, self.cutoffs, self.origins)
        return {**found, "group": self.group.as_dict()} if self.group else found

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What the steps did, and which means a zero or a part below 0 decided alone."""
        return (*self.ready.warnings, *met(self.instrument, self.plan, self.panel, self.ready, self.scores))

    def __repr__(self) -> str:
        """Say what was scored, in three lines at most."""
        units, periods = sorted(set(self.panel.units)), sorted(set(self.panel.periods), key=self.instrument.in_time)
        span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}" if periods else "no period"
        rows, nodes = self.scores.shape
        counted = f"{len(units)} unit{'s' * (len(units) != 1)}, {span}: {rows} rows of {nodes} scores"
        return f"Result of {self.instrument.reference}\n{counted}\n.to_frame() gives them as a table"

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook."""
        from policyindex.files.pages import own_markup, templates

        tree = (self.instrument.published_tree,)
        table: str = self.to_frame(tree, range(min(SHOWN, len(self.panel.units)))).head(SHOWN).to_html(index=False)
        made = templates(Path(__file__).parent / "templates").get_template("result.html.jinja")
        return made.render(text=repr(self), table=own_markup(table))

    @property
    def provenance(self) -> dict[str, Any]:
        """What the result was made from and by, JSON-ready; a copy."""
        return deepcopy(dict(self.made))

    @cached_property
    def _published_nodes(self) -> frozenset[str]:
        return frozenset(node for _, _, node in self.published)

    def column(self, node: str) -> int:
        """Give the column of a node, or raise WrongUseError."""
        return column_of(self.instrument, self.plan, node)

    def roots(self, tree: str) -> tuple[str, ...]:
        """Give the roots of a tree, or raise WrongUseError."""
        return roots_of(self.instrument, tree)

    def row(self, unit: str, period: str | float) -> int:
        """Give the row of a unit in a period, or raise WrongUseError."""
        return row_of(self.instrument, self.panel, unit, period)

    def score(self, unit: str, period: str | float, node: str) -> float | None:
        """Give one score, None if there is none."""
        value = float(self.scores[self.row(unit, period), self.column(node)])
        return None if np.isnan(value) else value

    def band(self, row: int, column: int) -> str:
        """Give the label of a score's band, empty if there is none."""
        found = self.band_at(row, column)
        return found.label if found else ""

    def band_at(self, row: int, column: int) -> Band | None:
        """Give a score's band; none while it is incomplete."""
        scale = scale_of(self.instrument, self.plan.nodes[column])
        if scale is None or self.incomplete[row, column]:
            return None
        complete = bool(self.answered[row, column] == self.expected[row, column])
        return band_of(scale, self.judged("bands")[row, column], complete=complete)

    def note(self, row: int, column: int) -> str:
        """Say so where somebody published this node's scores, but not this one."""
        node = self.plan.nodes[column]
        key = (self.panel.units[row], self.panel.periods[row], node)
        exists = not np.isnan(self.scores[row, column])
        return COMPUTED if exists and node in self._published_nodes and key not in self.published else ""

    def newest_period(self, node: str) -> str | None:
        """Give the newest period in which at least 90% of all units have a score of the node."""
        column, units = self.column(node), set(self.panel.units)
        periods = sorted(set(self.panel.periods), key=self.instrument.in_time, reverse=True)
        scored = dict.fromkeys(periods, 0)
        for row, period in enumerate(self.panel.periods):
            scored[period] += not np.isnan(self.scores[row, column])
        enough = [period for period in periods if scored[period] >= NEWEST_SHARE * len(units)]
        return next(iter(enough or periods), None)

    def shown_period(self, rows: Sequence[int], node: str) -> str:
        """Give the period that is shown of some rows: the newest that most units have, else the newest of these."""
        chosen, own = self.newest_period(node), {self.panel.periods[row] for row in rows}
        return chosen if chosen is not None and chosen in own else max(own, key=self.instrument.in_time)

    def newer(self, rows: Sequence[int], period: str) -> dict[str, list[str]]:
        """Give the periods of some rows that are newer than one, newest first, and their units."""
        found: dict[str, list[str]] = {}
        in_time = self.instrument.in_time
        for row in rows:
            if in_time(self.panel.periods[row]) > in_time(period):
                found.setdefault(self.panel.periods[row], []).append(self.panel.units[row])
        return dict(sorted(found.items(), key=lambda each: in_time(each[0]), reverse=True))

    def rows(self, trees: Iterable[str] = (), keep: Sequence[int] | None = None) -> Iterator[ScoreRow]:
        """Give a row per tree, node, unit and period; no trees: all of them; ``keep``: only these rows."""
        return score_rows(self, trees, keep)

    def type_rows(self, keep: Sequence[int] | None = None) -> Iterator[TypeRow]:
        """Give a row per typology, unit and period in which all scores it needs exist."""
        return type_rows(self, keep)

    def to_frame(self, trees: Iterable[str] = (), keep: Sequence[int] | None = None) -> pd.DataFrame:
        """Give the rows as a tidy pandas frame; ``score`` is a double, ``rank`` a nullable integer."""
        import pandas as pd

        frame = pd.DataFrame(list(self.rows(trees, keep)), columns=list(ScoreRow._fields))
        return frame.astype({name: kind for name, kind in TYPED.items() if name in frame})

    def types_frame(self, keep: Sequence[int] | None = None) -> pd.DataFrame:
        """Give the types as a pandas frame."""
        import pandas as pd

        return pd.DataFrame(list(self.type_rows(keep)), columns=list(TypeRow._fields))
