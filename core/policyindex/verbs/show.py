"""Showing an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.instruments.instrument import Instrument
    from policyindex.plugins.host import PluginHost
    from policyindex.reports.instrument_editions import Editions
    from policyindex.reports.report import Report
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ShowRequest(Request):
    """Show an instrument: trees, rules, questions, options, bands.

    Of a large instrument a screen shows the tree; --depth and --node show more of it. html and markdown give the whole
    codebook: trees with nominal weights, rules, every question with its options and sources, and what changed since the
    edition before, where that is installed. yaml and json give the composed instrument with every selection spelled
    out; csv and xlsx hold tables of its questions, options and nodes.

    \b
    policyindex instruments show mipex-national --depth 2
    policyindex instruments show mipex-national --node b
    policyindex instruments show mipex-national --output method.html
    """

    reference: str = argument("REF", reads=True)
    lang: str = option("A translation: a registered one, such as es, or a file.", metavar="CODE|FILE", reads=True)
    depth: int = option("Show the tree down to this depth; otherwise as much as fits a screen.", default=0, metavar="N")
    node: str = option("Show what is below this node only, with its rules and questions.", metavar="ID")


def show(request: ShowRequest, workspace: Workspace) -> Outcome[Instrument]:
    """Give an instrument, composed and checked.

    :raises WrongUseError: for what is not registered, and a node that does not exist
    :raises ProblemsFoundError: with every fault of its files
    """
    from policyindex.problems import hint, listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.render.html import html_page
    from policyindex.render.markdown import markdown_text
    from policyindex.reports.instrument import instrument_report
    from policyindex.reports.instrument_document import yaml_document
    from policyindex.reports.instrument_page import instrument_page
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import Outcome

    instrument = get_instrument(request.reference, workspace.host, request.lang)
    if request.node and request.node not in instrument.nodes:
        known = listing(instrument.nodes)
        raise WrongUseError(
            f"{instrument.reference} has no node '{request.node}'; there are: {known}."
            f"{hint(request.node, instrument.nodes)}"
        )
    if request.depth < 0:
        raise WrongUseError(f"--depth is 1 or more, not {request.depth}")
    rules = workspace.host.rules

    def codebook() -> Report:
        return instrument_page(instrument, rules, _editions(instrument, workspace.host))

    return Outcome(
        instrument,
        lambda: instrument_report(instrument, rules, request.node, request.depth),
        warnings=tuple(instrument.warnings),
        own={
            "yaml": lambda: yaml_document(instrument),
            "markdown": lambda: markdown_text(codebook()),
            "html": lambda: html_page(codebook()),
        },
    )


def _editions(instrument: Instrument, host: PluginHost) -> Editions:
    """Find the other editions of an instrument; it is compared with the one before as it is written, without strands."""
    from policyindex.editions.diff import compare_editions
    from policyindex.problems.errors import PolicyIndexError
    from policyindex.reports.instrument_editions import Editions
    from policyindex.scoring.score import get_instrument
    from policyindex.units.periods import in_time

    found = sorted({edition for key, edition in host.instruments if key == instrument.id}, key=in_time)
    others = tuple(f"{instrument.id}@{each}" for each in found if each != instrument.edition)
    earlier = [each for each in found if in_time(each) < in_time(instrument.edition)]
    if not earlier or instrument.strands or instrument.language != instrument.file.source_language:
        return Editions(others)
    before = f"{instrument.id}@{earlier[-1]}"
    try:
        return Editions(others, compare_editions(get_instrument(before, host), instrument))
    except PolicyIndexError:
        return Editions(others, unread=before)
