"""Provenance: what a result was made from and by."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.pipeline import Ready, fitted_of
from policyindex.scoring.plan import Plan
from policyindex.studies.basket import OWN, Basket


def provenance(
    instrument: Instrument,
    plan: Plan,
    compared: Basket,
    made: Ready,
    cutoffs: Mapping[str, float],
    origins: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    """Describe a result: versions, hashes, strategy and parameters, JSON-ready."""
    used = sorted({operation.spec.name for operation in plan.operations})
    owners = {kind: origins.get(kind, {}) for kind in ("aggregators", "steps", "strategies")}
    strategy = instrument.file.strategy
    return {
        "instrument": instrument.reference,
        "scoring_hash": scoring_hash(instrument),
        "text_hash": text_hash(instrument),
        "answers_hash": compared.answers.hash,
        **_study(compared),
        "strategy": {strategy: owners["strategies"].get(strategy, "policyindex")},
        "aggregators": {name: owners["aggregators"].get(name, "policyindex") for name in used},
        "distributions": dict(origins.get("distributions", {})),
        "steps": [
            {
                "step": step.spec.name,
                "of": owners["steps"].get(step.spec.name, "policyindex"),
                "parameters": {**step.parameters, **step.words},
                "fit": step.fit if isinstance(step.fit, str) else "frozen",
                "fitted_hash": hashlib.sha256(
                    b"".join(each.tobytes() for found in learnt.values() for each in found.values())
                ).hexdigest(),
                "fitted": fitted_of(plan, step, learnt),
            }
            for step, learnt in zip(plan.steps, made.learnt, strict=True)
        ],
        "cutoffs": dict(cutoffs),
        "policyindex": core_version(),
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def _study(compared: Basket) -> dict[str, Any]:
    """Say which round and which basket was scored, where that is not simply all answers as given."""
    found: dict[str, Any] = {}
    if compared.study is not None:
        found["study"] = {"study": compared.study.file.study, "hash": compared.study.hash}
    if compared.kind != OWN:
        found["basket"] = {
            "kind": compared.kind,
            "left_out": {key: list(each) for key, each in compared.shared.items()},
        }
    if compared.short_form:
        found["short_form"] = compared.short_form
    return found


def core_version() -> str:
    """Give the installed version of policyindex."""
    try:
        return version("policyindex")
    except PackageNotFoundError:  # run from a source tree
        return "unknown"
