"""How wide a text is in the font of figures, and where it breaks: by the font's own widths, without a font library.

What the font lacks is taken as wide as it can be: a sign of Chinese, Japanese or Korean as one em, a picture sign as
one and a quarter, anything else as one em. Kerning and joined forms, which only make a line shorter, are not measured.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from policyindex.problems import page_text

ELLIPSIS = "…"
ASCENT, DESCENT = 0.93, 0.24
"""Of the font, in em: how far a line of text reaches above and below its base line."""
LINE = 1.25
"""From one line of text to the next, in em."""
_EM, _PICTURE = 1.0, 1.25
_PICTURES = 0x1F000
_NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


@cache
def advances() -> Mapping[int, int]:
    """Give the width of each character that the font has, in thousandths of an em."""
    runs = json.loads(Path(__file__).with_name("widths.json").read_bytes())
    return {first + at: width for first, widths in runs for at, width in enumerate(widths)}


def seen(text: str) -> str:
    """Give a text as it is drawn: in one line, with a mark in place of what cannot be seen or must not stand in XML."""
    return page_text(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split())))


def in_font(text: str) -> bool:
    """Tell whether the font has every character of a text."""
    return all(ord(each) in advances() for each in text)


@cache
def _advance(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0  # stands on the character before it
    known = advances().get(ord(character))
    if known is not None:
        return known / 1000
    return _PICTURE if ord(character) >= _PICTURES and unicodedata.category(character) == "So" else _EM


def width(text: str, size: float) -> float:
    """Give the width of a text in pixels."""
    return sum(map(_advance, seen(text))) * size


def widest(texts: Sequence[str], size: float) -> float:
    """Give the width of the widest text in pixels; 0 without any."""
    return max((width(text, size) for text in texts), default=0.0)


def unbroken(text: str, size: float) -> float:
    """Give the width of the widest part of a text in which no line breaks by itself."""
    return widest([piece.rstrip() for piece in _pieces(text, size, float("inf"))], size)


def wrapped(text: str, size: float, room: float, lines: int = 99) -> tuple[str, ...]:
    """Break a text into lines of some width at most; of what more lines would need, the last one ends with an ellipsis.

    :param room: pixels; a single character may be wider
    """
    found: list[str] = []
    line = ""
    for piece in _pieces(text, size, room):
        if line and width((line + piece).rstrip(), size) > room:
            found.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    found.append(line.rstrip())
    kept = [each for each in found if each] or [""]
    if len(kept) > lines:
        kept = [*kept[: lines - 1], _cut(" ".join(kept[lines - 1 :]), size, room)]
    return tuple(kept)


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    """Give what a line cannot break in: words with the blank after them, parts of words that are wider than a line."""
    for word in seen(text).split(" "):
        part = ""
        for cluster in _clusters(word):
            if part and (width(part + cluster, size) > room or _breaks(cluster[0])):
                yield part
                part = ""
            part += cluster
            if part.endswith(("-", "/", "\N{EN DASH}")):
                yield part
                part = ""
        yield part + " "


def _breaks(character: str) -> bool:
    """Tell whether a line may break before a character wherever it stands, as in Chinese and Japanese."""
    return character > "\u2e80" and unicodedata.east_asian_width(character) in "WF"


def _clusters(text: str) -> Iterator[str]:
    """Give characters with the marks that stand on them."""
    cluster = ""
    for each in text:
        if cluster and unicodedata.category(each)[0] != "M" and each != "\u200d" and cluster[-1] != "\u200d":
            yield cluster
            cluster = ""
        cluster += each
    if cluster:
        yield cluster


def _cut(text: str, size: float, room: float) -> str:
    kept = ""
    for cluster in _clusters(text):
        if width(kept + cluster + ELLIPSIS, size) > room:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS
