"""The running score of a self-assessment while it is being filled in."""

from __future__ import annotations

from policyindex.answers.table import AnswerSet
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Item
from policyindex.questionnaires.session import Session
from policyindex.reports.numbers import whole
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import highest
from policyindex.scoring.score import score


def running_score(session: Session, item: Item, host: PluginHost, short_form: str, band_later: str) -> list[str]:
    """Give score and band of a question's section and of the roots, such as ``Overall 12/42``.

    :param band_later: said at the end where a band waits for a complete answer
    """
    instrument, unit, period = session.form.instrument, session.form.unit, session.form.period
    result = score(instrument, AnswerSet(session.given.values()), host, short_form=short_form)
    row, top = result.row(unit, period), highest(instrument, result.plan)
    roots = instrument.trees[instrument.published_tree].roots
    sections = [node for node, _ in instrument.below(roots) if _is_section(session, node, item)]
    lines, waits = [], False
    for node in dict.fromkeys((*sections[:1], *roots)):
        column = result.column(node)
        value = result.score(unit, period, node)
        if value is None:
            continue
        scale = scale_of(instrument, node)
        band = result.band(row, column)
        waits |= bool(scale and scale.complete and not band)
        end = float(top[column])
        text = f"{instrument.nodes[node].label} {whole(value)}" + (f"/{whole(end)}" if end == end else "")
        lines.append(f"{text} ({band})" if band else text)
    return [*lines, band_later] if lines and waits else lines


def _is_section(session: Session, node: str, item: Item) -> bool:
    instrument = session.form.instrument
    return instrument.nodes[node].label == item.section and item.id in instrument.indicators_below(node)
