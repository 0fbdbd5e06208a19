"""The reader of self-scoring workbooks, registered like a plugin's."""

from policyindex.plugins.later import Later
from policyindex.plugins.specs import ImporterSpec

IMPORTER = ImporterSpec(
    "self-scoring",
    "a self-scoring workbook that was filled in",
    (".xlsx",),
    Later("policyindex.selfscoring.reading:read_self_scoring"),
)
