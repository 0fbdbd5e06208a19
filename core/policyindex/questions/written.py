"""Answers as text, as the cells of a file hold them."""

from __future__ import annotations

NONE = "none"
"""What files write where none of the sub-options applies."""


def text_of(value: object) -> str:
    """Write a typed value as the text that the same cell of a CSV file would hold."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or NONE
    return str(value)
