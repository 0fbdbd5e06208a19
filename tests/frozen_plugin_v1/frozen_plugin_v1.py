"""A plugin as one could be written for API 1. Never change this file."""

from pathlib import Path

from policyindex import (
    AggregatorSpec,
    AnswersSpec,
    CommandSpec,
    ExporterSpec,
    ImporterSpec,
    InstrumentSpec,
    StepSpec,
    StrandSpec,
    StrategySpec,
    TranslationSpec,
    UnitSchemeSpec,
    hookimpl,
)

POLICYINDEX_API = 1
HERE = Path(__file__).parent


@hookimpl
def register_instruments():
    return [
        InstrumentSpec(
            "frozen-v1", "1", "Frozen", HERE / "frozen.yaml", AnswersSpec(HERE / "frozen.csv", "invented example")
        )
    ]


@hookimpl
def register_strands():
    return [StrandSpec("frozen-strand", "1", "Frozen strand", "mipex-national", HERE / "none.yaml")]


@hookimpl
def register_translations():
    return [TranslationSpec("frozen-v1@1", "fr", HERE / "none.yaml")]


@hookimpl
def register_unit_schemes():
    return [UnitSchemeSpec("frozen-units", "Frozen units", lambda: {"ZZ-1": "Frozen Town"})]


@hookimpl
def register_aggregators():
    return [AggregatorSpec("frozen_capped_sum", "sum up to a cap", capped_sum, parameters={"cap": None})]


def capped_sum(values, weights, parameters):
    import numpy as np

    return np.minimum(np.nansum(values, axis=0), parameters["cap"])


@hookimpl
def register_steps():
    return [
        StepSpec(
            "frozen_double",
            "twice the number",
            lambda column, parameters: column[:0],
            lambda column, fitted: column * 2,
        )
    ]


@hookimpl
def register_strategies():
    return [StrategySpec("frozen", "none", lambda instrument, rules: None)]


@hookimpl
def register_importers():
    return [ImporterSpec("frozen", "none", (".frozen",), lambda data, name, instrument: None)]


@hookimpl
def register_exporters():
    return [ExporterSpec("frozen", "none", lambda view, stream: None)]


@hookimpl
def register_commands():
    return [CommandSpec("frozen", "none", lambda: None)]


@hookimpl
def check_instrument(instrument):
    return []


@hookimpl
def check_answers(instrument, answers):
    return []


@hookimpl
def after_scoring(result):
    return None
