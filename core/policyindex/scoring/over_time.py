"""Whether scores of different periods can be set side by side, and what steps learn from where nothing is stated."""

from __future__ import annotations

from policyindex.instruments.instrument import Instrument
from policyindex.problems import listing
from policyindex.scoring.pipeline import learns
from policyindex.scoring.plan import Plan


def comparable_over_time(instrument: Instrument) -> str:
    """Say why scores of different periods cannot be compared; empty: they can.

    What sets periods side by side (a change, a mean over time) asks this first.
    """
    alone = [use.step for use in instrument.file.steps if use.fit == "each"]
    if not alone:
        return ""
    return (
        f"{listing(dict.fromkeys(alone))} learns from each period alone (fit: each), so that the same answers score "
        "differently; with 'fit: all', or with numbers that it learnt once, they can"
    )


def unstated_fits(instrument: Instrument, plan: Plan) -> tuple[str, ...]:
    """Name the steps that learn from all periods together since nothing else is stated."""
    uses = zip(instrument.file.steps, plan.steps, strict=True) if plan.steps else ()
    found = (step.spec.name for use, step in uses if "fit" not in use.model_fields_set and learns(step))
    return tuple(dict.fromkeys(found))
