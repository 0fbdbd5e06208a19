"""One figure of each kind, with labels of any sort: what the tests of figures draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from policyindex.render.formats import writer
from policyindex.reports.figures import Bar, Figure, bars, dumbbell, heatmap, lines, radar, scatter, tilemap, waterfall
from policyindex.reports.report import Report

HOSTILE = (
    "Bosnia and Herzegovina, the Federation of, with a long name", "Österreich", "Donaudampfschifffahrtsgesellschaftskapitän",
    "a<b> & \"c\" 'd' ]]>", "<script>alert(1)</script>", "日本国の都道府県のとても長い名前です", "المملكة العربية السعودية", "ישראל",
    "Ἑλληνικὴ Δημοκρατία", "Россия", "\u202egnirts\x1b[2J\x00", "\ufffe\ud800", "🏴🎉 flags", "", " ", "Łódź\nSecond line\ttab", "i" * 90,
    "W" * 40, "e\u0301" * 30, "a-b/c–d" * 9,
)  # fmt: skip
Make = Callable[[Sequence[str], Sequence[float | None]], Figure]
"""A figure of labels and as many values."""


def _pairs(values: Sequence[float | None]) -> list[tuple[float | None, float | None]]:
    return list(zip(values, [*values[1:], *values[:1]], strict=True))


def _bars(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    rows = [
        Bar(label, value, None if value is None else value - 3, None if value is None else value + 4, f"{at}", at == 1)
        for at, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    return bars(
        rows,
        title=f"Bars {labels[0]}",
        subtitle=labels[-1],
        cuts=[(80, labels[0]), (41, "cut")],
        notes=labels[:3],
        unit=" %",
    )


def _lines(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    turned = [(label, [*values[at:], *values[:at]]) for at, label in enumerate(labels)]
    return lines(turned, periods=list(labels), title="Lines", decimals=1)


def _dumbbell(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    rows = [(label, *pair) for label, pair in zip(labels, _pairs(values), strict=True)]
    return dumbbell(rows, names=(labels[0], labels[-1]), title="Dumbbell", scale=None)


def _heatmap(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    return heatmap(labels, labels, [[*values[at:], *values[:at]] for at in range(len(values))], title="Heat map")


def _scatter(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    points = [
        (label, *pair, labels[at % 3 % len(labels)])
        for at, (label, pair) in enumerate(zip(labels, _pairs(values), strict=True))
    ]
    return scatter(points, names=(labels[0], labels[-1]), title="Scatter", decimals=None)


def _radar(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    axes, around = [*labels, "third", "fourth"], [*values, 20, None]
    return radar(
        axes, [(label, [*around[at:], *around[:at]]) for at, label in enumerate(labels[:3])], title="Radar", scale=None
    )


def _waterfall(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    steps = [(label, None if value is None else 20 - value) for label, value in zip(labels, values, strict=True)]
    end = 50 + sum(value or 0.0 for _, value in steps)
    return waterfall((labels[0], 50), steps, (labels[-1], end), title="Waterfall", scale=None)


def _tilemap(labels: Sequence[str], values: Sequence[float | None]) -> Figure:
    layout = {label: (1 + at // 6, 1 + at % 6) for at, label in enumerate(labels) if at % 7 != 6}
    return tilemap(dict(zip(labels, values, strict=True)), layout=layout, title="Tile map", decimals=2)


KINDS: Mapping[str, Make] = {
    "bars": _bars,
    "lines": _lines,
    "dumbbell": _dumbbell,
    "heat map": _heatmap,
    "scatter": _scatter,
    "radar": _radar,
    "waterfall": _waterfall,
    "tile map": _tilemap,
}
LABELS = [each for each in HOSTILE if "flags" not in each][:12]  # a picture sign is as high as its font will have it
VALUES = [86.4, None, 0.0, 100.0, 49.5, 33.3] * 2


def page_of_all_kinds(path: Path) -> Path:
    """Write a report with a figure of each kind as a page."""
    report = Report("Figures", figures=lambda: (make(LABELS, VALUES) for make in KINDS.values()))
    with path.open("wb") as stream:
        writer("html", report)(stream)
    return path
