"""Asking an instrument of units: what is known of them before, and the questionnaire of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policyindex.answers.bundled import bundled_specs
from policyindex.answers.files import read_answers, unit_names
from policyindex.answers.piped import Piped
from policyindex.answers.table import AnswerSet
from policyindex.instruments.groups import scheme_of
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, Problem, ordered, problem
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.scoring.score import get_instrument
from policyindex.studies.study import Study, in_its_order
from policyindex.verbs.studies import known_units, scope_of, study_of
from policyindex.verbs.units import meant, period_label, unit_code, unknown


@dataclass(frozen=True)
class Inquiry:
    """An instrument that units are asked in one period; answers are read when the first of them is asked."""

    instrument: Instrument
    period: str
    host: PluginHost
    paths: tuple[str | Path | Piped, ...] = ()
    """Files of what is known already; none: the answers that travel with the instrument, where there are any."""
    importer: str = ""
    override: bool = False
    short_form: str = ""
    study: Study | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that there are to ask: those of the study, without one those that there are answers of."""
        return tuple(self.study.file.units) if self.study else self.answers.grid.units

    @cached_property
    def answers(self) -> AnswerSet:
        """What is known already.

        :raises ProblemsFoundError: with every fault of every file
        """
        if not self.paths and not bundled_specs(self.instrument, self.host):
            return AnswerSet(())
        return read_answers(
            self.instrument, *self.paths, host=self.host, importer=self.importer, override=self.override
        )

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be known of the instrument and of the answers, whoever is asked."""
        return (*self.instrument.warnings, *self.answers.warnings)

    @cached_property
    def _scheme(self) -> Mapping[str, str]:
        return unit_names(self.instrument, self.host)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {**known_units(self.study), **unit_names(self.instrument, self.host, self.answers)}

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """The names of units that can be meant; one that has only answers is called by its code."""
        return {**{each: each for each in self.answers.grid.units}, **self._names}

    def anybody(self) -> Questionnaire:
        """Ask whoever fills it in, who says which unit it is."""
        return questionnaire(self.instrument, "", self.period, anybody=True)

    def of(self, typed: str) -> tuple[Questionnaire, list[Problem]]:
        """Ask a unit, with what is known of it already; give what is to be known of its code beside.

        :raises WrongUseError: for an empty unit or period, a short form that is not there, or a unit outside the study
        """
        unit, _ = meant(unit_code(typed), self._codes, scheme_of(self.instrument, self.host))
        found = [] if unit == typed else [problem("unit-known-as", Location("--unit"), value=typed, read=unit)]
        if not self.study:
            known = self._names if self._scheme else {}
            found += unknown(unit, self.instrument, known, self.answers)
        out, short_form = scope_of(self.study, unit, self.period, self.short_form, self.instrument)
        own = list(self.answers.grid.of_unit(unit))
        names = self._names
        asked = questionnaire(self.instrument, unit, self.period, own, unit_names=names, short_form=short_form, out=out)
        return asked, found


def questionnaire_of(
    reference: str | Path,
    unit: str,
    period: str,
    *paths: str | Path,
    host: PluginHost,
    language: str = "",
    importer: str = "",
    short_form: str = "",
    study: str | Path = "",
    override: bool = False,
) -> tuple[Questionnaire, list[Problem]]:
    """Ask an instrument of a unit, with what answer files know of it already; give warnings beside.

    Without files it starts from the answers that travel with the instrument, where there are any.

    :param unit: empty: whoever fills it in says which it is
    :param importer: the name of a reader of the files; empty: chosen by their suffix
    :param study: a study file: what its scoping takes out for the unit is not asked, its short form is used
    :raises WrongUseError: for an empty unit or period, a short form that is not there, or a unit outside the study
    """
    inquiry = inquiry_of(
        reference, period, *paths, host=host, language=language, importer=importer, short_form=short_form, study=study,
        override=override,
    )  # fmt: skip
    if not unit_code(unit):
        return inquiry.anybody(), list(inquiry.instrument.warnings)
    asked, found = inquiry.of(unit)
    return asked, ordered([*inquiry.warnings, *found])


def inquiry_of(
    reference: str | Path,
    period: str,
    *paths: str | Path | Piped,
    host: PluginHost,
    language: str = "",
    importer: str = "",
    short_form: str = "",
    study: str | Path = "",
    override: bool = False,
) -> Inquiry:
    """Give an instrument to ask units in a period; see :func:`questionnaire_of`."""
    instrument = get_instrument(reference, host, language)
    about = study_of(study, instrument)
    instrument = in_its_order(instrument, about)
    label = period_label(period, instrument.periods)
    return Inquiry(instrument, label, host, paths, importer, override, short_form, about)
