"""A housing strand for the national instrument, and one of each other thing a plugin can add."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policyindex import (
    AggregatorSpec,
    AnswersSpec,
    ExporterSpec,
    InstrumentSpec,
    PanelStepSpec,
    StepSpec,
    StrandSpec,
    hookimpl,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyindex import StepPanel, View
    from policyindex.scoring.arrays import Array

HERE = Path(__file__).parent
INVENTED = AnswersSpec(HERE / "data" / "housing-answers.csv", "invented example", "The housing answers are invented.")
STALLS = AnswersSpec(
    HERE / "data" / "stalls-answers.csv",
    "invented example",
    "All answers are invented.",
    unit_names={"ZZ-1": "Upper Invented", "ZZ-2": "Lower Invented"},
)


@hookimpl
def register_strands() -> list[StrandSpec]:
    """Give the strand; it is used only where somebody writes mipex-national+housing."""
    return [StrandSpec("housing", "2026", "Housing", "mipex-national", HERE / "housing.yaml", INVENTED)]


@hookimpl
def register_instruments() -> list[InstrumentSpec]:
    """Give a small instrument of its own."""
    return [InstrumentSpec("market-stalls", "2026", "Market stalls index", HERE / "market-stalls.yaml", STALLS)]


@hookimpl
def register_aggregators() -> list[AggregatorSpec]:
    """Give a rule that the core lacks: the mean of the weakest and the average part."""
    return [AggregatorSpec("penalised_mean", "half the mean, half the weakest part", penalised_mean)]


@hookimpl
def register_steps() -> list[StepSpec | PanelStepSpec]:
    """Give a step that the core lacks, which looks at all units of a period: each number as a share of their total."""
    return [PanelStepSpec("share_of_total", "as a share of what all units of a period have together", share_of_total)]


@hookimpl
def register_exporters() -> list[ExporterSpec]:
    """Give a format that the core lacks: a ranking in Markdown."""
    return [ExporterSpec("markdown", "ranking of the first root, as a Markdown table", write_markdown)]


def penalised_mean(values: Array, weights: Array, parameters: Mapping[str, float]) -> Array:
    """Take ``values`` of shape (children, rows), NaN where a child is absent; give one number a row."""
    import numpy as np

    present = ~np.isnan(values)
    mean = np.where(present, values, 0).sum(axis=0) / present.sum(axis=0)
    return np.asarray((mean + np.fmin.reduce(values, axis=0)) / 2)


def share_of_total(panel: StepPanel, parameters: Mapping[str, float]) -> Array:
    """Take ``panel.values`` of shape (rows, columns), NaN where there is none; give numbers of the same shape."""
    import numpy as np

    periods = np.array(panel.periods)
    found = np.full(panel.values.shape, np.nan)
    for period in set(panel.periods):
        rows = periods == period
        total = np.nansum(panel.values[rows], axis=0)
        found[rows] = panel.values[rows] / np.where(total > 0, total, np.nan)
    return found


def write_markdown(view: View, stream: BinaryIO) -> None:
    """Write bytes; ``view.rows()`` gives the tidy rows that were asked for."""
    rows = list(view.rows())
    ranked = sorted(
        (row for row in rows if row.node == rows[0].node and row.rank), key=lambda row: (row.period, row.rank)
    )
    lines = ["| period | # | unit | score |", "|---|---|---|---|"]
    lines += [f"| {row.period} | {row.rank} | {row.unit} | {row.score:.1f} |" for row in ranked]
    stream.write(("\n".join(lines) + "\n").encode())
