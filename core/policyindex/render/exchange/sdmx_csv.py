"""Scores as SDMX-CSV, 1.0 and 2.0: an observation a unit, node and period, with what stays with it as attributes.

Both versions repeat in each row what is said of all of them: neither has another place for it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from policyindex.answers.writing import write_rows
from policyindex.problems.errors import WrongUseError
from policyindex.render.exchange.sdmx_names import code_of, structure_of, time_of
from policyindex.reports.dataset import Dataset, dataset_of
from policyindex.scoring.long import Long
from policyindex.scoring.view import View

DIMENSIONS = ("REF_AREA", "INDICATOR", "TIME_PERIOD")
MEASURE = "OBS_VALUE"
NORMAL, ESTIMATED, MISSING = "A", "E", "O"
STATUSES = {NORMAL: "Normal value", ESTIMATED: "Estimated value", MISSING: "Missing value"}
"""As the code list CL_OBS_STATUS has them: E rests on answers that a step imputed, O is no score."""
INDEX_POINTS = "IX"
OF_OBSERVATION = {
    "OBS_STATUS": "",
    "RANK": "rank",
    "BAND": "band",
    "ANSWERED": "answered",
    "EXPECTED": "expected",
    "IMPUTED": "imputed",
    "STATE": "state",
    "COVERAGE": "coverage",
    "VERIFICATION": "verification",
    "NOTE": "note",
}
"""Attributes of an observation, and the columns of scores that they are."""
OF_NODE = ("TREES", "UNIT_MEASURE", "DECIMALS")
OF_ALL = ("PROVENANCE", "CITATION", "LICENCE", "COMMENT_DSET")
ATTRIBUTES = (*OF_OBSERVATION, *OF_NODE, *OF_ALL)


def write_sdmx_csv_1(view: View, stream: BinaryIO) -> None:
    """Write SDMX-CSV 1.0: the dataflow leads each row."""
    _write(view, stream, ("DATAFLOW",), lambda structure: (structure,))


def write_sdmx_csv_2(view: View, stream: BinaryIO) -> None:
    """Write SDMX-CSV 2.0: the kind of structure, its name and the action lead each row."""
    _write(view, stream, ("STRUCTURE", "STRUCTURE_ID", "ACTION"), lambda structure: ("dataflow", structure, "I"))


def check_whole(view: View, name: str) -> None:
    """Raise WrongUseError where columns were chosen of a format that has its own."""
    if view.columns:
        raise WrongUseError(f"{name} has columns of its own: leave out --columns, or use --format csv or parquet")


def _write(view: View, stream: BinaryIO, head: Sequence[str], lead: Callable[[str], tuple[str, ...]]) -> None:
    check_whole(view, "SDMX-CSV")
    dataset = dataset_of(view)
    periods = {period: time_of(period) for period in dataset.periods}
    text = io.TextIOWrapper(stream, "utf-8", "replace", newline="", write_through=True)
    first = lead(structure_of(dataset.reference))
    rows = ((*first, *row) for row in _observations(view, dataset, periods))
    write_rows(text, chain([(*head, *DIMENSIONS, MEASURE, *ATTRIBUTES)], rows))
    text.detach()


def _observations(view: View, dataset: Dataset, periods: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """Give a row a node, unit and period: a node that stands in several trees has one score."""
    instrument = view.result.instrument
    long = Long(view.result, view.trees, view.keep)
    trees: dict[str, list[str]] = {}
    for tree, node, _ in long.nodes:
        trees.setdefault(node, []).append(tree)
    of_all = (dataset.made_from, dataset.citation, dataset.licence, " ".join(dataset.notes))
    of_node = {node: (" ".join(found), INDEX_POINTS, instrument.decimals(node)) for node, found in trees.items()}
    names = [name for name in OF_OBSERVATION.values() if name]
    imputed = names.index("imputed")
    for in_tree, key, unit, period, score, *rest in long.rows(["tree", "node", "unit", "period", "score", *names]):
        if trees[str(key)][0] != in_tree:
            continue
        status = MISSING if score is None else ESTIMATED if rest[imputed] else NORMAL
        place = (code_of(str(unit)), code_of(str(key)), periods[str(period)])
        yield *place, score, status, *rest, *of_node[str(key)], *of_all
