"""The shared test vectors, tests/vectors/*.json, as one instrument and one set of answers each.

Every case is a copy of the questions and nodes under ids of its own: whatever counts, counts all cases at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyindex import Answer, AnswerSet, Instrument, Status, get_instrument
from policyindex.plugins.host import PluginHost

FOLDER = Path(__file__).parent.parent / "vectors"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
UNIT, PERIOD = "T1", "2027"
Expected = dict[str, Any]


@dataclass(frozen=True)
class Vectors:
    """What is answered and what must come of it, by the ids of the copies."""

    instrument: Instrument
    answers: AnswerSet
    names: dict[str, str]
    """The case that an id belongs to, in words."""
    points: Expected
    scores: Expected
    bands: Expected
    ranges: Expected
    """What the missing answers allow; None: the score is not incomplete."""


def vectors(name: str, host: PluginHost, folder: Path) -> Vectors:
    """Read a file of vectors and spell its cases out."""
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    cases = list(enumerate(data["cases"], 1))
    file = {
        "format": 1,
        "id": name,
        "edition": "1",
        "title": data["about"],
        "self_assessment": True,
        "rank_coverage": data.get("rank_coverage", 0),
        **{key: data[key] for key in ("decimals", "by_shown") if key in data},
        "indicators": {
            _id(key, at): _question(key, at, each) for at, _ in cases for key, each in data["questions"].items()
        },
        "nodes": {_id(key, at): _node(key, at, each) for at, _ in cases for key, each in data["nodes"].items()},
        "trees": {
            "main": {
                "label": "Main",
                "published": True,
                "roots": [_id(key, at) for at, _ in cases for key in data.get("roots", data["nodes"])],
            }
        },
        "bands": {key: _scale(key, each, [at for at, _ in cases]) for key, each in data["bands"].items()},
    }
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(file), encoding="utf-8")  # JSON is YAML
    return Vectors(
        instrument=get_instrument(path, host),
        answers=AnswerSet(_answer(_id(key, at), value) for at, case in cases for key, value in case["answers"].items()),
        names={_id(key, at): case["name"] for at, case in cases for key in (*data["questions"], *data["nodes"])},
        points=_expected("points", cases),
        scores=_expected("scores", cases),
        bands=_expected("bands", cases),
        ranges=_expected("ranges", cases),
    )


def _id(key: str, at: int) -> str:
    return f"{key}-{at}"


def _expected(what: str, cases: list[tuple[int, dict[str, Any]]]) -> Expected:
    return {_id(key, at): value for at, case in cases for key, value in case.get(what, {}).items()}


def _question(key: str, at: int, rule: dict[str, Any]) -> dict[str, Any]:
    return {"label": f"Question {key} {at}", "question": f"What about {key}?", **rule}


def _node(key: str, at: int, rule: dict[str, Any]) -> dict[str, Any]:
    copied = {**rule, "label": f"Node {key} {at}", "of": [_id(child, at) for child in rule["of"]]}
    if "weights" in rule:
        copied["weights"] = {_id(child, at): weight for child, weight in rule["weights"].items()}
    if "table" in rule:
        copied["table"] = [
            {**row, "when": {_id(child, at): pattern for child, pattern in row.get("when", {}).items()}}
            for row in rule["table"]
        ]
    return copied


def _scale(key: str, scale: dict[str, Any], places: list[int]) -> dict[str, Any]:
    copies = [_id(node, at) for at in places for node in scale["applies_to"]]
    return {"label": f"Bands {key}", **scale, "applies_to": copies}


def _answer(key: str, value: Any) -> Answer:
    if isinstance(value, dict):
        status = Status(value.get("status", "answered"))
        return Answer(UNIT, PERIOD, key, points=value.get("points"), status=status)
    return Answer(UNIT, PERIOD, key, answer=tuple(value) if isinstance(value, list) else value)
