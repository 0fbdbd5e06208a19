"""What one unit of a round answers for, and where it stands in its country and among all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyindex.analysis.placing import Placed, placed, scopes_of
from policyindex.scoring.result import Result
from policyindex.studies.models import ContextFigure
from policyindex.studies.scope import Scope


@dataclass(frozen=True)
class Profile:
    """A unit in its round."""

    unit: str
    period: str
    country: str
    """The label of its country, empty where it has none."""
    competences: tuple[str, ...]
    scopes: dict[str, Scope]
    """By the label of each value of the scoped facet."""
    placed: list[Placed]
    context: Sequence[ContextFigure]
    """Figures about the country, which enter no score."""


def profile(result: Result, row: int) -> Profile | None:
    """Give the profile of a row; None without a study."""
    study = result.compared.study
    if study is None:
        return None
    unit = result.panel.units[row]
    country, own = study.country(unit), study.file.units[unit]
    texts = (country.competences if country else "", own.competences)
    return Profile(
        unit,
        result.panel.periods[row],
        country.label if country else "",
        tuple(text for text in texts if text),
        scopes_of(result, row),
        placed(result, row),
        country.context if country else [],
    )
