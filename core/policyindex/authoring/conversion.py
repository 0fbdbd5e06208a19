"""From a workbook to a checked instrument in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policyindex.authoring.from_xlsx import read_workbook
from policyindex.files.strict_yaml import Document
from policyindex.files.workbooks.values import open_workbook
from policyindex.files.yaml_text import yaml_of
from policyindex.instruments.draft import draft_of
from policyindex.instruments.models import InstrumentFile
from policyindex.plugins.host import PluginHost
from policyindex.problems import Problem, errors_in, ordered
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.loading import loaded


def instrument_from_workbook(
    source: Path, host: PluginHost, target: Path | None = None
) -> tuple[Document, list[Problem]]:
    """Read a workbook, check it as an instrument's file is checked, and give it with the warnings.

    :param target: where the YAML goes: files that it includes stand beside it
    :raises ProblemsFoundError: with every fault of every cell
    """
    document, problems = read_workbook(open_workbook(source))
    try:
        instrument = loaded(draft_of(document, target or source), host)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(_told([*problems, *error.problems])) from None
    problems = ordered([*problems, *instrument.warnings])
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    return document, problems


def _told(problems: list[Problem]) -> list[Problem]:
    """Of several problems of one cell keep those of the cell itself: the others follow from them."""
    own = {each.location for each in problems if each.code.startswith("sheet-") and each.severity == "error"}
    return [each for each in ordered(problems) if each.location not in own or each.code.startswith("sheet-")]


def yaml_of_instrument(document: Document) -> str:
    """Write an instrument as YAML, its parts in the order of the model."""
    questions = ["option_lists", "point_lists", "indicators"]
    order = [name for name in InstrumentFile.model_fields if name not in (*questions, "nodes")]
    place = order.index("derived")
    order[place:place] = questions
    order.insert(order.index("derived") + 1, "nodes")
    order.sort(key=lambda name: name != "format")
    data: dict[str, Any] = {name: document.data[name] for name in order if name in document.data}
    return yaml_of(data)
