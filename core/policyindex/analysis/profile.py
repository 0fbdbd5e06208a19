"""What one unit of a round answers for, and where it stands in its country and among all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policyindex.analysis.placing import Placed, placed, scopes_of
from policyindex.scoring.result import Result
from policyindex.studies.models import ContextFigure
from policyindex.studies.scope import Scope
from policyindex.studies.study import Study


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


class Competences(NamedTuple):
    """What a study says of a unit before anybody has answered."""

    country: str
    """The label of its country, empty where it has none."""
    texts: tuple[str, ...]
    context: Sequence[ContextFigure]


def competences_of(study: Study, unit: str) -> Competences | None:
    """Give what a study says of a unit; None where the unit is none of it."""
    if unit not in study.file.units:
        return None
    country, own = study.country(unit), study.file.units[unit]
    texts = (country.competences if country else "", own.competences)
    return Competences(country.label if country else "", tuple(filter(None, texts)), country.context if country else ())


def profile(result: Result, row: int) -> Profile | None:
    """Give the profile of a row; None without a study."""
    study = result.compared.study
    if study is None:
        return None
    unit = result.panel.units[row]
    found = competences_of(study, unit)
    if found is None:
        return None
    return Profile(
        unit,
        result.panel.periods[row],
        found.country,
        found.texts,
        scopes_of(result, row),
        placed(result, row),
        found.context,
    )
