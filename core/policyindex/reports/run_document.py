"""A run as one JSON-ready document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policyindex.analysis.checklist import self_assessment
from policyindex.analysis.profile import profile
from policyindex.reports.dataset import dataset_of
from policyindex.reports.of_units import unit_notes
from policyindex.reports.scores import whole_tables
from policyindex.scoring.view import View


def run_document(view: View) -> Mapping[str, Any]:
    """Give scores, types, profiles, what was left out, warnings, licence, citation and provenance."""
    result = view.result
    tables = {table.key: [dict(zip(table.keys, row, strict=True)) for row in table] for table in whole_tables(view)}
    return {
        "title": result.instrument.file.title,
        "self_assessment": result.instrument.file.self_assessment,
        "rank_coverage": float(round(result.instrument.rank_coverage, 9)),
        "scores": tables["scores"],
        "types": tables["types"],
        "self_assessments": [_self_assessment(view, row) for row in _own_rows(view)],
        "profiles": [_profile(view, row) for row in _rows(view)] if result.compared.study else [],
        "left_out": {
            period: [
                {**each._asdict(), "unit_names": [result.unit_names.get(unit, unit) for unit in each.units]}
                for each in result.compared.left_out(result.instrument, period)
            ]
            for period in result.compared.shared
        },
        "unit_notes": unit_notes(result, (result.panel.units[row] for row in _rows(view))),
        "warnings": [each.as_dict() for each in (*result.panel.warnings, *result.warnings)],
        **dataset_of(view).belongings,
        "provenance": result.provenance,
    }


def _rows(view: View) -> Sequence[int]:
    return range(len(view.result.panel.units)) if view.keep is None else view.keep


def _own_rows(view: View) -> Sequence[int]:
    return _rows(view) if view.result.instrument.file.self_assessment else ()


def _profile(view: View, row: int) -> dict[str, Any]:
    """Give what a unit answers for, and where it stands in its country and among all."""
    found = profile(view.result, row)
    assert found is not None
    nodes = view.result.instrument.nodes
    return {
        "unit": found.unit,
        "unit_name": view.result.unit_names.get(found.unit, found.unit),
        "period": found.period,
        "country": found.country,
        "competences": list(found.competences),
        "scope": {
            label: {"scope": scope.kind, "only": dict(scope.only), "answers": dict(scope.answers)}
            for label, scope in found.scopes.items()
        },
        "placed": [{**each._asdict(), "label": nodes[each.node].label} for each in found.placed],
        "context": [each.model_dump(mode="json") for each in found.context],
    }


def _self_assessment(view: View, row: int) -> dict[str, Any]:
    """Give what is to do, what is unread and whom to learn from, of one unit."""
    result, head = view.result, view.result.instrument
    roots = [root for tree in view.trees or (head.published_tree,) for root in head.trees[tree].roots]
    nodes = dict.fromkeys(node for tree in view.trees or head.trees for node in head.trees[tree].roots)
    found = self_assessment(result, row, roots, nodes)
    unit = result.panel.units[row]
    return {
        "unit": unit,
        "unit_name": result.unit_names.get(unit, unit),
        "period": result.panel.periods[row],
        "todo": [item._asdict() for item in found.todo],
        "unread": [item._asdict() for item in found.unread],
        "learn_from": {node: [each.model_dump() for each in regions] for node, regions in found.learn_from.items()},
    }
