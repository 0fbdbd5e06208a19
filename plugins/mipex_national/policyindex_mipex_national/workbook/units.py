"""From the names of sheets to codes of countries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_OTHER_CODES = {"TU": "TR", "UK": "GB", "EL": "GR"}
"""Codes that ISO 3166-1 does not have, but publishers use."""


class Unit(NamedTuple):
    """A unit's code, why it differs from the sheet's name, and whether the scheme knows it."""

    code: str
    reason: str = ""
    known: bool = True


def unit_of(sheet: str, names: Mapping[str, str]) -> Unit:
    """Tell the country of a sheet; ``names`` are those of the scheme by code."""
    text = " ".join(sheet.split())
    code = text.upper()
    if code in names:
        return Unit(code, "" if code == sheet else "the sheet's name has other spaces or case than the code")
    if code in _OTHER_CODES:
        return Unit(_OTHER_CODES[code], "the sheet is named by a code that is not ISO 3166-1")
    by_name = [each for each, name in names.items() if name.casefold() == text.casefold()]
    if len(by_name) == 1:
        return Unit(by_name[0], "the sheet is named by the country's name")
    return Unit(text, "the sheet's name is no code or name of a country", known=False)
