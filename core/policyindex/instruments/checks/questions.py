"""Checks of indicators and facets."""

from __future__ import annotations

from policyindex.instruments.draft import Draft
from policyindex.instruments.expand import report_facets
from policyindex.instruments.models.nodes import ANY, ANYTHING, MISSING, OFF_LIST
from policyindex.problems import Location, hint, listing
from policyindex.questions.asked import Takes
from policyindex.questions.faults import Fault
from policyindex.questions.question import Collected
from policyindex.units.declared import declared_faults
from policyindex.units.periods import EXPECTED, label_of

RESERVED = (ANY, ANYTHING, MISSING, OFF_LIST)
"""What decision tables say of options; no option is called so."""


def periods_that_are_none(draft: Draft, given: Collected, *path: str | int) -> None:
    """Report in which periods something is collected or not that are none."""
    for name in ("collected_in", "not_collected_in"):
        for number, period in enumerate(getattr(given, name)):
            if label_of(period, draft.file.periods) is None:
                draft.report("period-none", *path, name, number, value=period, expected=EXPECTED)


def check_periods(draft: Draft) -> None:
    """Report declared periods that no answer could carry, and dates among them; those of a base were looked at there."""
    declared = draft.file.periods
    if draft.base is None or declared != draft.base.file.periods:
        places = [draft.places.at("periods", number) for number in range(len(declared))]
        draft.problems.extend(declared_faults(declared, places))


def check_questions(draft: Draft) -> None:
    """Report what is wrong with single indicators; what a shared list has wrong once."""
    told: set[tuple[str, str, Location]] = set()
    for key, indicator in draft.indicators.items():
        path = ("indicators", key)
        report_facets(draft, indicator.facets, *path, "facets")
        report_facets(draft, dict.fromkeys(indicator.ask_per, ()), *path, "ask_per")
        for facet in set(indicator.ask_per) & set(indicator.facets):
            draft.report("facet-value-of-ask-per", *path, "facets", facet, key=True, indicator=key, facet=facet)
        for position, facet in enumerate(indicator.ask_per):
            if facet in indicator.ask_per[:position]:
                draft.report("id-twice", *path, "ask_per", position, id=facet, where="'ask_per'")
        if indicator.authorities and indicator.takes is Takes.NUMBER:
            draft.report("authorities-of-number", *path, "authorities", key=True, indicator=key)
        periods_that_are_none(draft, indicator, *path)
        if indicator.collected_in and indicator.not_collected_in:
            draft.report("collected-contradiction", *path, "not_collected_in", key=True, id=key)
        _check_denominator(draft, key)
        reserved = (code for code in RESERVED if indicator.takes is Takes.CODE and code in indicator.choices)
        faults = [Fault("option-reserved", ("options", code), {"value": code}, at_key=True) for code in reserved]
        for fault in (*faults, *indicator.faults()):
            listed = draft.named[key].options if key in draft.named and fault.path[0] == "options" else ""
            mark = fault.code, listed, draft.places.at(*path, *fault.path)
            if mark not in told:
                names = {"indicator": key, "whose": f"the list '{listed}'" if listed else f"'{key}'"}
                draft.report(fault.code, *path, *fault.path, key=fault.at_key, **{**names, **fault.values})
            if listed:
                told.add(mark)


def _check_denominator(draft: Draft, key: str) -> None:
    """Report a number that is divided by what has no number, or none of its own."""
    asked = draft.indicators[key]
    per, path = asked.divided_by, ("indicators", key, "per")
    if not per:
        return
    other = draft.indicators.get(per)
    if other is None:
        draft.report("per-unknown", *path, indicator=key, value=per, hint=hint(per, list(draft.indicators)))
        return
    reason = ""
    if per == key:
        reason = "it is the question itself"
    elif other.takes is not Takes.NUMBER:
        reason = "its answer is no number"
    elif other.ask_per and other.ask_per != asked.ask_per:
        reason = f"it is asked per {listing(other.ask_per)}, so that it has several answers"
    if reason:
        draft.report("per-unfit", *path, indicator=key, value=per, reason=reason)


def check_status_words(draft: Draft) -> None:
    """Report words for a status that could be an answer as well: nobody could tell what a cell means."""
    in_points = draft.file.wide_cells == "points"
    for word in draft.file.status_words:
        for key, indicator in draft.indicators.items():
            read = [indicator.parse(key, word, Location(), in_points=each) for each in {False, in_points}]
            if any(value is not None or points is not None for value, points, _ in read):
                draft.report("status-word-is-answer", "status_words", word, key=True, word=word, indicator=key)
                break
