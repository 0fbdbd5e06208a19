"""Policy indices: instruments as data, scoring, comparison and exchange, extended by plugins.

Every command of the shell is a verb here, with the same options: ``run("mipex-national")`` gives an ``Outcome``. The
steps below them are here too (``load_host``, ``get_instrument``, ``read_answers``, ``score``), and what plugins need.
Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyindex.answers.files import read_answers
    from policyindex.answers.reading import Cell, Reading, RowReader
    from policyindex.answers.record import Answer, Cause, Status
    from policyindex.answers.table import AnswerSet
    from policyindex.authoring.validation import validate_answers
    from policyindex.builtin import load_host
    from policyindex.instruments.groups import members
    from policyindex.instruments.instrument import Instrument
    from policyindex.plugins.hookspecs import hookimpl
    from policyindex.plugins.specs import (
        AggregatorSpec,
        AnswersSpec,
        CommandSpec,
        ExporterSpec,
        ImporterSpec,
        InstrumentSpec,
        Membership,
        PanelStepSpec,
        StepPanel,
        StepSpec,
        StrandSpec,
        StrategySpec,
        TranslationSpec,
        UnitGroupSpec,
        UnitSchemeSpec,
    )
    from policyindex.problems import Location, Problem
    from policyindex.problems.errors import BrokenPluginError, PolicyIndexError, ProblemsFoundError, WrongUseError
    from policyindex.scoring.result import Result
    from policyindex.scoring.score import get_instrument, read_study, score
    from policyindex.scoring.view import View
    from policyindex.verbs.asking import questionnaire_of
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.overloads import explain, validate
    from policyindex.verbs.questionnaires import read_questionnaires
    from policyindex.verbs.workspace import Workspace

_HOMES = {
    "policyindex.scoring.score": ("get_instrument", "read_study", "score"),
    "policyindex.answers.files": ("read_answers",),
    "policyindex.verbs.asking": ("questionnaire_of",),
    "policyindex.verbs.questionnaires": ("read_questionnaires",),
    "policyindex.builtin": ("load_host",),
    "policyindex.answers.reading": ("Cell", "Reading", "RowReader"),
    "policyindex.answers.record": ("Answer", "Cause", "Status"),
    "policyindex.answers.table": ("AnswerSet",),
    "policyindex.scoring.view": ("View",),
    "policyindex.instruments.groups": ("members",),
    "policyindex.instruments.instrument": ("Instrument",),
    "policyindex.problems": ("Location", "Problem"),
    "policyindex.scoring.result": ("Result",),
    "policyindex.problems.errors": ("BrokenPluginError", "PolicyIndexError", "ProblemsFoundError", "WrongUseError"),
    "policyindex.plugins.hookspecs": ("hookimpl",),
    "policyindex.plugins.specs": (
        "AggregatorSpec", "AnswersSpec", "CommandSpec", "ExporterSpec", "ImporterSpec", "InstrumentSpec", "Membership",
        "PanelStepSpec", "StepPanel", "StepSpec", "StrandSpec", "StrategySpec", "TranslationSpec", "UnitGroupSpec", "UnitSchemeSpec",
    ),
    "policyindex.authoring.validation": ("validate_answers",),
    "policyindex.verbs.outcome": ("Outcome",),
    "policyindex.verbs.overloads": ("explain", "validate"),
    "policyindex.verbs.workspace": ("Workspace",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AggregatorSpec",
    "Answer",
    "AnswerSet",
    "AnswersSpec",
    "BrokenPluginError",
    "Cause",
    "Cell",
    "CommandSpec",
    "ExporterSpec",
    "ImporterSpec",
    "Instrument",
    "InstrumentSpec",
    "Location",
    "Membership",
    "Outcome",
    "PanelStepSpec",
    "PolicyIndexError",
    "Problem",
    "ProblemsFoundError",
    "Reading",
    "Result",
    "RowReader",
    "Status",
    "StepPanel",
    "StepSpec",
    "StrandSpec",
    "StrategySpec",
    "TranslationSpec",
    "UnitGroupSpec",
    "UnitSchemeSpec",
    "View",
    "Workspace",
    "WrongUseError",
    "explain",
    "get_instrument",
    "hookimpl",
    "load_host",
    "members",
    "questionnaire_of",
    "read_answers",
    "read_questionnaires",
    "read_study",
    "score",
    "validate",
    "validate_answers",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name == "__version__":
        from policyindex.scoring.provenance import core_version

        return core_version()
    from policyindex.verbs import VERBS, function_of

    if name not in VERBS:
        raise AttributeError(f"module 'policyindex' has no attribute '{name}'")
    return function_of(name)


def __dir__() -> list[str]:
    from policyindex.verbs import VERBS

    return sorted({*__all__, *VERBS})
