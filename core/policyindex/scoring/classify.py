"""Bands and types of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.answers.panel import Panel
from policyindex.instruments.inputs import Pattern, fits, input_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Band, BandScale
from policyindex.instruments.models.classification import AT_LEAST, BELOW
from policyindex.scoring.arrays import Array, Counts, Flags
from policyindex.scoring.ranking import DECIMALS, half_up, limit_of
from policyindex.scoring.tables import states_of
from policyindex.studies.study import Study


def scale_of(instrument: Instrument, node: str) -> BandScale | None:
    """Give the band scale of a node: one that names it, otherwise one for all nodes."""
    scales = instrument.file.bands.values()
    named = (scale for scale in scales if scale.applies_to != "all" and node in scale.applies_to)
    return next(named, next((scale for scale in scales if scale.applies_to == "all"), None))


def band_of(scale: BandScale, score: float, *, complete: bool = True) -> Band | None:
    """Find the band of a score; where two meet, the upper one; none while a complete answer is asked for."""
    place = int(bands_of(scale, np.array([score]), np.array([complete]))[0])
    return scale.bands[place] if place >= 0 else None


def bands_of(scale: BandScale, scores: Array, complete: Flags) -> Counts:
    """Find the bands of many scores, as ``band_of`` does: their places among the scale's bands, -1 for none."""
    values = half_up(scores) if scale.round == "half_up" else np.round(scores, DECIMALS)
    found = np.full(scores.shape, -1, dtype=np.int32)
    for place in sorted(range(len(scale.bands)), key=lambda place: (scale.bands[place].from_, -place)):
        band = scale.bands[place]
        found[(limit_of(band.from_) <= values) & (values <= limit_of(band.to))] = place
    if scale.complete:
        found[~complete] = -1
    return found


@dataclass(frozen=True)
class Classified:
    """The type of one row; ``type`` is empty where none fits or a score is missing."""

    typology: str
    row: int
    type: str
    label: str
    source: str = ""
    """Who states it; empty: worked out by the typology."""


def classify(
    instrument: Instrument, panel: Panel, nodes: Sequence[str], scores: Array, cutoffs: Mapping[str, float]
) -> list[Classified]:
    """Classify rows by every typology.

    :param scores: of shape (rows, nodes)
    :param cutoffs: by node, in place of those of the instrument
    """
    found = []
    for name, typology in instrument.file.typologies.items():
        limits = {node: limit_of(cutoffs.get(node, limit)) for node, limit in typology.cutoffs.items()}
        tried = Tried(instrument, panel, dict(zip(nodes, scores.T, strict=True)), limits)
        used = dict.fromkeys([*limits, *(key for each in typology.types for key in each.when)])
        there = np.logical_and.reduce([tried.is_there(key) for key in used])
        kinds = np.full(len(scores), -1)
        for place in reversed(range(len(typology.types))):
            when = typology.types[place].when
            kinds[np.logical_and.reduce([tried.holds(key, pattern) for key, pattern in when.items()])] = place
        for row in np.flatnonzero(there).tolist():
            kind = typology.types[kinds[row]] if kinds[row] >= 0 else None
            found.append(Classified(name, row, kind.id if kind else "", kind.label if kind else typology.otherwise))
    return found


def stated(instrument: Instrument, panel: Panel, study: Study | None) -> list[Classified]:
    """Give the types that a study says somebody has published, of rows of its period."""
    if study is None:
        return []
    kinds = {
        (name, kind.id): kind.label for name, typology in instrument.file.typologies.items() for kind in typology.types
    }
    found = []
    for row, (unit, period) in enumerate(zip(panel.units, panel.periods, strict=True)):
        own = study.file.units.get(unit) if period == study.file.period else None
        for name, each in own.types.items() if own else ():
            found.append(Classified(name, row, each.type, kinds[name, each.type], each.source))
    return found


class Tried:
    """Conditions of types, tried on all rows at once."""

    def __init__(
        self, instrument: Instrument, panel: Panel, scores: Mapping[str, Array], limits: Mapping[str, float]
    ) -> None:
        self.instrument, self.panel, self.scores, self.limits = instrument, panel, scores, limits

    def is_there(self, key: str) -> Flags:
        """Tell where a node has a score; a question that is not answered is for the patterns."""
        return ~np.isnan(self.scores[key]) if key in self.scores else np.ones(len(self.panel.units), dtype=np.bool_)

    def holds(self, key: str, pattern: Pattern) -> Flags:
        """Tell where a condition holds."""
        if pattern in (AT_LEAST, BELOW):
            above: Flags = self.scores[key] >= self.limits[key]
            return above if pattern == AT_LEAST else ~above
        asked = input_of(key, self.instrument.indicators, self.scores, [{key: pattern}])
        values = self.scores[key] if key in self.scores else self.panel.values[:, self._column(key)]
        codes = np.zeros(len(values), np.int16) if key in self.scores else self.panel.codes[:, self._column(key)]
        states = states_of(asked, values, codes)
        return np.array([fits(pattern, state) for state in asked.states])[states]

    def _column(self, key: str) -> int:
        return self.panel.columns.index(key)
