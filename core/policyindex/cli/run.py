"""``policyindex run``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

import click

from policyindex.cli import host_of
from policyindex.cli.options import Asked, chosen_units, scored, scoring_options
from policyindex.cli.output import output_path
from policyindex.files.writing import check_outputs, write_file
from policyindex.plugins.specs import ExporterSpec
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.view import View

TABLE = "table"


@click.command()
@scoring_options
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Show this unit only. May be repeated.")
@click.option("--period", "periods", multiple=True, metavar="PERIOD", help="Show this period only. May be repeated.")
@click.option("--tree", default="", metavar="TREE", help="Show this tree only; see 'instruments show'.")
@click.option(
    "--format",
    "form",
    default="",
    metavar="NAME",
    help="table, csv, json, xlsx, parquet, or a plugin's. Default: by the suffix of --output, otherwise table.",
)
@click.option(
    "--table",
    "rows",
    type=click.Choice(["scores", "types"]),
    default="scores",
    help="What csv and parquet hold: scores, or the types of typologies. JSON and XLSX hold both.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", metavar="PATH", help="Write here instead of standard output; - is standard output.")
@click.pass_context
def run(
    ctx: click.Context,
    asked: Asked,
    units: tuple[str, ...],
    periods: tuple[str, ...],
    tree: str,
    form: str,
    rows: Literal["scores", "types"],
    as_json: bool,
    output: str | None,
) -> None:
    """Score answers and show the ranking of the newest period, or write all scores.

    REF is a registered instrument, with strands if wanted (mipex-national, regin-checklist), or the file of an
    instrument that nobody registered (./mine.yaml).

    \b
    policyindex run mipex-national
    policyindex run mipex-national --unit SE --period 2019
    policyindex run mipex-national --output scores.xlsx
    policyindex run ./mine.yaml --answers answers.csv --json
    """
    host, path = host_of(ctx), output_path(output)
    check_outputs([path], [asked.reference, *asked.answers, asked.study, asked.lang])
    if as_json and form not in ("", "json"):
        raise WrongUseError(f"--json and --format {form} contradict each other")
    exporters = host.exporters
    form = "json" if as_json else form or _form_of(path, exporters)
    if form != TABLE and form not in exporters:
        known = [TABLE, *exporters]
        raise WrongUseError(f"there is no format '{form}'; there are: {listing(known)}.{hint(form, known)}")
    if form != TABLE and exporters[form].binary and path is None and sys.stdout.isatty():
        raise WrongUseError(f"{form} is not for a terminal: give --output FILE.{form}")
    result = scored(host, asked)
    keep = chosen_units(result, units, periods)
    if tree:
        result.roots(tree)
    view = View(result, (tree,) if tree else (), tuple(keep), rows)
    if form == TABLE:
        from policyindex.cli.table import write_table

        terminal, encoding = path is None and sys.stdout.isatty(), "utf-8" if path else ""
        _write(partial(write_table, view, terminal=terminal, asked=bool(periods), encoding=encoding), path)
    else:
        exporter = exporters[form]
        _write(lambda stream: host.guarded("exporters", exporter, lambda: exporter.write(view, stream)), path)


def _form_of(path: Path | None, exporters: Mapping[str, ExporterSpec]) -> str:
    """Tell the format from the suffix of the output."""
    if path is None or path.suffix in ("", ".txt"):
        return TABLE
    suffixes = {spec.suffix or f".{spec.name}": name for name, spec in exporters.items()}
    if path.suffix.lower() not in suffixes:
        known = [".txt", *suffixes]
        raise WrongUseError(
            f"no format has the suffix '{path.suffix}': name one with --format, or use one of {listing(known)}"
        )
    return suffixes[path.suffix.lower()]


def _write(write: Callable[[BinaryIO], None], path: Path | None) -> None:
    if path is not None:
        write_file(path, write)
    else:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
