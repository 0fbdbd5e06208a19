"""The countries of ISO 3166-1 by their three kinds of codes, and those that carry codes which ISO leaves to its users."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["alpha_2", "alpha_3", "numeric"]
ISO, ALPHA_3, NUMERIC = "iso-3166-1", "iso-3166-1-alpha-3", "iso-3166-1-numeric"
SCHEMES = (ISO, ALPHA_3, NUMERIC)
"""The schemes whose units are countries, of which one is written in codes of another."""
OTHERS: Mapping[str, str] = {"UK": "GB", "EL": "GR", "TU": "TR"}
"""Codes that others write for countries: the EU's for two of them, and one of old tables."""


class Country(NamedTuple):
    """The codes of a country and its name; an empty code: it has none of that kind."""

    alpha_2: str
    alpha_3: str
    numeric: str
    name: str


USER_ASSIGNED = (Country("XK", "XKX", "", "Kosovo"),)
"""Countries without a code of ISO's own, by the codes that international organisations have agreed on."""


@cache
def countries() -> tuple[Country, ...]:
    """Give all countries."""
    import pycountry

    listed = (
        Country(each.alpha_2, each.alpha_3, each.numeric, getattr(each, "common_name", each.name))
        for each in pycountry.countries
    )
    return (*listed, *USER_ASSIGNED)


def names(kind: Kind) -> dict[str, str]:
    """Give the names of the countries by one kind of their codes."""
    return {code: each.name for each in countries() if (code := getattr(each, kind))}


def alpha_2(kind: Kind) -> dict[str, str]:
    """Give the alpha-2 codes of the countries by another kind of their codes."""
    return {code: each.alpha_2 for each in countries() if (code := getattr(each, kind))}


def aliases(kind: Kind) -> dict[str, str]:
    """Give the codes of one kind by the letters that may be written for them; a number may be anything."""
    found = {
        written: code
        for each in countries()
        if (code := getattr(each, kind))
        for written in (each.alpha_2, each.alpha_3)
        if written != code
    }
    by_alpha_2 = {each.alpha_2: getattr(each, kind) for each in countries()}
    return {**found, **{other: by_alpha_2[code] for other, code in OTHERS.items()}}
