"""Checks of steps: their parameters, what they are for, what they learn from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.draft import Draft
from policyindex.instruments.models import StepUse
from policyindex.plugins.specs import PanelStepSpec, StepSpec
from policyindex.problems import hint, listing
from policyindex.questions.asked import Takes

Path = tuple[str | int, ...]
CHOSEN = {"of": ("units", "indicators")}
"""Words that are one of a few."""


def check_step(draft: Draft, use: StepUse, spec: StepSpec | PanelStepSpec, path: Path) -> None:
    """Report what a step cannot do with what it is given."""
    words = spec.words if isinstance(spec, PanelStepSpec) else {}
    known: dict[str, object] = {**spec.parameters, **words}
    check_parameters(draft, use.step, use.parameters, known, path)
    for name, value in use.parameters.items():
        if expected := _expected(draft, spec, name, value):
            values = {
                "name": name,
                "value": str(value),
                "hint": "" if value in draft.indicators else hint(str(value), list(draft.indicators)),
            }
            draft.report(
                "step-word-wrong", *path, "parameters", name, step=use.step, expected=expected, key=False, **values
            )
    for position, key in enumerate(use.indicators):
        if spec.numbers and key in draft.indicators and draft.indicators[key].takes is not Takes.NUMBER:
            draft.report("step-needs-number", *path, "indicators", position, step=use.step, indicator=key)
    if reason := _unfit(use, spec):
        draft.report("step-fit-wrong", *path, "fit", step=use.step, reason=reason)


def _expected(draft: Draft, spec: StepSpec | PanelStepSpec, name: str, value: object) -> str:
    """Say what a parameter should be, empty if it is fine."""
    if name in spec.parameters:
        return "" if isinstance(value, Decimal) else "a number"
    if not isinstance(spec, PanelStepSpec) or name not in spec.words:
        return ""
    if name in spec.questions and value not in spec.reserved:
        asked, kind = draft.indicators.get(str(value)), spec.questions[name]
        fits = asked is not None and not asked.ask_per
        if fits and asked is not None:
            fits = asked.takes is Takes.NUMBER if kind == "number" else bool(asked.choices)
        also = f", or {listing(spec.reserved)}" if spec.reserved else ""
        return "" if fits else f"the id of a question of kind {kind}, asked once{also}"
    known = CHOSEN.get(name, ()) if spec.takes_out else ()
    return listing(known) if known and value not in known else ""


def _unfit(use: StepUse, spec: StepSpec | PanelStepSpec) -> str:
    if not isinstance(use.fit, str):
        if isinstance(spec, PanelStepSpec) and (spec.learn is None or "unit" in use.parameters.values()):
            return "it learns nothing that could be kept"
        stated = {indicator_of(key) for key in use.fit}
        missing = [key for key in use.indicators if key not in stated]
        return f"there is nothing for {listing(missing, 10)}" if missing or not use.indicators else ""
    return "it reads along the periods of a unit" if use.fit == "each" and getattr(spec, "across", False) else ""


def check_parameters(
    draft: Draft,
    owner: str,
    given: Mapping[str, object],
    known: Mapping[str, object],
    path: tuple[str | int, ...],
) -> None:
    """Report parameters that are not known, and such as are missing."""
    for name in given:
        if name not in known:
            draft.report(
                "unknown-parameter",
                *path,
                "parameters",
                name,
                key=True,
                owner=owner,
                name=name,
                known=listing(known),
                hint=hint(name, known),
            )
    for name, default in known.items():
        if default is None and name not in given:
            draft.report("missing-parameter", *path, owner=owner, name=name)
