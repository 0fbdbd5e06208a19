"""Readers of answer files; the built-in ones are registered like any plugin's."""

from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.importers.json_answers import read_json
from policyindex.answers.importers.odk_csv import read_odk
from policyindex.answers.importers.parquet_answers import read_parquet
from policyindex.plugins.specs import ImporterSpec

IMPORTERS = [
    ImporterSpec("csv", "comma-separated text, long or wide", (".csv",), read_csv),
    ImporterSpec("json", "a list of long records", (".json",), read_json),
    ImporterSpec("parquet", "columnar file, long or wide (needs the extra 'parquet')", (".parquet",), read_parquet),
    ImporterSpec("odk", "submissions of an XLSForm, as ODK Central and KoboToolbox export them to CSV", (), read_odk),
]
