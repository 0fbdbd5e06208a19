"""Texts of strangers in Markdown: shown as they are, never taken for structure, markup or links."""

from __future__ import annotations

import re

from policyindex.problems import page_text

_OWN = re.compile(r"([\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_]))")
_START = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    """Give a text as one line that Markdown shows as it is."""
    line = _OWN.sub(r"\\\1", held(page_text(" ".join(text.splitlines()).replace("\t", " "))))
    return _START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else f"{found[1]}{found[2]}\\", line
    )


def escaped_lines(text: str) -> str:
    """Give a text of several lines, with the paragraphs that empty lines part it into."""
    return "\n".join(escaped(line) for line in text.split("\n"))


def held(text: str) -> str:
    """Keep the spaces that a text begins with, which Markdown and HTML would drop or take for code."""
    rest = text.lstrip(" ")
    return "\N{NO-BREAK SPACE}" * (len(text) - len(rest)) + rest
