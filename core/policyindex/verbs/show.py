"""Showing an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.instruments.instrument import Instrument
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ShowRequest(Request):
    """Show an instrument: trees, rules, questions, options, bands.

    Of a large instrument a screen shows the tree; --depth and --node show more of it. html is a page to browse and to
    print: the tree, the rules, every question with its options and sources. yaml and json give the composed instrument
    with every selection spelled out, markdown a codebook; csv and xlsx hold tables of its questions, options and nodes.

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
    from policyindex.reports.codebook import codebook
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
    return Outcome(
        instrument,
        lambda: instrument_report(instrument, rules, request.node, request.depth),
        warnings=tuple(instrument.warnings),
        own={
            "yaml": lambda: yaml_document(instrument),
            "markdown": lambda: codebook(instrument),
            "html": lambda: html_page(instrument_page(instrument, rules)),
        },
    )
