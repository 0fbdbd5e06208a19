"""The table of ``run``: a ranking of many units, or the profile of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from policyindex.cli.comparison import draw_left_out, draw_no_score
from policyindex.cli.output import console_encoding
from policyindex.cli.page import Page
from policyindex.cli.profile import draw_profile
from policyindex.cli.ranking import draw_ranking
from policyindex.problems import listing
from policyindex.scoring.classify import scale_of
from policyindex.scoring.view import View


def write_table(view: View, stream: BinaryIO, *, terminal: bool, asked: bool, encoding: str = "") -> None:
    """Draw a result; ``terminal``: with styles and at most a screenful; ``asked``: periods were named."""
    page = Page(view, terminal=terminal, asked=asked)
    keep = list(view.keep if view.keep is not None else range(len(view.result.panel.units)))
    if not keep:
        page.say("No unit has answers for that period.")
    elif asked:
        _periods(page, keep)
    else:
        newest = _newest(page, keep)
        _periods(page, [row for row in keep if view.result.panel.periods[row] == newest])
        units, periods = view.result.panel.units, view.result.panel.periods
        shown_units = {units[row] for row in keep if periods[row] == newest}
        absent = sorted({units[row] for row in keep} - shown_units)
        if absent:
            page.say(f"Not in {newest}, see --period: {listing(absent)}")
    stream.write(page.buffer.getvalue().encode(encoding or console_encoding(), "replace"))


def _newest(page: Page, keep: Sequence[int]) -> str:
    """The newest period that nearly all units have; for some units, the newest in which one of them is scored."""
    result, periods = page.result, page.result.panel.periods
    chosen = result.newest_period(page.roots[0])
    if chosen is not None and any(periods[row] == chosen for row in keep):
        return chosen
    return max(periods[row] for row in keep)


def _periods(page: Page, rows: Sequence[int]) -> None:
    for index, period in enumerate(sorted({page.result.panel.periods[row] for row in rows}, reverse=True)):
        some = [row for row in rows if page.result.panel.periods[row] == period]
        if index:
            page.say("")
        _heading(page, period)
        if len(some) == 1:
            draw_profile(page, some[0])
        else:
            draw_ranking(page, some)
        draw_no_score(page, some)
        draw_left_out(page, period)
    _footing(page)


def _heading(page: Page, period: str) -> None:
    head = page.result.instrument
    mark = " · self-assessed" if head.file.self_assessment else ""
    page.say(f"{head.file.title} · {period}{mark}", "bold")
    for strand in head.strands:
        page.say(f"with the strand {strand.title}")


def _footing(page: Page) -> None:
    """Notes and provenance in a few lines."""
    result, head = page.result, page.result.instrument
    page.say("")
    scales = {id(scale): scale for root in page.roots if (scale := scale_of(head, root))}
    if any(not band.documented for scale in scales.values() for band in scale.bands):
        page.say("Bands: " + "; ".join(scale.note for scale in scales.values() if scale.note), "dim")
    if result.provenance["cutoffs"]:
        page.say(
            "Cut-offs: " + ", ".join(f"{node} {value:g}" for node, value in result.provenance["cutoffs"].items()), "dim"
        )
    sources = sorted({text for row in result.verification for text in row if text})
    page.say(
        f"{head.reference} · scoring {result.provenance['scoring_hash'][:12]} · answers {result.provenance['answers_hash'][:12]} · {', '.join(sources)}",
        "dim",
    )
