"""Answers that came by standard input: one file of answers among others, which has no suffix."""

from __future__ import annotations

from typing import NamedTuple

NAME = "<stdin>"
LINED = ("csv", "odk")
"""The readers of files that are a row a line."""


class Piped(NamedTuple):
    """What came, whole: a stream can be read once."""

    data: bytes

    @property
    def reader(self) -> str:
        """Name the reader of what it looks like."""
        return "json" if self.data.lstrip()[:1] in (b"[", b"{") else "csv"

    def __str__(self) -> str:
        """Give what stands for a path in problems."""
        return NAME
