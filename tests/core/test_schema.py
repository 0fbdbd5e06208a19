"""The JSON Schemas: committed as generated, and never more lenient than the loader."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import ROOT, Run
from policyindex.authoring.schemas import KINDS, schema_of, schema_text
from policyindex.files.strict_yaml import Document, Places, parse_yaml, read_yaml
from policyindex.instruments.lists import spread
from policyindex.instruments.models import FragmentFile, InstrumentFile, Model, StrandFile
from policyindex.instruments.shape import validated
from policyindex.problems import Problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.testing import json_ready
from policyindex.verbs.schema import KINDS as OFFERED

MODELS: dict[str, type[Model]] = {"instrument": InstrumentFile, "fragment": FragmentFile, "strand": StrandFile}
YAML = [
    *ROOT.glob("plugins/*/*/instruments/*/*.yaml"),
    *(ROOT / "examples").rglob("*.yaml"),
    *(path for path in (ROOT / "tests" / "cases").glob("*.yaml") if ".cases." not in path.name),
    *(ROOT / "tests" / "example_plugin").rglob("*.yaml"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_the_generated_one(kind: str) -> None:
    committed = (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(kind), "run: policyindex schema --output-dir schemas --replace"
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))


def test_schema_prints_the_committed_file(run: Run) -> None:
    assert run("schema", "strand").stdout == (ROOT / "schemas" / "strand.schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == schema_text("instrument")


def test_the_reference_is_rendered_from_the_schemas(run: Run) -> None:
    page = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8")
    assert page == run("schema", "--markdown").stdout, "run: policyindex schema --markdown > docs/reference/files.md"
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert [line for line in rows if line.endswith("|  |")] == [], "say below the field what it means"
    anchors = {line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([a-z0-9]+)\)", page)) <= anchors


@cache
def validator_of(kind: str) -> jsonschema.Draft202012Validator:
    """Make the validator of a schema once for all files: generating the schema costs far more than looking at a file."""
    return jsonschema.Draft202012Validator(schema_of(kind))


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_our_files_name_their_schema_and_pass_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    assert named.parent == ROOT / "schemas"
    validator_of(named.name.partition(".")[0]).validate(json_ready(read_yaml(path).data))


def changes(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give many small changes to a document: what somebody could type instead of what stands there."""
    if path:
        yield from (
            (path, other) for other in (None, True, 7, 1.5, "text", "Up Per", "", [], {}, ["a"], {"a": 1}, "-3", "1e3")
        )
    if isinstance(value, dict):
        for key, each in value.items():
            yield from changes(each, (*path, key))
        yield (*path, "extra"), "x"
        yield (*path, "Not An Id"), "x"
    elif isinstance(value, list):
        for index, each in enumerate(value[:2]):
            yield from changes(each, (*path, index))


def around(document: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """Leave out what stands beside a change: of each map of entries only the entry that is changed, or the first one.

    Neither a schema nor the loader's first look, at shapes, compares entries; each change costs what one entry costs.
    """
    whole = {}
    for key, value in document.items():
        kept = value
        if isinstance(value, dict) and value and all(isinstance(each, dict) for each in value.values()):
            name = path[1] if key == path[0] and len(path) > 1 and path[1] in value else next(iter(value))
            kept = {name: value[name]}
        whole[key] = kept
    return whole


def changed(document: Any, path: tuple[str | int, ...], value: Any) -> Any:
    whole = copy.deepcopy(document)
    at = whole
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("instrument", "tests/cases/kinds.yaml"),
        ("instrument", "tests/cases/method.yaml"),
        ("strand", "tests/example_plugin/policyindex_example_housing/housing.yaml"),
    ],
)
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_what_an_editor_accepts_the_loader_accepts(kind: str, name: str, step: int) -> None:
    """Try every fifth change, which are two or three at each place of the file; the slow session tries all."""
    document = read_yaml(ROOT / name).data
    validator = validator_of(kind)
    accepted = refused = 0
    for path, value in islice(changes(document), 0, None, step):
        other = changed(around(document, path), path, value)
        if validator.is_valid(json_ready(other)):
            accepted += 1
            try:
                read = Document(name, other, Places(), [])
                problems: list[Problem] = []
                validated(MODELS[kind], spread([read], problems, alone=True).data[0], Places())
                assert not problems
            except ProblemsFoundError as error:
                pytest.fail(f"the schema accepts {value!r} at {path}, the loader does not: {error}")
        else:
            refused += 1
    assert accepted * step > 50
    assert refused * step > 500


@pytest.mark.parametrize(
    ("text", "value"),
    [("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("12:30", "12:30"), ("1_000", "1_000"), ("0o17", 15), ("0x1F", 31), ("1.0", 1), ("~", None), ("True", True), ("010", 10), ("2020-01-01", "2020-01-01"), ("1e3", 1000), ("", None)],
)  # fmt: skip
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    got = parse_yaml(f"key: {text}\n", "x").data["key"]
    assert got == value
    assert type(got) is type(value)


def test_decimals_stay_exact() -> None:
    assert str(parse_yaml("w: 0.67", "x").data["w"]) == "0.67"


def test_the_verb_offers_every_kind() -> None:
    assert OFFERED == KINDS
