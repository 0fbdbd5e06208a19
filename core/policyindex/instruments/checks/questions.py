"""Checks of indicators and facets."""

from __future__ import annotations

import itertools
from typing import Any

from policyindex.instruments.draft import Draft
from policyindex.instruments.expand import report_facets
from policyindex.instruments.models import AtLeast, GradedCount, NumberQuestion, SingleChoice
from policyindex.instruments.models.nodes import ANY, ANYTHING, MISSING, OFF_LIST
from policyindex.problems import hint, listing


def check_questions(draft: Draft) -> None:
    """Report what is wrong with single indicators."""
    for key, indicator in draft.indicators.items():
        path = ("indicators", key)
        report_facets(draft, indicator.facets, *path, "facets")
        report_facets(draft, dict.fromkeys(indicator.ask_per, ()), *path, "ask_per")
        for facet in set(indicator.ask_per) & set(indicator.facets):
            draft.report("facet-value-of-ask-per", *path, "facets", facet, key=True, indicator=key, facet=facet)
        for position, facet in enumerate(indicator.ask_per):
            if facet in indicator.ask_per[:position]:
                draft.report("id-twice", *path, "ask_per", position, id=facet, where="'ask_per'")
        if indicator.collected_in and indicator.not_collected_in:
            draft.report("collected-contradiction", *path, "not_collected_in", key=True, id=key)
        if isinstance(indicator, SingleChoice):
            _choice(draft, key, indicator)
        if isinstance(indicator, AtLeast | GradedCount):
            _sub_options(draft, key, indicator)
        if isinstance(indicator, NumberQuestion):
            _number(draft, key, indicator)


def _choice(draft: Draft, key: str, indicator: SingleChoice) -> None:
    for code in (ANY, ANYTHING, MISSING, OFF_LIST):
        if code in indicator.options:
            draft.report("option-reserved", "indicators", key, "options", code, key=True, value=code)
    if len(indicator.options) < 2:
        draft.report(
            "too-few-options",
            "indicators",
            key,
            "options",
            key=True,
            indicator=key,
            count=len(indicator.options),
        )
    if indicator.default is not None and indicator.default not in indicator.options:
        known = list(indicator.options)
        values: dict[str, Any] = {"indicator": key, "value": indicator.default, "known": listing(known)}
        draft.report("unknown-option", "indicators", key, "default", **values, hint=hint(indicator.default, known))


def _sub_options(draft: Draft, key: str, indicator: AtLeast | GradedCount) -> None:
    path = ("indicators", key)
    count = len(indicator.sub_options)
    if "none" in indicator.sub_options:
        draft.report("sub-option-reserved", *path, "sub_options", "none", key=True)
    if isinstance(indicator, AtLeast):
        if indicator.at_least > count:
            draft.report("at-least-too-many", *path, "at_least", indicator=key, wanted=indicator.at_least, count=count)
        return
    counts = [grade.count for grade in indicator.grades]
    if counts[0] != 0 or counts[-1] > count or any(b <= a for a, b in itertools.pairwise(counts)):
        shown = ", ".join(map(str, counts))
        draft.report("grades-unordered", *path, "grades", key=True, indicator=key, counts=shown, count=count)


def _number(draft: Draft, key: str, indicator: NumberQuestion) -> None:
    path = ("indicators", key)
    posts = indicator.goalposts
    if posts and posts.worst == posts.best:
        draft.report("goalposts-equal", *path, "goalposts", key=True, indicator=key, value=posts.worst)
    if posts and indicator.thresholds:
        draft.report("number-two-scales", *path, "thresholds", key=True, indicator=key)
    starts = [threshold.from_ for threshold in indicator.thresholds]
    if any(b <= a for a, b in itertools.pairwise(starts)):
        draft.report("thresholds-unordered", *path, "thresholds", key=True, indicator=key)
