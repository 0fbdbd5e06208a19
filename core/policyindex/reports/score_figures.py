"""Figures of scores: a ranking as bars, units by parts as a heat map, a map of tiles, one unit's parts and past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyindex.reports.figures import Bar, Figure, bars, heatmap, lines, tilemap
from policyindex.reports.ranking import ordered
from policyindex.reports.standing import Standing
from policyindex.units.countries import ISO
from policyindex.units.tiles import COUNTRIES, read_layout

MOST = 300
"""More rows than these make no figure that anybody reads."""
FEWEST = 8
"""Fewer tiles make no map."""
Layout = Mapping[str, tuple[int, int]]


def run_figures(standing: Standing, rows: Sequence[int], keep: Sequence[int], layout: Layout) -> Iterator[Figure]:
    """Draw what a run shows.

    :param rows: those that are shown; the newest period of them is drawn
    :param keep: all that was asked for, of which one unit's past is drawn
    :param layout: the tiles of units; without any, countries have some
    """
    result = standing.result
    if not rows or len(rows) > MOST:
        return
    newest = max((result.panel.periods[row] for row in rows), key=standing.head.in_time)
    some = [row for row in rows if result.panel.periods[row] == newest]
    if len(some) == 1:
        yield from _parts_of(standing, some[0])
        yield from _past(standing, some[0], keep)
        return
    yield from ranking_figure(standing, some)
    yield from parts_figure(standing, some)
    yield from _map(standing, some, layout)


def ranking_figure(
    standing: Standing,
    rows: Sequence[int],
    intervals: Mapping[int, tuple[float, float]] | None = None,
    source: str = "",
) -> Iterator[Figure]:
    """Draw some rows of one period as bars, in the order of the ranking, with the intervals that are known."""
    node, known = standing.roots[0], intervals or {}
    if not 0 < len(rows) <= MOST:
        return
    made = []
    for row in ordered(standing, rows):
        low, high = known.get(row, (None, None))
        rank = standing.rank(row, node) if standing.ranked else ""
        made.append(Bar(standing.name(row), standing.score(row, node), low, high, rank))
    thin = [standing.name(row) for row in rows if standing.is_incomplete(row, node)]
    notes = (f"{standing.word('incomplete')}: {standing.listed(thin)}",) if thin else ()
    yield bars(
        made, title=_title(standing, rows), key="ranking", interval=source, notes=notes, **_of_node(standing, node)
    )


def _parts_of(standing: Standing, row: int) -> Iterator[Figure]:
    """Draw the parts of one unit's first root as bars."""
    root = standing.roots[0]
    if parts := _nodes_below(standing, root):
        made = [Bar(standing.head.label(part), standing.score(row, part)) for part in parts]
        shared = {**_of_node(standing, root), "decimals": standing.decimals(parts), "scale": _scale(standing, parts)}
        shared["heading"] = ("", standing.head.label(root))
        yield bars(made, title=f"{standing.name(row)} · {_title(standing, [row])}", key="parts", **shared)


def _past(standing: Standing, row: int, keep: Sequence[int]) -> Iterator[Figure]:
    """Draw the roots of one unit over its periods."""
    panel, roots = standing.result.panel, standing.roots
    own = sorted(
        (each for each in keep if panel.units[each] == panel.units[row]),
        key=lambda each: standing.head.in_time(panel.periods[each]),
    )
    made = [(standing.head.label(root), [standing.score(each, root) for each in own]) for root in roots]
    if len(own) > 1:
        yield lines(
            made,
            periods=[panel.periods[each] for each in own],
            title=f"{standing.name(row)} · {standing.head.file.title}",
            key="past",
            scale=standing.scale(roots[0]),
            decimals=standing.decimals(roots),
            language=standing.language,
        )


def parts_figure(standing: Standing, rows: Sequence[int]) -> Iterator[Figure]:
    """Draw units by the parts of the first root, and by the root where it has their scale, as a heat map."""
    root = standing.roots[0]
    if parts := _nodes_below(standing, root):
        scale = _scale(standing, parts)
        nodes = [*parts, *[root] * (standing.scale(root) == scale)]
        yield heatmap(
            [standing.name(row) for row in ordered(standing, rows)],
            [standing.head.label(node) for node in nodes],
            [[standing.score(row, node) for node in nodes] for row in ordered(standing, rows)],
            title=_title(standing, rows),
            key="parts",
            heading=standing.word("unit"),
            scale=scale,
            decimals=standing.decimals(nodes),
            language=standing.language,
        )


def _map(standing: Standing, rows: Sequence[int], layout: Layout) -> Iterator[Figure]:
    """Draw a map of tiles, where most units have one."""
    units, root = standing.result.panel.units, standing.roots[0]
    about = standing.head.file.units
    places = layout or (read_layout(COUNTRIES) if about and about.scheme == ISO else {})
    found = sum(units[row] in places for row in rows)
    if found >= FEWEST and 2 * found > len(rows):
        values = {units[row]: standing.score(row, root) for row in rows}
        names = {units[row]: standing.name(row) for row in rows}
        yield tilemap(
            values, layout=places, names=names, title=_title(standing, rows), key="map", **_of_node(standing, root)
        )


def _title(standing: Standing, rows: Sequence[int]) -> str:
    among = f" · {standing.result.group.group.id}" if standing.result.group else ""
    return f"{standing.head.file.title} · {standing.result.panel.periods[rows[0]]}{among}"


def _of_node(standing: Standing, node: str) -> dict[str, Any]:
    """Give what figures of one node share."""
    label = standing.head.label(node)
    return {
        "subtitle": label,
        "heading": (standing.word("unit"), label),
        "scale": standing.scale(node),
        "decimals": standing.head.decimals(node),
        "language": standing.language,
    }


def _scale(standing: Standing, nodes: Sequence[str]) -> tuple[float, float] | None:
    """Give a scale that holds the scales of some nodes; None where one has none."""
    scales = [standing.scale(node) for node in nodes]
    known = [each for each in scales if each]
    return (min(low for low, _ in known), max(high for _, high in known)) if len(known) == len(scales) else None


def _nodes_below(standing: Standing, root: str) -> list[str]:
    """Give the parts of a node that are nodes; none where there are fewer than two."""
    found = [child for child in standing.head.nodes[root].children if child in standing.head.nodes]
    return found if len(found) > 1 else []
