"""Which goals no answers can reach, shown by what each score can be at all."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np

from policyindex.analysis.sampling.goals import BAND, ROW, TYPE, Family
from policyindex.analysis.sampling.possible import COMBINED, Possible, Reach, is_absent
from policyindex.instruments.inputs import Input, Pattern, fits, input_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.classify import bands_of
from policyindex.scoring.ranking import half_up, limit_of

TAKEN = {ROW: "a row above takes every case that can be", TYPE: "a type above takes every case that can be"}

SILENT = "where nothing below is answered a node has no score, whatever its table says"


def never(instrument: Instrument, reach: Reach, family: Family) -> dict[int, str]:
    """Give the goals of a family that no answers reach, by place, each with why."""
    if family.kind == BAND:
        return _bands(instrument, reach, family)
    inputs = _inputs(instrument, family)
    possible = {key: _states(instrument, reach, family, key, asked) for key, asked in inputs.items()}
    reached = reach.rows[family.of] if family.kind == ROW else _first(family, inputs, possible)
    found = {}
    for place, when in enumerate(family.whens):
        apart = [
            key
            for key, pattern in when.items()
            if not any(fits(pattern, inputs[key].states[at]) for at in possible[key])
        ]
        if apart:
            said = (
                f"'{key}' {_judged(instrument, reach, family, key).told('none fits')}"
                for key in apart
                if key in reach.of
            )
            found[place] = "; ".join(said)
        elif reached is not None and place not in reached:
            found[place] = SILENT if _is_silent(when, inputs) else TAKEN[family.kind]
    return found


def _is_silent(when: Mapping[str, Pattern], inputs: Mapping[str, Input]) -> bool:
    """Tell whether conditions want no answer to anything."""
    return set(when) == set(inputs) and all(
        is_absent(state) for key, pattern in when.items() for state in inputs[key].states if fits(pattern, state)
    )


def _inputs(instrument: Instrument, family: Family) -> dict[str, Input]:
    keys = dict.fromkeys(key for when in family.whens for key in when)
    if family.kind == ROW:
        keys = dict.fromkeys(instrument.nodes[family.of].children)
    return {key: input_of(key, instrument.indicators, instrument.nodes, family.whens) for key in keys}


def _judged(instrument: Instrument, reach: Reach, family: Family, key: str) -> Possible:
    """Give what a score can be where it is looked at: as it is shown, if types or bands go by that."""
    found, what = reach.of[key], {TYPE: "types", BAND: "bands"}.get(family.kind)
    if key not in instrument.nodes or what not in instrument.file.by_shown:
        return found
    decimals = instrument.decimals(key)
    if found.values is not None:
        return Possible.at(half_up(np.array(found.values), decimals).tolist())
    return Possible(_rounded(found.low, decimals), _rounded(found.high, decimals))


def _rounded(value: float, decimals: int) -> float:
    return float(half_up(np.array(value), decimals)) if math.isfinite(value) else value


def _states(instrument: Instrument, reach: Reach, family: Family, key: str, asked: Input) -> list[int]:
    """Number the states that an input can have; of a type all its nodes have a score."""
    if asked.limits is None:
        return list(range(len(asked.states)))
    missing = [] if family.kind == TYPE and key in instrument.nodes else [len(asked.states) - 1]
    return [*_judged(instrument, reach, family, key).states(asked), *missing]


def _first(family: Family, inputs: Mapping[str, Input], possible: Mapping[str, list[int]]) -> set[int] | None:
    """Give the goals that some combination of states reaches first; None: there are too many to look at."""
    if math.prod(map(len, possible.values())) > COMBINED:
        return None
    found = set()
    for case in itertools.product(*possible.values()):
        states = {key: inputs[key].states[at] for key, at in zip(possible, case, strict=True)}
        hits = (
            place
            for place, when in enumerate(family.whens)
            if all(fits(pattern, states[key]) for key, pattern in when.items())
        )
        found.add(next(hits, -1))
    return found


def _bands(instrument: Instrument, reach: Reach, family: Family) -> dict[int, str]:
    scale, found = instrument.file.bands[family.of], _judged(instrument, reach, family, family.node)
    why = f"'{family.node}' {found.told('none fits')}"
    if found.values is not None:
        values = np.array(found.values, dtype=np.float64)
        reached = set(bands_of(scale, values, np.ones(len(values), dtype=np.bool_)).tolist())
        return {place: why for place in range(len(scale.bands)) if place not in reached}
    low, high = (_rounded(end, 0) if scale.round == "half_up" else end for end in (found.low, found.high))
    return {
        place: why for place, band in enumerate(scale.bands) if limit_of(band.from_) > high or limit_of(band.to) < low
    }


def idle_limits(instrument: Instrument, reach: Reach) -> dict[tuple[str, str], str]:
    """Give the floors and caps that never cut a score, by node and key, each with why."""
    found = {}
    for key, node in instrument.nodes.items():
        bare = reach.uncut[key]
        if node.rule.floor is not None and bare.low >= limit_of(node.rule.floor):
            found[key, "floor"] = f"without it the score {bare.told()}"
        if node.rule.cap is not None and bare.high <= limit_of(node.rule.cap):
            found[key, "cap"] = f"without it the score {bare.told()}"
    return found
