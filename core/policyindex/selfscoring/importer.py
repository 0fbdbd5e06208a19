"""The reader of self-scoring workbooks, registered like a plugin's; what it needs is imported when it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyindex.plugins.specs import ImporterSpec

if TYPE_CHECKING:
    from policyindex.answers.reading import Reading
    from policyindex.instruments.instrument import Instrument


def _read(data: bytes, name: str, instrument: Instrument) -> Reading:
    from policyindex.selfscoring.reading import read_self_scoring

    return read_self_scoring(data, name, instrument)


IMPORTER = ImporterSpec("self-scoring", "a self-scoring workbook that was filled in", (".xlsx",), _read)
