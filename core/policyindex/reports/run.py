"""The report of a run: for people the ranking or a profile of the newest period, for programs all scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policyindex.answers.record import LEVELS, Verification
from policyindex.reports.basket import left_out, no_score
from policyindex.reports.of_units import group_notes, unit_notes
from policyindex.reports.profile import profile_blocks, profile_sections
from policyindex.reports.ranking import ranking
from policyindex.reports.report import Block, Report, Section, Text
from policyindex.reports.run_document import run_document
from policyindex.reports.scores import score_tables
from policyindex.reports.standing import Standing
from policyindex.scoring.classify import scale_of
from policyindex.scoring.over_time import unstated_fits
from policyindex.scoring.view import View

if TYPE_CHECKING:
    from policyindex.reports.figures import Figure
    from policyindex.reports.score_figures import Layout


def run_report(view: View, *, every_period: bool = False, layout: Layout | None = None) -> Report:
    """Report a view.

    :param every_period: each one, not only the newest that nearly all units have
    :param layout: the tiles of units on a map
    """
    standing, periods = Standing(view), view.result.panel.periods
    keep = list(view.keep if view.keep is not None else range(len(periods)))
    rows, absent = (keep, ()) if every_period else _newest(standing, keep)
    sections = tuple(_sections(standing, rows)) if keep else (Section("", (Text(standing.word("no_answers")),)),)
    return Report(
        standing.head.file.title,
        sections,
        notes=(*group_notes(standing, rows), *_notes(standing, rows), *absent, *_of_names(standing, keep))
        if keep
        else (),
        tables=score_tables(view),
        figures=lambda: _figures(standing, rows, keep, layout or {}),
        provenance=view.result.provenance,
        language=standing.head.language,
        document=lambda: run_document(view),
    )


def _figures(standing: Standing, rows: Sequence[int], keep: Sequence[int], layout: Layout) -> Iterator[Figure]:
    from policyindex.reports.score_figures import run_figures

    return run_figures(standing, rows, keep, layout)


def _of_names(standing: Standing, keep: Sequence[int]) -> Iterator[str]:
    units = standing.result.panel.units
    yield from unit_notes(standing.result, (units[row] for row in keep)).values()


def _newest(standing: Standing, keep: Sequence[int]) -> tuple[list[int], tuple[str, ...]]:
    """Keep the newest period that nearly all units have (of some units: in which one is scored); name who is not in it."""
    units, periods = standing.result.panel.units, standing.result.panel.periods
    if not keep:
        return [], ()
    chosen = standing.result.shown_period(keep, standing.roots[0])
    rows = [row for row in keep if periods[row] == chosen]
    absent = sorted({units[row] for row in keep} - {units[row] for row in rows})
    notes = [standing.word("not_in", period=chosen, units=standing.listed(absent))] if absent else []
    if newer := standing.result.newer(keep, chosen):
        told = "; ".join(f"{period} ({standing.listed(who)})" for period, who in newer.items())
        notes.append(standing.word("newer", newer=told))
    return rows, tuple(notes)


def _sections(standing: Standing, rows: Sequence[int]) -> Iterator[Section]:
    periods = standing.result.panel.periods
    for period in sorted({periods[row] for row in rows}, key=standing.result.instrument.in_time, reverse=True):
        some = [row for row in rows if periods[row] == period]
        alone = len(some) == 1
        mark = "" if standing.ranked else f" · {standing.word('self_assessed')}"
        blocks: list[Block] = [
            Text(standing.word("with_strand", title=strand.title)) for strand in standing.head.strands
        ]
        blocks += profile_blocks(standing, some[0]) if alone else [ranking(standing, some)]
        basis = (*no_score(standing, some), *left_out(standing, period))
        further = tuple(profile_sections(standing, some[0])) if alone else ()
        among = f" · {standing.result.group.group.id}" if standing.result.group else ""
        title = f"{standing.head.file.title} · {period}{among}{mark}"
        yield Section(title, (*blocks, *(basis if not further else ())))
        yield from further
        if further and basis:
            yield Section("", basis)


def _notes(standing: Standing, rows: Sequence[int]) -> Iterator[str]:
    """Say what the bands are worth, which cut-offs were given, and from what the scores are."""
    result, head = standing.result, standing.head
    scales = {id(scale): scale for root in standing.roots if (scale := scale_of(head, root))}
    if any(not band.documented for scale in scales.values() for band in scale.bands):
        yield standing.word("bands", notes="; ".join(scale.note for scale in scales.values() if scale.note))
    for typology in head.file.typologies.values() if not standing.view.trees else ():
        if not typology.published:
            key = "types_unpublished" if standing.view.unpublished else "types_on_request"
            yield standing.word(key, label=typology.label)
    for name, source in dict.fromkeys((each.typology, each.source) for each in standing.types if each.source):
        yield standing.word("types_stated", label=head.file.typologies[name].label, source=source)
    if head.rank_coverage and standing.ranked:
        yield standing.word("rank_coverage", share=f"{head.rank_coverage:.0%}")
    if several := int(result.panel.of_authorities[list(rows)].sum()):
        yield standing.word("of_authorities_one" if several == 1 else "of_authorities", count=several)
    first = standing.roots[0]
    if "ranks" in head.file.by_shown and standing.ranked:
        yield standing.word("by_shown", decimals=head.decimals(first))
    elif standing.ranked and standing.shows_the_same(first, rows):
        yield standing.word("same_shown", label=head.nodes[first].label)
    if (steps := unstated_fits(head, result.plan)) and len(set(result.panel.periods)) > 1:
        yield standing.word("fit_unstated", steps=standing.listed(steps))
    if result.imputed[list(rows)].any():
        yield standing.word("imputed_note")
    made = result.provenance
    if made["cutoffs"]:
        values = ", ".join(f"{node} {value:g}" for node, value in made["cutoffs"].items())
        yield standing.word("cut_offs", values=values)
    sources = sorted({text for row in result.verification for text in row if text})
    made_of = standing.word("foot", scoring=made["scoring_hash"][:12], answers=made["answers_hash"][:12])
    yield f"{head.reference} · {made_of} · {', '.join(_verified(standing, each) for each in sources)}"


def _verified(standing: Standing, text: str) -> str:
    """Say how far answers are verified; words of a source's own stay as they are."""
    if text in LEVELS:
        return standing.word(text.replace("-", "_"))
    publisher = Verification.parse(text).publisher
    return standing.word("published_by", publisher=publisher) if publisher else text
