"""Readers of answer files; the built-in ones are registered like any plugin's."""

from policyindex.plugins.later import Later
from policyindex.plugins.specs import ImporterSpec


def _reader(place: str) -> Later:
    return Later(f"policyindex.answers.importers.{place}")


IMPORTERS = [
    ImporterSpec("csv", "comma-separated text, long or wide", (".csv",), _reader("csv_answers:read_csv")),
    ImporterSpec("json", "a list of long records", (".json",), _reader("json_answers:read_json")),
    ImporterSpec(
        "parquet",
        "columnar file, long or wide (needs the extra 'parquet')",
        (".parquet",),
        _reader("parquet_answers:read_parquet"),
    ),
    ImporterSpec(
        "odk",
        "submissions of an XLSForm, as ODK Central and KoboToolbox export them to CSV",
        (),
        _reader("odk_csv:read_odk"),
    ),
]
