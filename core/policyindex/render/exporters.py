"""Writers of results; the built-in ones are registered like any plugin's."""

from policyindex.plugins.specs import ExporterSpec
from policyindex.render.csv_scores import write_csv
from policyindex.render.json_scores import write_json
from policyindex.render.parquet_scores import write_parquet
from policyindex.render.xlsx_scores import write_xlsx

EXPORTERS = [
    ExporterSpec("csv", "tidy rows for programs, written raw", write_csv),
    ExporterSpec("json", "scores, types and provenance", write_json),
    ExporterSpec("xlsx", "workbook: scores, types, provenance", write_xlsx, binary=True),
    ExporterSpec("parquet", "tidy rows, columnar (needs the extra 'parquet')", write_parquet, binary=True),
]
