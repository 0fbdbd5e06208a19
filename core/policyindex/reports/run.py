"""The report of a run: for people the ranking or a profile of the newest period, for programs all scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policyindex.reports.basket import left_out, no_score
from policyindex.reports.of_units import group_notes, unit_notes
from policyindex.reports.profile import profile_blocks, profile_sections
from policyindex.reports.ranking import ranking
from policyindex.reports.report import Block, Report, Section, Text
from policyindex.reports.run_document import run_document
from policyindex.reports.schema_org import schema_org
from policyindex.reports.score_notes import score_notes
from policyindex.reports.scores import score_tables
from policyindex.reports.standing import Standing
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
        notes=(*group_notes(standing, rows), *score_notes(standing, rows), *absent, *_of_names(standing, keep))
        if keep
        else (),
        tables=score_tables(view),
        figures=lambda: _figures(standing, rows, keep, layout or {}),
        provenance=view.result.provenance,
        language=standing.head.language,
        linked=lambda: schema_org(view),
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
