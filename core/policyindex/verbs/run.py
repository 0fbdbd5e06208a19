"""Scoring answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from policyindex.verbs.outcome import Outcome
from policyindex.verbs.request import GROUP, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    import pandas as pd

    from policyindex.plugins.host import PluginHost
    from policyindex.scoring.result import Result
    from policyindex.scoring.view import View
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class RunRequest(ScoringRequest):
    """Score answers and show the ranking of the newest period, or write all scores.

    REF is a registered instrument, with strands if wanted (mipex-national, regin-checklist), or the file of an
    instrument that nobody registered (./mine.yaml).

    \b
    policyindex run mipex-national
    policyindex run mipex-national --unit SE --period 2019
    policyindex run mipex-national --group EU27_2020
    policyindex run mipex-national --output scores.xlsx
    policyindex run ./mine.yaml --answers answers.csv --json
    """

    unit: tuple[str, ...] = option("Show this unit only. May be repeated.", default=(), metavar="CODE")
    period: tuple[str, ...] = option("Show this period only. May be repeated.", default=(), metavar="PERIOD")
    group: str = option(GROUP, metavar="NAME")
    tree: str = option("Show this tree only; see 'instruments show'.", metavar="TREE")
    layout: str = option(
        "A CSV file with the places of units on a map of tiles: unit, row, column. Countries have some without it.",
        metavar="FILE",
        reads=True,
    )
    types: bool = option(
        "Give types by cut-offs that no publisher states, too; so does giving a cut-off, or --table types.",
        default=False,
    )
    table: str = option(
        "What csv and parquet hold: scores, or the types of typologies. JSON and XLSX hold both.",
        default="scores",
        choices=("scores", "types"),
    )
    columns: str = option(
        "The columns of that table in csv, xlsx and parquet, such as unit,period,node,score. Default: all.",
        metavar="NAME,...",
    )


@dataclass(frozen=True, repr=False, eq=False)
class RunOutcome(Outcome["Result"]):
    """A result, and the part of it that was asked for: what exporters get."""

    view: View = field(kw_only=True)
    host: PluginHost = field(kw_only=True)

    def text(self, form: str = "table", *, figure: str = "", width: int = 640) -> str:
        """Give the scores in a format of text, an exporter's too."""
        import io

        from policyindex.problems.errors import WrongUseError

        if form not in self.host.exporters:
            return super().text(form, figure=figure, width=width)
        if self.host.exporters[form].binary:
            raise WrongUseError(f"{form} is no text: write it with save")
        stream = io.BytesIO()
        self.exported(form)(stream)
        return stream.getvalue().decode()

    def exported(self, name: str) -> Callable[[BinaryIO], None]:
        """Give the writer of what was asked for in the format of an exporter.

        :raises WrongUseError: where that format cannot hold the table that was asked for
        """
        from policyindex.problems import listing
        from policyindex.problems.errors import WrongUseError

        exporters, table = self.host.exporters, self.view.table
        if table not in exporters[name].accepts:
            others = listing(each for each, spec in exporters.items() if table in spec.accepts)
            raise WrongUseError(f"{name} cannot hold the table '{table}': leave out --table, or use {others}")
        return lambda stream: exporters[name].write(self.view, stream)

    def footnotes(self) -> tuple[str, ...]:
        """Give what belongs beside a table of the scores that has no room for it, such as CSV."""
        from policyindex.reports.of_units import unit_notes

        result, keep = self.view.result, self.view.keep
        units = result.panel.units
        return tuple(unit_notes(result, units if keep is None else (units[row] for row in keep)).values())

    def save(self, path: str | Path, form: str = "", *, figure: str = "", width: int = 640) -> None:
        """Write the scores into a file, in a format or the one that its suffix means, an exporter's too."""
        from policyindex.files.writing import file_named

        target = file_named(path)
        exporters = self.host.exporters
        suffixes = {spec.suffix or f".{spec.name}": name for name, spec in exporters.items()}
        name = form or suffixes.get(target.suffix.lower(), "")
        if name in exporters:
            self._write(target, self.exported(name))
        else:
            super().save(target, form, figure=figure, width=width)

    def to_frame(self) -> pd.DataFrame:
        """Give the tidy table as a pandas frame; ``score`` is a double, ``rank`` a nullable integer."""
        from policyindex.scoring.rows import TYPED

        frame = super().to_frame()
        return frame.astype({name: kind for name, kind in TYPED.items() if name in frame})


def run(request: RunRequest, workspace: Workspace) -> RunOutcome:
    """Score answers; the data is the whole result, the report and the view are of what was asked for."""
    from pathlib import Path

    from policyindex.reports.run import run_report
    from policyindex.reports.scores import chosen_columns
    from policyindex.scoring.view import View
    from policyindex.units.tiles import read_layout
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units, meant_once

    found = scored(request, workspace)
    if request.group:
        part, more = among_units(found.result, request.group, workspace.host)
        found = found._replace(result=part, warnings=(*found.warnings, *more))
    units, read = meant_once(request.unit, found.result)
    keep = _chosen(found.result, units, request.period)
    if request.tree:
        found.result.roots(request.tree)
    view = View(
        found.result,
        (request.tree,) if request.tree else (),
        tuple(keep),
        cast("Literal['scores', 'types']", request.table),
        tuple(name.strip() for name in request.columns.split(",") if name.strip()),
        unpublished=request.types or bool(request.cutoff) or request.table == "types",
    )
    chosen_columns(view)
    layout = read_layout(Path(request.layout).expanduser()) if request.layout else {}
    return RunOutcome(
        found.result,
        lambda: run_report(view, every_period=bool(request.period), layout=layout),
        warnings=found.warnings,
        notes=(*found.notes, *read),
        brief=not request.answers,
        summary=_in_short(found.result, keep),
        view=view,
        host=workspace.host,
    )


def _in_short(result: Result, keep: list[int]) -> str:
    units = result.panel.units
    shown = f"{len({units[row] for row in keep})} of {len(set(units))} units, {len(keep)} of {len(units)} rows"
    return f"scores of {result.instrument.reference}\n{shown}; see .report() and .to_frame()"


def _chosen(result: Result, units: tuple[str, ...], periods: tuple[str, ...]) -> list[int]:
    """Give the rows of some units and periods, or raise WrongUseError for one that is not there."""
    from policyindex.verbs.units import check_known

    for kind, wanted, known in (("unit", units, result.panel.units), ("period", periods, result.panel.periods)):
        for each in wanted:
            check_known(kind, each, known, result)
    if not units and not periods:
        return list(range(len(result.panel.units)))
    pairs = enumerate(zip(result.panel.units, result.panel.periods, strict=True))
    return [row for row, (unit, period) in pairs if (not units or unit in units) and (not periods or period in periods)]
