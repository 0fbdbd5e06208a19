"""Checks of the standards: every use names one, and every one is of use."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.draft import Draft
from policyindex.instruments.models import Implementation
from policyindex.instruments.standards import standards_of
from policyindex.problems import hint, listing
from policyindex.questions.backing import StandardUse

Path = tuple[str | int, ...]


def check_standards(draft: Draft) -> None:
    """Report standards that are not there, that are named or stand twice, and those that nothing refers to."""
    file, known = draft.file, standards_of(draft.file)
    for key in file.standards if file.analysis else ():
        if key in file.analysis.standards:  # type: ignore[union-attr]
            draft.report("id-twice", "standards", key, key=True, id=key, where="'standards' and 'analysis/standards'")
    used = {mark.standard for mark in (file.implementation or Implementation()).benchmarks.values()}
    for path, uses in _uses(draft):
        for index, use in enumerate(uses):
            where = (*path, index, "standard")
            used.add(use.standard)
            if use.standard not in known:
                said = hint(use.standard, known)
                draft.report("standard-unknown", *where, id=use.standard, known=listing(known), hint=said)
            if use in uses[:index]:
                draft.report("id-twice", *where, id=use.standard, where="'standards'")
    for key, standard in file.standards.items():
        if key not in used and not standard.areas and ("standards", key) in draft.places:
            draft.report("standard-unused", "standards", key, key=True, id=key)


def _uses(draft: Draft) -> Iterator[tuple[Path, tuple[StandardUse, ...]]]:
    for key, indicator in draft.indicators.items():
        yield ("indicators", key, "standards"), indicator.standards
        for code, backing in indicator.option_backing.items():
            yield ("indicators", key, "options", code, "standards"), backing.standards
