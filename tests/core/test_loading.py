"""One way to load: an instrument's file, its workbook and a strand meet the same checks, wherever they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policyindex import (
    InstrumentSpec,
    Location,
    Problem,
    ProblemsFoundError,
    StrandSpec,
    get_instrument,
    hookimpl,
    load_host,
    validate,
)
from policyindex.authoring.conversion import instrument_from_workbook
from policyindex.authoring.rows import rows_of
from policyindex.authoring.to_xlsx import workbook_of
from policyindex.instruments.draft import read_draft
from policyindex.plugins.host import PluginHost, PluginInfo

TOWNS = """format: 1
id: towns
edition: "EDITION"
title: Towns
indicators:
  a: {label: A, question: Is it so?, kind: tick, points: 100}
  b: {label: B, question: Is it so?, kind: tick, points: 100}
nodes:
  all: {label: All, of: [a, b]}
trees:
  main: {label: Main, published: true, roots: [all]}
"""
LANES = """format: 1
strand: lanes
edition: "1"
title: Lanes
extends: {instrument: towns, editions: ["2026", "2027"]}
block: Lanes
indicators:
  c: {label: C, question: Is it so?, kind: tick, points: 1}
nodes:
  more: {label: More, of: [c, b]}
roots: [more]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for edition in ("2025", "2026", "2027"):
        (tmp_path / f"towns-{edition}.yaml").write_text(TOWNS.replace("EDITION", edition))
    (tmp_path / "lanes.yaml").write_text(LANES)
    return tmp_path


def hosted(folder: Path, refused: str = "") -> PluginHost:
    """A host with the towns and their strand; a house rule refuses what has a node of some name."""

    class Towns:
        @hookimpl
        def register_instruments(self) -> list[InstrumentSpec]:
            files = {edition: folder / f"towns-{edition}.yaml" for edition in ("2025", "2026", "2027")}
            return [InstrumentSpec("towns", edition, "Towns", path) for edition, path in files.items()]

        @hookimpl
        def register_strands(self) -> list[StrandSpec]:
            return [StrandSpec("lanes", "1", "Lanes", "towns", folder / "lanes.yaml")]

        @hookimpl
        def check_instrument(self, instrument: Any) -> list[Problem]:
            where = Location("house")
            return [Problem("house-rule", "error", where, f"no {refused}")] if refused in instrument.nodes else []

    host = load_host()
    host.add(Towns(), PluginInfo("towns", "towns", "1"))
    return host


def codes(problems: Any) -> list[str]:
    return [each.code for each in problems]


def test_a_strand_is_validated_as_it_is_loaded(folder: Path) -> None:
    host = hosted(folder, "lanes.more")
    with pytest.raises(ProblemsFoundError) as caught:
        get_instrument("towns+lanes", host)
    assert codes(caught.value.problems) == ["house-rule", "ranges-differ"]
    assert sorted(codes(validate(folder / "lanes.yaml", host))) == ["house-rule", "ranges-differ"]


def test_the_warnings_of_a_strand_are_those_of_loading_it(folder: Path) -> None:
    host = hosted(folder)
    found = validate(folder / "lanes.yaml", host)
    assert codes(found) == ["ranges-differ"]
    assert found[0].location.file == str(folder / "lanes.yaml")
    assert list(get_instrument("towns+lanes", host).warnings) == found


@pytest.mark.parametrize("edition", ["2026", "2027"])
def test_a_strand_is_validated_with_every_edition_that_it_fits(folder: Path, edition: str) -> None:
    path = folder / f"towns-{edition}.yaml"
    path.write_text(path.read_text().replace("  b: {", "  z: {").replace("[a, b]", "[a, z]"))
    host = hosted(folder)
    found = validate(folder / "lanes.yaml", host)
    assert "unknown-child" in codes(found)
    with pytest.raises(ProblemsFoundError):
        get_instrument(f"towns@{edition}+lanes", host)


def test_an_edition_that_a_strand_does_not_fit_is_not_asked(folder: Path) -> None:
    path = folder / "towns-2025.yaml"
    path.write_text(path.read_text().replace("  b: {", "  z: {").replace("[a, b]", "[a, z]"))
    assert codes(validate(folder / "lanes.yaml", hosted(folder))) == ["ranges-differ"]


def test_a_workbook_meets_the_checks_of_a_file(folder: Path) -> None:
    path, book = folder / "towns-2026.yaml", folder / "towns.xlsx"
    path.write_text(path.read_text().replace("points: 100}", "points: 1}", 1))
    book.write_bytes(workbook_of(rows_of(read_draft(path)), sorted(load_host().aggregators)))
    assert codes(instrument_from_workbook(book, hosted(folder))[1]) == ["ranges-differ"]
    assert codes(validate(path, hosted(folder))) == ["ranges-differ"]
    with pytest.raises(ProblemsFoundError) as caught:
        instrument_from_workbook(book, hosted(folder, "all"))
    assert sorted(codes(caught.value.problems)) == ["house-rule", "ranges-differ"]
    assert sorted(codes(validate(path, hosted(folder, "all")))) == ["house-rule", "ranges-differ"]
