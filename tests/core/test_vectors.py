"""One table of rule boundaries for all that counts: the engine, the page's script, the workbook's formulas."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from rule_tables import NAMES, PERIOD, UNIT, Vectors, vectors
from selfscoring_books import Cells, book_of, recalculated

from policyindex import score
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.selfscoring.calculation import LEVEL, POINTS, SCORE
from policyindex.selfscoring.incomplete import INCOMPLETE, LEAST, MOST
from policyindex.selfscoring.model import SelfScoring
from policyindex.selfscoring.reduction import self_scoring

SCRIPT = """
const label = (band) => band && band.label;
function found({instrument, states}) {
  const results = scoresOf(instrument, states);
  return {
    points: Object.fromEntries(instrument.questions.map((each) => [each.id, pointsOf(each, states[each.id])])),
    scores: Object.fromEntries(instrument.nodes.map((each) => [each.id, results[each.id].score])),
    ranges: Object.fromEntries(instrument.nodes.map(({id}) => [id, results[id].incomplete ? [results[id].least, results[id].most] : null])),
    bands: Object.fromEntries(instrument.nodes.map((each) => [each.id, label(bandOf(each, results[each.id]))])),
  };
}
console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(found)));
"""
Found = Mapping[str, Mapping[str, Any]]


def node() -> str:
    """The program that runs scripts: playwright brings one."""
    brought = resources.files("playwright") / "driver" / "node"
    found = str(brought) if brought.is_file() else shutil.which("node")
    if found is None:
        pytest.skip("no node here: install playwright or node")
    return found


def asked(given: Vectors) -> Questionnaire:
    return questionnaire(given.instrument, UNIT, PERIOD, given.answers)


def near(got: Any, wanted: Any) -> bool:
    """Tell whether both are the same, numbers and ranges to nine decimals."""
    if isinstance(got, list) and isinstance(wanted, list):
        return len(got) == len(wanted) and all(map(near, got, wanted))
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(got - wanted) < 2e-9
    return bool(got == wanted)


def compare(given: Vectors, found: Found, who: str) -> None:
    """Name everything that is otherwise than the table says."""
    wrong = []
    for what in ("points", "scores", "bands", "ranges"):
        for key, wanted in getattr(given, what).items():
            got = found[what][key]
            if not near(got, wanted):
                wrong.append(f"{who}, {given.names[key]}: {what} of {key}: {got!r}, not {wanted!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_counts_as_the_table_says(name: str, host: PluginHost, tmp_path: Path) -> None:
    given = vectors(name, host, tmp_path)
    result = score(given.instrument, given.answers, host)
    panel = dict(zip(result.plan.columns, result.panel.values[0].tolist(), strict=True))
    points = {key: None if value != value else value for key, value in panel.items()}
    scores = {key: result.score(UNIT, PERIOD, key) for key in result.plan.nodes}
    bands = {key: result.band(0, result.column(key)) or None for key in result.plan.nodes}
    thin, ends = result.incomplete[0].tolist(), zip(*(each[0].tolist() for each in result.allowed), strict=True)
    known = [[None if end != end else end for end in each] for each in ends]
    ranges = {key: each if few else None for key, few, each in zip(result.plan.nodes, thin, known, strict=True)}
    compare(given, {"points": points, "scores": scores, "bands": bands, "ranges": ranges}, "engine")


def test_the_pages_script_counts_as_the_table_says(host: PluginHost, tmp_path: Path) -> None:
    given = [vectors(name, host, tmp_path) for name in NAMES]
    models = [self_scoring(asked(each), host.rules) for each in given]
    pages = [
        {"instrument": asdict(each), "states": {one.id: asdict(one.start) for one in each.questions}} for each in models
    ]
    assets = resources.files("policyindex.selfscoring") / "assets"
    rules = "".join((assets / each).read_text(encoding="utf-8") for each in ("kinds.js", "tables.js", "scoring.js"))
    done = subprocess.run(
        [node(), "-e", rules + SCRIPT],
        input=json.dumps(pages),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for table, found in zip(given, json.loads(done.stdout), strict=True):
        compare(table, found, "page")


def counted(sheets: Cells, model: SelfScoring) -> Found:
    """Read points, scores and bands off the sheet that counts."""
    rows = sheets["Calculation"]
    questions, nodes = {each.id for each in model.questions}, {each.id: each for each in model.nodes}
    points: dict[str, Any] = {}
    scores: dict[str, Any] = {}
    bands: dict[str, Any] = {}
    ranges: dict[str, Any] = {}
    for row in rows:
        first, second = str(row[0]), str(row[1])
        if first in questions and isinstance(row[POINTS], float | str) and row[2] in (0, 1):
            points[first] = None if row[POINTS] == "" else row[POINTS]
        if second in nodes and first == nodes[second].label:
            scores[second] = None if row[SCORE] == "" else row[SCORE]
            scale, level = nodes[second].scale, row[LEVEL]
            bands[second] = scale.bands[int(level) - 1].label if scale and isinstance(level, float) else None
            ends = [None if row[at] == "" else row[at] for at in (LEAST, MOST)] if model.coverage else []
            ranges[second] = ends if ends and row[INCOMPLETE] else None
    return {"points": points, "scores": scores, "bands": bands, "ranges": ranges}


def test_the_workbooks_formulas_count_as_the_table_says(host: PluginHost, tmp_path: Path) -> None:
    given = {name: vectors(name, host, tmp_path) for name in NAMES}
    models = {name: self_scoring(asked(each), host.rules) for name, each in given.items()}
    books = {name: book_of(asked(each), host) for name, each in given.items()}
    for name, sheets in recalculated(books, tmp_path).items():
        compare(given[name], counted(sheets, models[name]), "workbook")
