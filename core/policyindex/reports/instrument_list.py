"""The report of what is registered; as lines it needs nothing but the specs, so that a list is there at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyindex.plugins.specs import InstrumentSpec, StrandSpec
    from policyindex.reports.report import Report


def listed(specs: Sequence[InstrumentSpec], strands: Sequence[StrandSpec]) -> list[dict[str, Any]]:
    """Give a row an instrument, as programs get it."""
    return [
        {
            "reference": f"{spec.id}@{spec.edition}",
            "title": spec.title,
            "answers": spec.answers is not None,
            "strands": [f"{each.id}@{each.edition}" for each in strands if each.base == spec.id],
        }
        for spec in specs
    ]


def instrument_lines(specs: Sequence[InstrumentSpec], strands: Sequence[StrandSpec]) -> str:
    """Give a line an instrument, and one below it for each of its strands."""
    return "".join(f"{line}\n" for line in _lines(specs, strands))


def _lines(specs: Sequence[InstrumentSpec], strands: Sequence[StrandSpec]) -> Iterator[str]:
    width = max((len(f"{spec.id}@{spec.edition}") for spec in specs), default=0)
    for spec in specs:
        note = "" if spec.answers else " (no answers bundled)"
        yield f"{f'{spec.id}@{spec.edition}':<{width}}  {spec.title}{note}"
        for each in strands:
            if each.base == spec.id:
                yield f"{'':<{width}}    +{each.id}@{each.edition}  {each.title}"


def instrument_list(rows: list[dict[str, Any]]) -> Report:
    """Say what there is to choose from."""
    from policyindex.reports.report import Column, Report, Section, Table

    columns = (
        Column("reference", "Instrument"),
        Column("title", "Title"),
        Column("answers", "Answers"),
        Column("strands", "Strands"),
    )
    cells = [
        (each["reference"], each["title"], "bundled" if each["answers"] else "none", ", ".join(each["strands"]))
        for each in rows
    ]
    table = Table("instruments", columns, cells)
    return Report("Instruments", (Section("", (table,)),), document=lambda: rows)
