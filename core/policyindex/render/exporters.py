"""Writers of results; the built-in ones are registered like any plugin's."""

from policyindex.plugins.later import Later
from policyindex.plugins.specs import ExporterSpec


def _writer(place: str) -> Later:
    return Later(f"policyindex.render.{place}")


def _exchange(place: str) -> Later:
    return _writer(f"exchange.{place}")


EXPORTERS = [
    ExporterSpec("csv", "tidy rows for programs, written raw", _writer("views:write_csv")),
    ExporterSpec("json", "scores, types and provenance", _writer("views:write_json")),
    ExporterSpec("xlsx", "workbook: scores, types, provenance", _writer("views:write_xlsx"), binary=True),
    ExporterSpec(
        "parquet",
        "tidy rows, columnar (needs the extra 'parquet')",
        _writer("parquet_scores:write_parquet"),
        binary=True,
    ),
    ExporterSpec(
        "sdmx-csv",
        "SDMX-CSV 1.0: observations with their status",
        _exchange("sdmx_csv:write_sdmx_csv_1"),
        accepts=("scores",),
    ),
    ExporterSpec(
        "sdmx-csv-2",
        "SDMX-CSV 2.0: observations with their status",
        _exchange("sdmx_csv:write_sdmx_csv_2"),
        accepts=("scores",),
    ),
    ExporterSpec(
        "sdmx-structure",
        "code lists and structure of SDMX-CSV, as SDMX-JSON 2.0 (needs the extra 'exchange')",
        _exchange("sdmx_structure:write_sdmx_structure"),
        accepts=("scores",),
    ),
    ExporterSpec(
        "data-package",
        "Data Package: a zip with all tables, codebook, licence and citation",
        _exchange("data_package:write_data_package"),
        binary=True,
        suffix=".zip",
    ),
    ExporterSpec(
        "citation-cff",
        "how to cite the scores, as CITATION.cff",
        _exchange("citation:write_cff"),
        suffix=".cff",
        accepts=("scores",),
    ),
    ExporterSpec(
        "schema-org",
        "a Dataset of schema.org, as JSON-LD",
        _exchange("citation:write_schema_org"),
        suffix=".jsonld",
        accepts=("scores",),
    ),
    ExporterSpec(
        "steps",
        "the steps with what they learnt, to paste into an edition",
        _writer("frozen_steps:write_steps"),
        accepts=("scores",),
    ),
]
