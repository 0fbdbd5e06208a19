"""A housing strand for the national instrument, and one of each other thing a plugin can add."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policyindex import AggregatorSpec, AnswersSpec, ExporterSpec, InstrumentSpec, StrandSpec, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyindex import View
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
def register_exporters() -> list[ExporterSpec]:
    """Give a format that the core lacks: a ranking in Markdown."""
    return [ExporterSpec("markdown", "ranking of the first root, as a Markdown table", write_markdown)]


def penalised_mean(values: Array, weights: Array, parameters: Mapping[str, float]) -> Array:
    """Take ``values`` of shape (children, rows), NaN where a child is absent; give one number a row."""
    import numpy as np

    present = ~np.isnan(values)
    mean = np.where(present, values, 0).sum(axis=0) / present.sum(axis=0)
    return np.asarray((mean + np.fmin.reduce(values, axis=0)) / 2)


def write_markdown(view: View, stream: BinaryIO) -> None:
    """Write bytes; ``view.rows()`` gives the tidy rows that were asked for."""
    rows = list(view.rows())
    ranked = sorted(
        (row for row in rows if row.node == rows[0].node and row.rank), key=lambda row: (row.period, row.rank)
    )
    lines = ["| period | # | unit | score |", "|---|---|---|---|"]
    lines += [f"| {row.period} | {row.rank} | {row.unit} | {row.score:.1f} |" for row in ranked]
    stream.write(("\n".join(lines) + "\n").encode())
