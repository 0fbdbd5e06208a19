"""A scheme: which units there are, by which codes, what they lie in, and what is said once of their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from policyindex.locales import word
from policyindex.plugins.specs import UnitSchemeSpec
from policyindex.units.codes import Spellings, found_code, spellings
from policyindex.units.countries import ISO

_NOTED = ("XK",)
"""Countries whose name nobody prints without a note on their status: ``units.status_xk``."""


@dataclass(frozen=True, eq=False)
class Scheme:
    """Units by code; one without names knows no unit, so that every code stands."""

    id: str = ""
    vintage: str = ""
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Codes by what else is written for them, in capitals."""
    parents: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    """ISO 3166-1 alpha-2 codes by the codes of units that are countries or lie in one."""
    notes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Spellings:
        """The codes by what they may be written as."""
        return spellings(self.names)

    @cached_property
    def also(self) -> Mapping[str, str]:
        """All aliases: those that are stated, and numbers without the zeros that spreadsheets take from codes."""
        return {**_without_zeros(self.names), **self.aliases}

    def code(self, text: str) -> str | None:
        """Give the code that a text means; None where none or several fit."""
        return found_code(text, self.names, self.also, self.spellings)

    def chain(self, code: str) -> Iterator[str]:
        """Give a unit, what it lies in, what that lies in, and so on."""
        seen: set[str] = set()
        while code and code not in seen:
            seen.add(code)
            yield code
            code = self.parents.get(code, "")

    def country(self, code: str) -> str:
        """Give the ISO 3166-1 alpha-2 code of the country that a unit is or lies in; empty where nobody says so."""
        if self.id == ISO:
            return code
        return next((self.countries[each] for each in self.chain(code) if each in self.countries), "")

    def note(self, code: str, language: str = "en") -> str:
        """Give what a report says once where it names a unit; empty: nothing."""
        if code in self.notes:
            return self.notes[code]
        country = self.country(code)
        return word(f"units.status_{country.lower()}", language) if country in _NOTED else ""

    def with_table(self, table: Scheme) -> Scheme:
        """Add the units of a table; of a code that is there already, what the table says counts."""
        return Scheme(
            self.id or table.id,
            self.vintage or table.vintage,
            self.title or table.title,
            {**self.names, **table.names},
            {**self.aliases, **table.aliases},
            {**self.parents, **table.parents},
            {**self.countries, **table.countries},
            {**self.notes, **table.notes},
        )


def scheme_of_spec(spec: UnitSchemeSpec) -> Scheme:
    """Ask for the units of a registered scheme."""
    given = {name: getattr(spec, name) for name in ("parents", "aliases", "countries", "notes")}
    found = {name: call() if call else {} for name, call in given.items()}
    found["aliases"] = {alias.upper(): code for alias, code in found["aliases"].items()}
    return Scheme(spec.id, spec.vintage, spec.title, spec.names(), **found)


def prefixes(codes: Mapping[str, str]) -> dict[str, str]:
    """Give what units lie in where codes are built so: the longest other code that a code begins with."""
    found = {}
    for code in codes:
        for end in range(len(code) - 1, 0, -1):
            if code[:end] in codes:
                found[code] = code[:end]
                break
    return found


def _without_zeros(names: Mapping[str, str]) -> dict[str, str]:
    """Give codes of digits by what is left of them without zeros before them, where that is the code of none else."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code in names:
        if code[:1] != "0" or not code.isdecimal():
            continue
        for start in range(1, len(code)):
            short = code[start:]
            if short in found:
                twice.add(short)
            found[short] = code
            if code[start] != "0":
                break
    return {short: code for short, code in found.items() if short not in names and short not in twice}
