"""The running score of a self-assessment while it is being filled in."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.answers.table import AnswerSet
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.session import Session
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import highest
from policyindex.scoring.score import score


class Running(NamedTuple):
    """The score of one node so far."""

    label: str
    value: float
    highest: float | None
    """The highest one possible; None: nobody can say."""
    band: str
    waits: bool
    """A band follows once all is answered."""


def running_score(session: Session, host: PluginHost, short_form: str = "") -> list[Running]:
    """Give score and band of the present question's section and of the roots, as far as there are any."""
    instrument, unit, period = session.form.instrument, session.form.unit, session.form.period
    result = score(instrument, AnswerSet(session.given.values()), host, short_form=short_form)
    row, top = result.row(unit, period), highest(instrument, result.plan)
    roots = instrument.trees[instrument.published_tree].roots
    sections = [node for node, _ in instrument.below(roots) if _is_section(session, node)]
    found = []
    for node in dict.fromkeys((*sections[:1], *roots)):
        column = result.column(node)
        value = result.score(unit, period, node)
        if value is None:
            continue
        scale, band, end = scale_of(instrument, node), result.band(row, column), float(top[column])
        waits = bool(scale and scale.complete and not band)
        found.append(Running(instrument.nodes[node].label, value, end if end == end else None, band, waits))
    return found


def _is_section(session: Session, node: str) -> bool:
    instrument, item = session.form.instrument, session.item
    return instrument.nodes[node].label == item.section and item.id in instrument.indicators_below(node)
