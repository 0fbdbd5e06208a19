"""MIPEX national: the core set of 2007-2020 with its published answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyindex import AnswersSpec, CommandSpec, InstrumentSpec, hookimpl

if TYPE_CHECKING:
    import click

HERE = Path(__file__).parent
PUBLISHED = AnswersSpec(
    path=HERE / "data" / "answers-2007-2020.csv",
    verification="as published by MPG and CIDOB",
    note="These are the answers of 575 country-years, 2007-2020, as published by MPG and CIDOB "
    "(numbers only; licence unsettled, see data/SOURCE.md in the plugin).",
    published=HERE / "data" / "published-2007-2020.csv",
)


@hookimpl
def register_instruments() -> list[InstrumentSpec]:
    """Give the core set."""
    path = HERE / "instruments" / "core-2020" / "instrument.yaml"
    return [
        InstrumentSpec("mipex-national", "core-2020", "Migrant Integration Policy Index, core set", path, PUBLISHED)
    ]


@hookimpl
def register_commands() -> list[CommandSpec]:
    """Give the reader of MPG's workbooks."""
    return [
        CommandSpec("mipex-workbook", "MPG's workbooks of indicator scores, one sheet a country.", _workbook, "import")
    ]


def _workbook() -> click.Command:
    from policyindex_mipex_national.workbook.command import command

    return command
