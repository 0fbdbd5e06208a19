"""A translation file to fill in: every text with its source in a comment, what is translated already kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import TranslationFile
from policyindex.instruments.texts import source_hash, texts_of

SCHEMA_LINE = "# yaml-language-server: $schema=translation.schema.json"


def translation_yaml(
    instrument: Instrument, language: str, existing: TranslationFile | None = None, schema_line: str = SCHEMA_LINE
) -> str:
    """Give the YAML of a translation of an instrument in its source language.

    :param existing: keep these texts; the hash of one whose source has changed stays as it was, so it shows as stale
    """
    return "\n".join(_lines(instrument, language, existing, schema_line)) + "\n"


def _lines(instrument: Instrument, language: str, existing: TranslationFile | None, schema_line: str) -> Iterator[str]:
    yield schema_line
    yield "# Each text stands below its source. An empty text is not translated yet. Put the name of whoever has checked"
    yield "# the whole into reviewed_by; until then the translation is shown as unreviewed."
    yield "format: 1"
    yield f"language: {_quoted(language)}"
    yield f"instrument: {_quoted(f'{instrument.id}@{instrument.edition}')}"
    yield f"reviewed_by: {_quoted(existing.reviewed_by if existing else '')}"
    yield "texts:"
    known: Mapping[str, object] = existing.texts if existing else {}
    for key, text in texts_of(instrument).items():
        yield f"  # {' '.join(text.split())}"
        found = existing.texts[key] if existing and key in known else None
        yield f"  {key}:"
        yield f"    source: {_quoted(found.source if found else source_hash(text))}"
        yield f"    text: {_quoted(found.text if found else '')}"


def _quoted(text: str) -> str:
    """Write a text as a quoted scalar, which YAML and JSON share."""
    return json.dumps(text, ensure_ascii=False)
