"""How scores are cited, for programs: CITATION.cff (Citation File Format 1.2.0) and schema.org's Dataset as JSON-LD.

Instruments state their citation as a text, and nobody can tell the names in it apart for sure. It stands there word for
word, and what asks for an author gets the authors of the index as one body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from policyindex.reports.dataset import Dataset, dataset_of
from policyindex.reports.schema_org import schema_org
from policyindex.scoring.view import View


def write_cff(view: View, stream: BinaryIO) -> None:
    """Write CITATION.cff."""
    stream.write(cff_text(dataset_of(view)).encode())


def write_schema_org(view: View, stream: BinaryIO) -> None:
    """Write a Dataset of schema.org as JSON-LD."""
    stream.write(json_text(schema_org(view)).encode())


def json_text(document: Mapping[str, Any]) -> str:
    """Write JSON for people and programs; no text of it ends a script element that it is put into."""
    return json.dumps(document, ensure_ascii=False, indent=2).replace("</", "<\\/") + "\n"


def cff_text(dataset: Dataset) -> str:
    """Give CITATION.cff; JSON texts are YAML's, and hold whatever there is in one line."""
    cite = f"Please cite: {dataset.citation}" if dataset.citation else "Please cite these scores with their edition."
    made = dataset.provenance
    about = "\n".join(filter(None, (dataset.description, dataset.terms, _verified(dataset))))
    hashes = {"scoring": "Hash of the rules of scoring", "answers": "Hash of the answers that were scored"}
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        f"message: {_quoted(cite)}",
        f"title: {_quoted(dataset.title)}",
        "authors:",
        f"  - name: {_quoted(dataset.author)}",
        f"version: {_quoted(dataset.edition)}",
        *([f"abstract: {_quoted(about)}"] if about else []),
        "identifiers:",
    ]
    for name, meant in hashes.items():
        lines += [
            "  - type: other",
            f"    value: {_quoted('sha256:' + made[f'{name}_hash'])}",
            f"    description: {_quoted(meant)}",
        ]
    return "\n".join(lines) + "\n"


def _verified(dataset: Dataset) -> str:
    return f"Verification: {'; '.join(dataset.verification)}." if dataset.verification else ""


def _quoted(text: str) -> str:
    """Quote a text for YAML, to which some characters that JSON leaves bare are breaks of lines or not printable."""
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
