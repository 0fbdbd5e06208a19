"""One figure of each kind, with labels of any sort: what the tests of figures draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policyindex.reports.figures import Bar, Figure, bars, dumbbell, lines

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


KINDS: Mapping[str, Make] = {"bars": _bars, "lines": _lines, "dumbbell": _dumbbell}
