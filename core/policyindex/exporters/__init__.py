"""Writers of results; the built-in ones are registered like any plugin's."""

from policyindex.exporters.csv_scores import write_csv
from policyindex.exporters.json_scores import write_json
from policyindex.exporters.parquet_scores import write_parquet
from policyindex.exporters.xlsx_scores import write_xlsx
from policyindex.specs import ExporterSpec

EXPORTERS = [
    ExporterSpec("csv", "tidy rows for programs, written raw", write_csv),
    ExporterSpec("json", "scores, types and provenance", write_json),
    ExporterSpec("xlsx", "workbook: scores, types, provenance", write_xlsx, binary=True),
    ExporterSpec("parquet", "tidy rows, columnar (needs the extra 'parquet')", write_parquet, binary=True),
]
