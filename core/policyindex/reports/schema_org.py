"""Scores as a Dataset of schema.org, by which search engines find data."""

from __future__ import annotations

from typing import Any

from policyindex.reports.dataset import dataset_of
from policyindex.scoring.view import View


def schema_org(view: View) -> dict[str, Any]:
    """Give a Dataset of schema.org, with what is not stated left out."""
    dataset, instrument = dataset_of(view), view.result.instrument
    names = view.result.unit_names
    trees = view.trees or tuple(instrument.trees)
    nodes = dict.fromkeys(node for tree in trees for node, _ in instrument.below(instrument.trees[tree].roots))
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description or dataset.title,
        "version": dataset.edition,
        "identifier": [
            _property("edition", dataset.reference),
            *(_property(name, dataset.provenance[name]) for name in ("scoring_hash", "answers_hash")),
        ],
        "creator": {"@type": "Organization", "name": dataset.author},
        "creditText": dataset.citation,
        "license": {"@type": "CreativeWork", "text": dataset.terms} if dataset.terms else None,
        "usageInfo": list(dataset.notes),
        "creativeWorkStatus": "; ".join(dataset.verification),
        "measurementTechnique": dataset.made_from,
        "inLanguage": dataset.language,
        "temporalCoverage": "/".join(map(str, dataset.years)),
        "spatialCoverage": [
            {"@type": "Place", "name": names.get(unit, unit), "identifier": unit} for unit in dataset.units
        ],
        "variableMeasured": [
            {"@type": "PropertyValue", "propertyID": node, "name": instrument.nodes[node].label} for node in nodes
        ],
    }
    return {key: value for key, value in found.items() if value}


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}
