"""A view of a result in the built-in formats of exporters."""

from __future__ import annotations

from typing import BinaryIO

from policyindex.render import as_csv, as_json
from policyindex.reports.dataset import dataset_of
from policyindex.reports.report import Report
from policyindex.reports.run_document import run_document
from policyindex.reports.scores import chosen_table, score_tables
from policyindex.scoring.view import View


def write_csv(view: View, stream: BinaryIO) -> None:
    """Write a row per tree, node, unit and period (or per type)."""
    as_csv.write_csv(Report(view.result.instrument.reference, tables=(chosen_table(view),)), stream)


def write_json(view: View, stream: BinaryIO) -> None:
    """Write scores, types, profiles, warnings and provenance as one document."""
    as_json.write_json(Report(view.result.instrument.reference, document=lambda: run_document(view)), stream)


def write_xlsx(view: View, stream: BinaryIO) -> None:
    """Write three sheets: scores, types (where there are any), provenance with licence and citation."""
    from policyindex.render import as_xlsx

    dataset = dataset_of(view)
    tables = sorted(score_tables(view), key=lambda table: table.key)
    report = Report(
        view.result.instrument.reference, tables=tuple(tables), provenance=dataset.belongings | dict(dataset.provenance)
    )
    as_xlsx.write_xlsx(report, stream)
