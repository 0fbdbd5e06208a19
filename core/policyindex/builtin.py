"""What comes with the core, registered like a plugin's; heavy modules are imported when a registry is filled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from policyindex.plugins.discovery import disabled_plugins, strict_mode
from policyindex.plugins.hookspecs import hookimpl
from policyindex.plugins.host import BUILT_IN, PluginHost, PluginInfo
from policyindex.plugins.tracing import listen, trace_mode

if TYPE_CHECKING:
    from policyindex.plugins.specs import (
        AggregatorSpec,
        ExporterSpec,
        ImporterSpec,
        PanelStepSpec,
        StepSpec,
        StrategySpec,
        UnitGroupSpec,
        UnitSchemeSpec,
    )


def load_host(*, strict: bool = False) -> PluginHost:
    """Find the installed plugins and give the host that has them and the built-in ones.

    :param strict: make any fault of a plugin an error; so does the environment's ``POLICYINDEX_STRICT=1``
    """
    if trace_mode():
        listen()
    host = PluginHost(strict=strict or strict_mode())
    host.add(sys.modules[__name__], PluginInfo(BUILT_IN, "", ""))
    host.discover(disabled_plugins())
    return host


@hookimpl
def register_aggregators() -> list[AggregatorSpec]:
    """Give the built-in aggregators."""
    from policyindex.scoring.registered import AGGREGATORS

    return AGGREGATORS


@hookimpl
def register_steps() -> list[StepSpec | PanelStepSpec]:
    """Give the built-in steps."""
    from policyindex.scoring.registered import STEPS

    return STEPS


@hookimpl
def register_strategies() -> list[StrategySpec]:
    """Give the built-in strategy."""
    from policyindex.scoring.registered import STRATEGIES

    return STRATEGIES


@hookimpl
def register_importers() -> list[ImporterSpec]:
    """Give the built-in readers of answers."""
    from policyindex.answers.importers import IMPORTERS
    from policyindex.selfscoring.importer import IMPORTER

    return [*IMPORTERS, IMPORTER]


@hookimpl
def register_exporters() -> list[ExporterSpec]:
    """Give the built-in writers of results."""
    from policyindex.render.exporters import EXPORTERS

    return EXPORTERS


@hookimpl
def register_unit_schemes() -> list[UnitSchemeSpec]:
    """Give the countries of ISO 3166-1 by their three kinds of codes."""
    from policyindex.units.registered import SCHEMES

    return SCHEMES


@hookimpl
def register_unit_groups() -> list[UnitGroupSpec]:
    """Give the groups of countries that come with the core."""
    from policyindex.units.registered import groups

    return groups()
