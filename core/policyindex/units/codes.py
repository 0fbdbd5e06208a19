"""Codes of units: one code a unit, however its letters were composed."""

from __future__ import annotations

from unicodedata import is_normalized, normalize


def composed(text: str) -> str:
    """Give a text in the Unicode form NFC, in which an accented letter is one character."""
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)
