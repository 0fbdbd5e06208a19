"""Bands and types of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Band, BandScale, Typology
from policyindex.scoring.arrays import Array, Counts, Flags
from policyindex.scoring.ranking import DECIMALS, half_up, limit_of


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


def classify(
    instrument: Instrument, nodes: Sequence[str], scores: Array, cutoffs: Mapping[str, float]
) -> list[Classified]:
    """Classify rows by every typology; ``cutoffs`` overrule those of the instrument."""
    columns = {node: index for index, node in enumerate(nodes)}
    found = []
    for name, typology in instrument.file.typologies.items():
        limits = {node: limit_of(cutoffs.get(node, limit)) for node, limit in typology.cutoffs.items()}
        for row, values in enumerate(scores):
            at = {node: values[columns[node]] for node in limits}
            if not any(np.isnan(value) for value in at.values()):
                kind, label = _type(typology, at, limits)
                found.append(Classified(name, row, kind, label))
    return found


def _type(typology: Typology, scores: Mapping[str, float], limits: Mapping[str, float]) -> tuple[str, str]:
    for each in typology.types:
        if all((scores[node] >= limits[node]) == (side == "at_least") for node, side in each.when.items()):
            return each.id, each.label
    return "", typology.otherwise
