"""Answers of an older vintage, or of an older edition, beside those of today: what they are scored to, and joined to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policyindex.analysis.changes.origin import Origin
    from policyindex.answers.table import AnswerSet
    from policyindex.editions.crosswalk import Crosswalk
    from policyindex.instruments.instrument import Instrument
    from policyindex.plugins.host import PluginHost
    from policyindex.problems import Problem


class Older(NamedTuple):
    """Scores as they stood, and their answers as the newer edition has them."""

    origin: Origin
    answers: AnswerSet
    warnings: tuple[Problem, ...]

    def joined(self, instrument: Instrument, newer: AnswerSet) -> AnswerSet:
        """Add the units and periods that the newer answers lack."""
        from policyindex.answers.table import AnswerSet

        known = set(newer.grid.rows())
        more = [each for each in self.answers if (each.unit, each.period) not in known]
        return AnswerSet([*newer, *more], newer.origin, newer.warnings) if more else newer


def older_vintage(instrument: Instrument, files: Sequence[str], host: PluginHost) -> Older:
    """Score an older vintage of the answers by the same edition."""
    from policyindex.analysis.changes.origin import Origin
    from policyindex.answers.files import read_answers
    from policyindex.scoring.score import score

    answers = read_answers(instrument, *files, host=host)
    return Older(Origin("vintage", score(instrument, answers, host)), answers, tuple(answers.warnings))


def older_edition(instrument: Instrument, crosswalk: str, files: Sequence[str], host: PluginHost) -> Older:
    """Score the answers of an older edition by its own rules, and carry them to the newer one.

    :raises WrongUseError: for a crosswalk to another edition
    """
    from pathlib import Path

    from policyindex.analysis.changes.origin import Origin
    from policyindex.answers.files import read_answers
    from policyindex.editions.carry import carry
    from policyindex.editions.crosswalk import read_crosswalk
    from policyindex.editions.diff import compare_editions
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.score import get_instrument, score

    walk = read_crosswalk(Path(crosswalk).expanduser(), lambda each: get_instrument(each, host))
    if walk.after.reference != instrument.reference:
        raise WrongUseError(
            f"the crosswalk {crosswalk} leads to {walk.after.reference}, not to {instrument.reference}: the newer "
            "edition is the one to ask about"
        )
    try:
        answers = read_answers(walk.before, *files, host=host)
    except WrongUseError as error:
        more = "" if files else "; those of the earlier period are given with --earlier-answers FILE"
        raise WrongUseError(f"{error}{more}") from None
    carried = carry(walk, answers)
    compared = compare_editions(walk.before, walk.after, walk.renamed, walk.recoded)
    origin = Origin("edition", score(walk.before, answers, host), carried.notes, compared)
    return Older(origin, _with_own_causes(walk, answers, carried.answers), (*walk.warnings, *answers.warnings))


def _with_own_causes(walk: Crosswalk, before: AnswerSet, carried: AnswerSet) -> AnswerSet:
    """Keep the causes that were recorded: all answers are recoded alike, which changes none against the one before."""
    from dataclasses import replace

    from policyindex.answers.table import AnswerSet

    causes = {each.key: each.cause for each in before}
    return AnswerSet(
        replace(
            each,
            cause=causes.get((each.unit, each.period, walk.indicators[each.indicator].from_ or "", each.instance)),
        )
        for each in carried
    )
