"""The built-in panel steps: they look at other questions, units or periods, and so at the whole panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from policyindex.plugins.specs import StepPanel
from policyindex.scoring.arrays import Array

Parameters = Mapping[str, float]
Rows = NDArray[np.intp]


def denominate(panel: StepPanel, parameters: Parameters) -> Array:
    """Divide by the answers to another question; there is nothing to divide by where they are missing, 0 or below."""
    by = panel.beside["by"]
    return np.asarray(panel.values / np.where(by > 0, by, np.nan)[:, None] * parameters["times"])


def learn_mean(panel: StepPanel, parameters: Parameters) -> Array:
    """Take the mean of each column, of all or by group."""
    return _middles(panel, np.mean)


def learn_median(panel: StepPanel, parameters: Parameters) -> Array:
    """Take the median of each column, of all or by group."""
    return _middles(panel, np.median)


def _middles(panel: StepPanel, middle: Callable[[Array], np.floating]) -> Array:
    """Give a row for each column: one number, or one by the place of an option; of a unit's own periods none."""
    groups = [] if panel.words["by"] == "unit" else list(_groups(panel))
    places = panel.beside["by"] if "by" in panel.beside else np.zeros(len(panel.values))
    found = np.full((panel.values.shape[1], int(np.nanmax(places, initial=-1)) + 1 if groups else 0), np.nan)
    for rows in groups:
        for at in range(len(found)):
            known = panel.values[rows, at][panel.observed[rows, at]]
            if known.size:
                found[at, int(places[rows[0]])] = middle(known)
    return found


def impute_mean(panel: StepPanel, parameters: Parameters) -> Array:
    """Fill gaps with the mean of a group."""
    return _imputed(panel, np.mean)


def impute_median(panel: StepPanel, parameters: Parameters) -> Array:
    """Fill gaps with the median of a group."""
    return _imputed(panel, np.median)


def _imputed(panel: StepPanel, middle: Callable[[Array], np.floating]) -> Array:
    found = panel.values.copy()
    if panel.learnt is not None and panel.words["by"] != "unit":
        places = panel.beside["by"] if "by" in panel.beside else np.zeros(len(found))
        inside = (places >= 0) & (places < panel.learnt.shape[1])
        kept = panel.learnt.T[np.where(inside, places, 0).astype(np.intp)] if panel.learnt.size else np.nan
        return np.where(np.isnan(found) & inside[:, None], kept, found)
    for rows in _groups(panel):
        for at in range(found.shape[1]):
            known = panel.values[rows, at][panel.observed[rows, at]]
            if known.size:
                found[rows[np.isnan(panel.values[rows, at])], at] = middle(known)
    return found


def _groups(panel: StepPanel) -> Iterator[Rows]:
    """Give the rows of each group: all, those of a unit, or those with the same answer."""
    if "by" in panel.beside:
        keys = panel.beside["by"]
        yield from (np.flatnonzero(keys == key) for key in np.unique(keys[~np.isnan(keys)]))
    elif panel.words["by"] == "unit":
        yield from _units(panel)
    else:
        yield np.arange(len(panel.values))


def _units(panel: StepPanel) -> Iterator[Rows]:
    """Give the rows of each unit in their order in time."""
    places: dict[str, list[int]] = {}
    for row, unit in enumerate(panel.units):
        places.setdefault(unit, []).append(row)
    for found in places.values():
        rows = np.array(found, dtype=np.intp)
        yield rows[np.argsort(panel.time[rows], kind="stable")]


def carry_forward(panel: StepPanel, parameters: Parameters) -> Array:
    """Fill a gap with the unit's last answer before it, unless that is too old."""
    found = panel.values.copy()
    for rows in _units(panel):
        for at in range(found.shape[1]):
            known = rows[panel.observed[rows, at]]
            for row in rows[np.isnan(panel.values[rows, at])].tolist():
                before = known[panel.time[known] < panel.time[row]]
                if before.size and panel.time[row] - panel.time[before[-1]] <= parameters["limit"] + 1e-6:
                    found[row, at] = panel.values[before[-1], at]
    return found


def interpolate(panel: StepPanel, parameters: Parameters) -> Array:
    """Fill gaps between two answers of a unit in a straight line over the years; nothing outside them."""
    found = panel.values.copy()
    for rows in _units(panel):
        for at in range(found.shape[1]):
            known = rows[panel.observed[rows, at]]
            gaps = rows[np.isnan(panel.values[rows, at])]
            if known.size > 1 and gaps.size:
                line = panel.time[known], panel.values[known, at]
                found[gaps, at] = np.interp(panel.time[gaps], *line, left=np.nan, right=np.nan)
    return found


def screen(panel: StepPanel, parameters: Parameters) -> Array:
    """Take out what too few answers were observed of: units in a period, or indicators."""
    axis = 0 if panel.words["of"] == "indicators" else 1
    asked = panel.asked.sum(axis=axis, keepdims=True)
    seen = (panel.observed & panel.asked).sum(axis=axis, keepdims=True)
    return np.where(seen >= parameters["share"] * asked - 1e-9, panel.values, np.nan)


def distance_to_unit(panel: StepPanel, parameters: Parameters) -> Array:
    """Give each number as a share of the reference unit's in the same period."""
    found = np.full(panel.values.shape, np.nan)
    units, periods = np.array(panel.units), np.array(panel.periods)
    for row in np.flatnonzero(units == panel.words["unit"]):
        rows = np.flatnonzero(periods == periods[row])
        own, other = panel.values[rows], panel.values[row]
        shares = other / own if parameters["falling"] else own / other
        found[rows] = np.where(np.isfinite(shares), shares * parameters["high"], np.nan)
    return found
