"""Scores as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from policyindex.analysis.checklist import learn_from, todo, unread
from policyindex.analysis.placing import placed, scopes_of
from policyindex.scoring.view import View


def document(view: View) -> Mapping[str, Any]:
    """Give scores, types, warnings and provenance as JSON-ready data."""
    result = view.result
    return {
        "title": result.instrument.file.title,
        "self_assessment": result.instrument.file.self_assessment,
        "scores": [row._asdict() for row in view.rows()],
        "types": [row._asdict() for row in view.type_rows()],
        "self_assessments": [_self_assessment(view, row) for row in _own_rows(view)],
        "profiles": [_profile(view, row) for row in _rows(view)] if result.compared.study else [],
        "left_out": {
            period: [each._asdict() for each in result.compared.left_out(result.instrument, period)]
            for period in result.compared.shared
        },
        "warnings": [each.as_dict() for each in result.panel.warnings],
        "provenance": result.provenance,
    }


def _rows(view: View) -> Sequence[int]:
    return range(len(view.result.panel.units)) if view.keep is None else view.keep


def _own_rows(view: View) -> Sequence[int]:
    return _rows(view) if view.result.instrument.file.self_assessment else ()


def _profile(view: View, row: int) -> dict[str, Any]:
    """Give what a unit answers for, and where it stands in its country and among all."""
    result = view.result
    study = result.compared.study
    assert study is not None
    unit = result.panel.units[row]
    country = study.country(unit)
    return {
        "unit": unit,
        "period": result.panel.periods[row],
        "country": country.label if country else "",
        "competences": [
            text for text in (country.competences if country else "", study.file.units[unit].competences) if text
        ],
        "scope": {
            label: {"scope": scope.kind, "only": dict(scope.only), "answers": dict(scope.answers)}
            for label, scope in scopes_of(result, row).items()
        },
        "placed": [each._asdict() for each in placed(result, row)],
        "context": [each.model_dump(mode="json") for each in country.context] if country else [],
    }


def _self_assessment(view: View, row: int) -> dict[str, Any]:
    """Give what is to do, what is unread and whom to learn from, of one unit."""
    result, head = view.result, view.result.instrument
    trees = view.trees or (head.published_tree,)
    roots = [root for tree in trees for root in head.trees[tree].roots]
    nodes = dict.fromkeys(node for tree in view.trees or head.trees for node in head.trees[tree].roots)
    return {
        "unit": result.panel.units[row],
        "period": result.panel.periods[row],
        "todo": [item._asdict() for item in todo(result, row, roots)],
        "unread": [item._asdict() for item in unread(result, row, roots)],
        "learn_from": {node: [each.model_dump() for each in learn_from(result, row, node)] for node in nodes},
    }


def write_json(view: View, stream: BinaryIO) -> None:
    """Write the document in UTF-8."""
    text = json.dumps(document(view), ensure_ascii=False, indent=1, allow_nan=False)
    stream.write(text.encode() + b"\n")
