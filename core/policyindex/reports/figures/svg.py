"""SVG as text: elements in the order in which they are drawn, numbers with two decimals at most, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple
from zlib import crc32

from policyindex.reports.figures.looks import FONTS, Look
from policyindex.reports.figures.measure import ASCENT, DESCENT, LINE, seen, width
from policyindex.reports.figures.palette import INK, PAPER


class Box(NamedTuple):
    """Where a text stands, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes share some room, more than a hundredth of a pixel."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return min(wide, high) > 0.01


class Canvas:
    """What is drawn of one figure at one width; ``texts`` are the places that texts take."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.elements: list[str] = []
        self.texts: list[Box] = []

    def add(self, name: str, attributes: Mapping[str, object], told: str = "") -> None:
        """Draw an element; ``told`` is shown where a pointer rests on it."""
        inside = f"<title>{xml_text(told)}</title>" if told else ""
        self.elements.append(_element(name, attributes, inside))

    def rect(self, x: float, y: float, wide: float, high: float, fill: str, told: str = "") -> None:
        """Draw a rectangle."""
        self.add("rect", {"x": x, "y": y, "width": max(wide, 0.0), "height": max(high, 0.0), "fill": fill}, told)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, thick: float = 1, dash: str = "") -> None:
        """Draw a straight line; dashes are in widths of the line."""
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        self.add("line", {**ends, "stroke": stroke, "stroke_width": thick, **_dashed(dash, thick)})

    def lines(self, points: Iterable[tuple[float, float]], stroke: str, thick: float = 2, dash: str = "") -> None:
        """Draw a line through points."""
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        look = {"fill": "none", "stroke": stroke, "stroke_width": thick, "stroke_linejoin": "round"}
        self.add("polyline", {"points": places, **look, **_dashed(dash, thick)})

    def mark(self, shape: str, x: float, y: float, radius: float, colour: str, told: str = "") -> None:
        """Draw a point in one of the shapes, with a white edge that keeps it apart from what is below it."""
        edge: dict[str, object] = {"stroke": PAPER, "stroke_width": 1, "fill": colour}
        if shape in ("disc", "ring"):
            if shape == "ring":
                edge = {"stroke": colour, "stroke_width": 2, "fill": PAPER}
            self.add("circle", {"cx": x, "cy": y, "r": radius, **edge}, told)
            return
        steps = _SHAPES[shape]
        path = "M" + "L".join(f"{number(x + dx * radius)} {number(y + dy * radius)}" for dx, dy in steps) + "Z"
        self.add("path", {"d": path, **edge}, told)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        anchor: str = "start",
        fill: str = INK,
        turned: bool = False,
    ) -> None:
        """Write one line: its base line begins, is centred or ends at a point; ``turned``: it runs upwards."""
        text = seen(text)
        if not text:
            return
        length = width(text, size)
        before = {"start": 0.0, "middle": length / 2, "end": length}[anchor]
        up, down = ASCENT * size, DESCENT * size
        if turned:
            box = Box(x - up, y - length + before, x + down, y + before, text)
        else:
            box = Box(x - before, y - up, x - before + length, y + down, text)
        self.texts.append(box)
        attributes: dict[str, object] = {"x": x, "y": y, "font_size": size, "fill": fill}
        if anchor != "start":
            attributes["text_anchor"] = anchor
        if turned:
            attributes["transform"] = f"rotate(-90 {number(x)} {number(y)})"
        self.elements.append(_element("text", attributes, xml_text(text)))

    def text_lines(
        self, x: float, top: float, texts: Iterable[str], *, size: float, anchor: str = "start", fill: str = INK
    ) -> float:
        """Write lines below each other, from a height downwards; give where they end."""
        for text in texts:
            self.text(x, top + ASCENT * size, text, size=size, anchor=anchor, fill=fill)
            top += LINE * size
        return top

    def svg(self, key: str, title: str, description: str, language: str, height: float) -> str:
        """Give the whole, with a title and a description that it is known by.

        Ids begin with the key and a sum of what is drawn, so that a page may hold many figures.
        """
        wide, high = number(self.look.width), number(height)
        key = f"{key}-{crc32(repr((title, description, wide, self.elements)).encode()):08x}"
        names = {"title": f"{key}-title", "desc": f"{key}-desc"}
        head = _element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "width": wide, "height": high, "viewBox": f"0 0 {wide} {high}",
            "role": "img", "aria_labelledby": f"{names['title']} {names['desc']}",
            "xml:lang": language, "font_family": FONTS, "font_weight": "normal",
            "style": "max-width:100%;height:auto",
        }, "\n")  # fmt: skip
        return "\n".join([
            head.removesuffix("\n</svg>"),
            _element("title", {"id": names["title"]}, xml_text(title)),
            _element("desc", {"id": names["desc"]}, xml_text(description)),
            _element("rect", {"width": wide, "height": high, "fill": PAPER}),
            *self.elements,
            "</svg>\n",
        ])  # fmt: skip


_SHAPES = {
    "pointer": ((-0.85, -1.1), (1.15, 0), (-0.85, 1.1)),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "cross": (
        (-1, -0.4), (-0.4, -0.4), (-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4),
        (1, 0.4), (0.4, 0.4), (0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4),
    ),
}  # fmt: skip


def number(value: float) -> str:
    """Write a number of pixels with two decimals at most, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def xml_text(text: str) -> str:
    """Escape a text as it is seen."""
    return escape(seen(text), quote=False)


def _element(name: str, attributes: Mapping[str, object], inside: str = "") -> str:
    """Write an element; ``_`` in the name of an attribute stands for a hyphen."""
    said = "".join(f' {key.replace("_", "-")}="{escape(_said(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _said(value: object) -> str:
    return number(value) if isinstance(value, int | float) else seen(str(value))


def _dashed(dash: str, thick: float) -> dict[str, object]:
    return {"stroke_dasharray": " ".join(number(float(each) * thick) for each in dash.split())} if dash else {}
