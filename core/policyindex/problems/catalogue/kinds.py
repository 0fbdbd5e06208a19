"""Kinds of problems: severity and sentence templates."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Severity and the three sentence templates of a problem code."""

    severity: str
    message: str
    expected: str = ""
    remedy: str = ""


def error(message: str, expected: str = "", remedy: str = "") -> Kind:
    """Describe a fault that stops the work."""
    return Kind("error", message, expected, remedy)


def warning(message: str, expected: str = "", remedy: str = "") -> Kind:
    """Describe something to know of that stops nothing."""
    return Kind("warning", message, expected, remedy)
