"""What a study says of a unit that is asked: its name, and what is left out of its questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policyindex.instruments.instrument import Instrument
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.score import read_study
from policyindex.studies.scope import columns_out
from policyindex.studies.study import Study
from policyindex.units.periods import normal


def study_of(path: str | Path, instrument: Instrument) -> Study | None:
    """Read a study; none where no file is named."""
    return read_study(path, instrument) if path else None


def known_units(study: Study | None) -> dict[str, str]:
    """Give the names of a study's units by code; without a study there are none."""
    return {code: each.label or code for code, each in study.file.units.items()} if study else {}


def scope_of(
    study: Study | None, unit: str, period: str, short_form: str, instrument: Instrument
) -> tuple[Mapping[str, str], str]:
    """Give the columns that a study leaves out for a unit, and its short form; without a study nothing is left out.

    :raises WrongUseError: for a unit or a period that the study is not about
    """
    if study is None:
        return {}, short_form
    if unit not in study.file.units:
        known = study.file.units
        raise WrongUseError(
            f"'{unit}' is no unit of the study '{study.file.study}'; there are: {listing(known)}.{hint(unit, known)}"
        )
    if period != normal(study.file.period):
        raise WrongUseError(f"the study '{study.file.study}' is about {study.file.period}, not {period}")
    return columns_out(instrument, study.scopes[unit]), short_form or study.file.short_form or ""
