"""Scores as a Data Package (Frictionless, version 2): one zip with tables, what their columns mean, and all that stays
with them. The bytes depend on nothing but the scores and the instrument."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, BinaryIO

from policyindex.render.as_csv import write_csv
from policyindex.render.exchange.citation import cff_text, json_text
from policyindex.render.exchange.package_tables import Resource, resources_of
from policyindex.render.exchange.sdmx_csv import check_whole
from policyindex.reports.dataset import Dataset, dataset_of
from policyindex.reports.report import Report
from policyindex.reports.schema_org import schema_org
from policyindex.scoring.view import View

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
UNSTATED = "Nobody states a licence of these data."
TIMELESS = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: a clock would make other bytes of the same scores."""


def write_data_package(view: View, stream: BinaryIO) -> None:
    """Write datapackage.json, its tables as CSV, LICENCE.txt, CITATION.cff and dataset.jsonld into one zip."""
    check_whole(view, "data-package")
    dataset, resources = dataset_of(view), resources_of(view)
    files = {
        "datapackage.json": json_text(descriptor(dataset, resources)),
        "LICENCE.txt": f"{dataset.terms or UNSTATED}\n",
        "CITATION.cff": cff_text(dataset),
        "dataset.jsonld": json_text(schema_org(view)),
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            _add(package, name, text.encode("utf-8", "replace"))
        for each in resources:
            table = io.BytesIO()
            write_csv(Report(dataset.title, tables=(each.table,)), table)
            _add(package, each.path, table.getvalue())
    stream.write(whole.getbuffer())


def descriptor(dataset: Dataset, resources: tuple[Resource, ...]) -> dict[str, Any]:
    """Give datapackage.json; texts that nobody states are left out."""
    found: dict[str, Any] = {
        "$schema": PROFILE,
        "name": re.sub("[^a-z0-9._-]", "-", dataset.reference.lower()),
        "id": dataset.reference,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.edition,
        "licenses": [{"path": "LICENCE.txt", "title": dataset.terms or UNSTATED}],
        "contributors": [{"title": dataset.author, "roles": ["creator"]}],
        "sources": [{"title": dataset.citation}] if dataset.citation else [],
        "citation": dataset.citation,
        "verification": list(dataset.verification),
        "notes": list(dataset.notes),
        "provenance": dict(dataset.provenance),
        "resources": [each.descriptor() for each in resources],
    }
    return {key: value for key, value in found.items() if value}


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, TIMELESS)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    package.writestr(entry, data)
