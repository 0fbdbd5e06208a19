"""Scores as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from policyindex.exporters.view import View


def document(view: View) -> Mapping[str, Any]:
    """Give scores, types, warnings and provenance as JSON-ready data."""
    result = view.result
    return {
        "title": result.instrument.file.title,
        "self_assessment": result.instrument.file.self_assessment,
        "scores": [row._asdict() for row in view.rows()],
        "types": [row._asdict() for row in result.type_rows()],
        "warnings": [each.as_dict() for each in result.panel.warnings],
        "provenance": result.provenance,
    }


def write_json(view: View, stream: BinaryIO) -> None:
    """Write the document in UTF-8."""
    text = json.dumps(document(view), ensure_ascii=False, indent=1, allow_nan=False)
    stream.write(text.encode() + b"\n")
