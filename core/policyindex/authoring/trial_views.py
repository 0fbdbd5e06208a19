"""Views of a small invented index that every exporter has to be able to write: hostile words, gaps, no rows at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.loader import load_instrument
from policyindex.plugins.host import PluginHost
from policyindex.scoring.score import score
from policyindex.scoring.view import View

UNITS = ("Zürich", '=1+1, "town"', "Нови Сад 🏙")


def trial_views(host: PluginHost) -> Iterator[tuple[str, View]]:
    """Give views by what they are: everything, one tree, one period, no rows."""
    instrument = load_instrument(Path(__file__).parent / "trial" / "instrument.yaml", host.rules)
    result = score(instrument, AnswerSet(_answers()), host)
    yield "everything", View(result)
    yield "one tree", View(result, ("side",))
    yield "one period", View(result, keep=tuple(range(0, len(result.panel.units), 2)))
    yield "no rows", View(result, keep=())


def _answers() -> Iterator[Answer]:
    """Two periods of three units, of which one has no score in one of them; numbers that no decimal holds."""
    for at, unit in enumerate(UNITS):
        for period in ("2019", "2026-H1"):
            if (at, period) != (1, "2019"):
                yield Answer(unit, period, "first", answer="full" if at else "none", source='"seen", =1')
                yield Answer(unit, period, "second", answer=at + 1 / 3)
    yield Answer(UNITS[1], "2019", "first", status=Status.MISSING)
