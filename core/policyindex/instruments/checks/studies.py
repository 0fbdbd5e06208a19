"""Checks of blocks, scoping and short forms."""

from __future__ import annotations

from itertools import product
from typing import Any

from policyindex.instruments.draft import Draft
from policyindex.instruments.expand import matches, report_facets
from policyindex.instruments.models import Scoping, Where
from policyindex.problems import hint, listing


def check_studies(draft: Draft) -> None:
    """Report faults of blocks, scoping questions and short forms."""
    _blocks(draft)
    _scoping(draft)
    _short_forms(draft)


def block_members(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Give the indicators of each block, as far as they exist."""
    members: dict[str, tuple[str, ...]] = {}
    base = [key for key in draft.indicators if key not in draft.strand_of]
    for name, block in draft.file.blocks.items():
        if isinstance(block.of, Where):
            where = block.of.where
            members[name] = tuple(key for key in base if matches(draft.indicators[key], where, scored=False))
        else:
            members[name] = block.of
    return members


def _blocks(draft: Draft) -> None:
    if not draft.file.blocks:
        return
    owners: dict[str, list[str]] = {}
    for name, members in block_members(draft).items():
        of = draft.file.blocks[name].of
        if isinstance(of, Where):
            before = len(draft.problems)
            report_facets(draft, of.where, "blocks", name, "of", "where")
            if not members and len(draft.problems) == before:
                draft.report("selection-empty", "blocks", name, "of")
        for index, key in enumerate(members):
            if key not in draft.indicators:
                unknown_indicator(draft, key, "blocks", name, "of", index)
            owners.setdefault(key, []).append(name)
    for key in draft.indicators:
        found = owners.get(key, [])
        if len(found) > 1:
            draft.report("block-overlap", "indicators", key, key=True, indicator=key, blocks=" and ".join(found))
        if not found and key not in draft.strand_of:
            draft.report("block-none", "indicators", key, key=True, indicator=key)


def _scoping(draft: Draft) -> None:
    scoping = draft.file.scoping
    if scoping is None:
        return
    before = len(draft.problems)
    report_facets(draft, {scoping.facet: ()}, "scoping", "facet")
    for index, rule in enumerate(scoping.rules):
        path = ("scoping", "rules", index)
        report_facets(draft, rule.only, *path, "only")
        for question, wanted in rule.when.items():
            asked = scoping.questions.get(question)
            where = (*path, "when", question)
            if asked is None:
                known = list(scoping.questions)
                values: dict[str, Any] = {"known": listing(known), "hint": hint(question, known)}
                draft.report("scoping-unknown-question", *where, key=True, question=question, **values)
                continue
            for value in (wanted,) if isinstance(wanted, str) else wanted:
                if value not in asked.answers:
                    known = list(asked.answers)
                    values = {"known": listing(known), "hint": hint(value, known)}
                    draft.report("scoping-unknown-answer", *where, question=question, value=value, **values)

    if len(draft.problems) == before:
        _scoping_gaps(draft, scoping)


def _scoping_gaps(draft: Draft, scoping: Scoping) -> None:
    """Report the first combination of answers that no rule fits."""
    for combination in product(*(question.answers for question in scoping.questions.values())):
        answers = dict(zip(scoping.questions, combination, strict=True))
        fits = (
            all(answers[key] in ((value,) if isinstance(value, str) else value) for key, value in rule.when.items())
            for rule in scoping.rules
        )
        if not any(fits):
            shown = ", ".join(f"{key} {value}" for key, value in answers.items())
            draft.report("scoping-gap", "scoping", "rules", key=True, answers=shown)
            return


def _short_forms(draft: Draft) -> None:
    for name, form in draft.file.short_forms.items():
        path = ("short_forms", name)
        for index, key in enumerate(form.indicators):
            if key not in draft.indicators:
                unknown_indicator(draft, key, *path, "indicators", index)
            elif key in form.indicators[:index]:
                draft.report("id-twice", *path, "indicators", index, id=key, where=f"the short form '{name}'")
            elif (per := draft.indicators[key].divided_by) in draft.indicators and per not in form.indicators:
                draft.report("per-not-in-short-form", *path, "indicators", index, form=name, indicator=key, value=per)
        if form.covers is None:
            continue
        facets = form.covers.facets
        report_facets(draft, dict.fromkeys(facets, ()), *path, "covers", "facets")
        chosen = [draft.indicators[key] for key in form.indicators if key in draft.indicators]
        declared = [draft.file.facets[facet].values for facet in facets if facet in draft.file.facets]
        for cell in product(*declared) if len(declared) == len(facets) else ():
            pairs = list(zip(facets, cell, strict=True))
            count = sum(all(value in each.facet_values(facet) for facet, value in pairs) for each in chosen)
            if count < form.covers.minimum:
                shown = " x ".join(cell)
                values: dict[str, Any] = {"minimum": form.covers.minimum, "facets": " x ".join(facets)}
                draft.report("short-form-gap", *path, "indicators", key=True, form=name, cell=shown, **values)


def unknown_indicator(draft: Draft, id_: str, *path: str | int, key: bool = False) -> None:
    """Report an id that is no indicator's, at the place of a value (or of its key)."""
    known = list(draft.indicators)
    what = "; it is a node" if id_ in draft.nodes or id_ in draft.derived_at else ""
    draft.report("unknown-indicator", *path, key=key, id=id_, what=what, known=listing(known), hint=hint(id_, known))
