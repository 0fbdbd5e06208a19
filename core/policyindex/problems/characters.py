"""Characters that would rewrite a terminal's screen, change the order of what is read, or are not to be seen at all."""

from __future__ import annotations

import re

_REWRITING = "\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u180e\u2028\u2029\u2061-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Line and paragraph separators, byte order marks, annotations, tags. What languages are written with stays: joiners,
soft hyphens, spaces without width, variation selectors."""
_MARKS = "\u061c\u200e\u200f"
"""Marks of direction, which texts written from right to left need on a page; a terminal reorders by them."""
CONTROL = re.compile(f"[{_REWRITING}]")
"""Control and direction-changing characters, and halves of characters: what no text that people type holds."""
_ON_SCREEN = f"[{_REWRITING}{_UNSEEN}{_MARKS}]"  # re compiles these where they are needed, and keeps them
_ON_PAGES = f"[{_REWRITING}{_UNSEEN}]"


def plain(text: str) -> str:
    """Replace in a line what could rewrite a terminal's screen or is not to be seen."""
    return text if text.isprintable() else re.sub(_ON_SCREEN, "\N{REPLACEMENT CHARACTER}", text)


def plain_lines(text: str) -> str:
    """Replace the same in each line of a text."""
    return "\n".join(map(plain, text.split("\n")))


def page_text(text: str) -> str:
    """Replace in a line of a page what is not to be seen, but for the marks that texts from right to left need."""
    return re.sub(_ON_PAGES, "\N{REPLACEMENT CHARACTER}", text)


def escaped_in_json(text: str) -> str:
    """Escape in JSON what ``plain`` would replace: nothing is lost; its own line ends stay."""
    return re.sub(_ON_SCREEN, lambda found: found[0] if found[0] in "\n\t" else _escape(found[0]), text)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
