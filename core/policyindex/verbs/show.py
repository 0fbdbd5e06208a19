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

    yaml and json give the composed instrument with every selection spelled out, markdown a codebook; csv and xlsx hold
    tables of its questions, options and nodes.
    """

    reference: str = argument("REF", reads=True)
    lang: str = option("A translation: a registered one, such as es, or a file.", metavar="CODE|FILE", reads=True)


def show(request: ShowRequest, workspace: Workspace) -> Outcome[Instrument]:
    """Give an instrument, composed and checked.

    :raises WrongUseError: for what is not registered
    :raises ProblemsFoundError: with every fault of its files
    """
    from policyindex.reports.codebook import codebook
    from policyindex.reports.instrument import instrument_report
    from policyindex.reports.instrument_document import yaml_document
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import Outcome

    instrument = get_instrument(request.reference, workspace.host, request.lang)
    return Outcome(
        instrument,
        lambda: instrument_report(instrument),
        warnings=tuple(instrument.warnings),
        own={"yaml": lambda: yaml_document(instrument), "markdown": lambda: codebook(instrument)},
    )
