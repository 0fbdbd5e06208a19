"""How ``run`` is shown: as its report, or by an exporter, which may be a plugin's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import output_path, page_of, say, write_out
from policyindex.cli.reporting import (
    asked_format,
    by_suffix,
    drawing_wanted,
    finish,
    notice,
    refuse_terminal,
    report_options,
)

if TYPE_CHECKING:
    from policyindex.plugins.specs import ExporterSpec


def show_run(call: Call, form: str, as_json: bool, output: str | None, replace: bool, figure: str, width: int) -> None:
    """Check how the result is wanted, score, and write it; a name that an exporter has is the exporter's."""
    from policyindex.files.writing import check_outputs
    from policyindex.problems import hint, listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.render.formats import FORMATS, TABLE, writer
    from policyindex.verbs.request import files_read
    from policyindex.verbs.run import RunOutcome

    exporters, path = call.host.exporters, output_path(output)
    check_outputs([path], files_read(call.request), free=not replace)
    name = asked_format(form, as_json) or _by_suffix(path, exporters)
    known = list(dict.fromkeys([TABLE, *exporters, *FORMATS]))
    if name not in known:
        raise WrongUseError(f"there is no format '{name}'; there are: {listing(known)}.{hint(name, known)}")
    drawing = drawing_wanted(name, figure, width)
    kind = exporters[name] if name in exporters else FORMATS.get(name)
    refuse_terminal(name, path, binary=kind is not None and kind.binary)
    outcome = call.work()
    assert isinstance(outcome, RunOutcome)
    notice(outcome)
    if name in exporters:
        for note in outcome.footnotes() if name != "json" else ():  # whose own key holds them
            say(f"to be printed with this table: {note}")
        write_out(outcome.exported(name), path, replace=replace)
    else:
        write_out(writer(name, outcome.report(), page_of(path), drawing), path, replace=replace)
    finish(call, outcome)


def _by_suffix(path: Path | None, exporters: Mapping[str, ExporterSpec]) -> str:
    """Tell the format from the suffix of the output; an exporter's own suffix comes before a report's."""
    from policyindex.render.formats import format_of

    if path is None or path.suffix in ("", ".txt"):
        return "table"
    suffixes = {spec.suffix or f".{spec.name}": name for name, spec in exporters.items()}
    found = suffixes.get(path.suffix.lower()) or format_of(path.suffix)
    return by_suffix(path, found, [".txt", *suffixes, ".md", ".html", ".svg", ".png"])


SHOWING = Showing(
    report_options(
        "table, csv, json, xlsx, parquet, sdmx-csv, sdmx-csv-2, sdmx-structure, data-package, citation-cff, schema-org, md, html, svg, png, or a plugin's"
    ),
    show_run,
)
