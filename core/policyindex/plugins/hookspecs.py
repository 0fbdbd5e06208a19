"""The contract with plugins: the hooks, their signatures, and the number of the contract.

Register hooks return lists; choice is always by explicit name, so that no score depends on the order of installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyindex.plugins.specs import (
        AggregatorSpec,
        CommandSpec,
        ExporterSpec,
        ImporterSpec,
        InstrumentSpec,
        PanelStepSpec,
        StepSpec,
        StrandSpec,
        StrategySpec,
        TranslationSpec,
        UnitGroupSpec,
        UnitSchemeSpec,
    )
    from policyindex.problems import Problem

API = 1
"""A plugin may state ``POLICYINDEX_API = 1``; one that states a later number than this is refused."""

PROJECT = "policyindex"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_instruments() -> list[InstrumentSpec]:  # type: ignore[empty-body]
    """Give the instruments of this plugin; the files are read only when one is asked for."""


@hookspec
def register_strands() -> list[StrandSpec]:  # type: ignore[empty-body]
    """Give strands for instruments of this or other plugins."""


@hookspec
def register_translations() -> list[TranslationSpec]:  # type: ignore[empty-body]
    """Give translations of instruments of this or other plugins."""


@hookspec
def register_unit_schemes() -> list[UnitSchemeSpec]:  # type: ignore[empty-body]
    """Give code lists of units."""


@hookspec
def register_unit_groups() -> list[UnitGroupSpec]:  # type: ignore[empty-body]
    """Give groups of units, such as the members of an organisation."""


@hookspec
def register_aggregators() -> list[AggregatorSpec]:  # type: ignore[empty-body]
    """Give rules that make one score of several."""


@hookspec
def register_steps() -> list[StepSpec | PanelStepSpec]:  # type: ignore[empty-body]
    """Give preparations of numbers before aggregation."""


@hookspec
def register_strategies() -> list[StrategySpec]:  # type: ignore[empty-body]
    """Give ways to score a whole instrument."""


@hookspec
def register_importers() -> list[ImporterSpec]:  # type: ignore[empty-body]
    """Give readers of answer files."""


@hookspec
def register_exporters() -> list[ExporterSpec]:  # type: ignore[empty-body]
    """Give writers of results."""


@hookspec
def register_commands() -> list[CommandSpec]:  # type: ignore[empty-body]
    """Give commands for the shell."""


@hookspec
def check_instrument(instrument: Any) -> Iterable[Problem]:  # type: ignore[empty-body]
    """Look at an ``Instrument`` that passed the built-in checks and give further problems."""


@hookspec
def check_answers(instrument: Any, answers: Any) -> Iterable[Problem]:  # type: ignore[empty-body]
    """Look at an ``AnswerSet`` read for an ``Instrument`` and give further problems."""


@hookspec
def after_scoring(result: Any) -> None:
    """Observe a ``Result``; it cannot be changed, and what goes wrong here is reported and ignored."""
