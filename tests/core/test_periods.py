"""Periods and units: one label a period however it was written, in time everywhere; one code a unit, or a word about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import policyindex as pi
from policyindex.answers.rounds import last_round
from policyindex.plugins.host import PluginHost, PluginInfo
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.scoring.score import get_instrument
from policyindex.units.codes import alike, code_of, found_code
from policyindex.units.periods import far_off, in_time, period_of, without_order

Run = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2015", "2015"),
        ("2015.0", "2015"),
        ("2015.000", "2015"),
        ("2026-h1", "2026-H1"),
        ("Q4-2025", "2025-Q4"),
        ("2025 Q4", "2025-Q4"),
        ("2026-03", "2026-03"),
        ("2026-03-15", "2026-03-15"),
        ("2026-03-15 00:00:00", "2026-03-15"),
        ("2015-2018", "2015-2018"),
        ("2015/2018", "2015-2018"),
        ("2015 \u2013 2018", "2015-2018"),
        ("2026-01-01/2026-03-15", "2026-01-01/2026-03-15"),
        ("round  1", "round 1"),
        ("2019a", "2019a"),
        ("15", "15"),
        ("example", "example"),
        *[
            (text, None)
            for text in ("2,015", "2015/1", "2015-1", "015", "1500", "20155", "0", "-", "nan", "2018-2015", "2026-13")
        ],
        *[(text, None) for text in ("2026-02-30", "2026-H3", "1.5", "2915", "2015-2015", "NaT", "true", "")],
    ],
)
def test_a_text_is_a_period_or_it_is_none(text: str, label: str | None) -> None:
    found = period_of(text)
    assert (found.label if found else None) == label


def test_periods_sort_in_time() -> None:
    order = ["2015-2018", "2018", "2024-Q4", "2025-H1", "2025-06-30", "2025", "2025-H2", "2025-Q4", "2026-01"]
    assert sorted(sorted(order), key=in_time) == order
    labels = ["2025", "round 1", "round 9", "round 10"]
    assert sorted(sorted(labels), key=in_time) == labels
    declared = ["baseline", "midterm", "final"]
    assert sorted(sorted(declared), key=lambda each: in_time(each, declared)) == declared
    assert without_order(["2025", "final", "midterm"]) == ["final", "midterm"]
    assert without_order(["2025", "final", "midterm"], declared) == []
    assert without_order(["final"]) == []


def test_a_period_far_from_all_others_is_named_and_no_plain_series_is() -> None:
    assert far_off({"2023": 20, "2033": 1}) == {"2033": "2023"}
    assert far_off({"2007": 30, "2010": 30, "2023": 30, "1923": 2}) == {"1923": "2007"}
    for clean in (
        {"2010": 1, "2020": 1},
        {"1980": 1, "1990": 1, "2000": 1, "2010": 1, "2020": 1},
        {"2007": 38, "2014": 52, "2019": 56, "2020": 4},
        {"round 1": 9, "2023": 1},
        {"2023": 5, "2027": 1},
    ):
        assert far_off(clean) == {}


def test_the_last_round_is_the_last_in_time() -> None:
    given = [pi.Answer("AA", period, "q", answer="yes") for period in ("round 9", "round 10", "round 11")]
    assert last_round(given, "AA", "round 11")[0] == "round 10"
    dated = [pi.Answer("AA", period, "q", answer="yes") for period in ("2025-Q4", "2026-Q1")]
    assert last_round(dated, "AA", "2026-Q2")[0] == "2026-Q1"


def test_float_years_of_the_national_index_invent_no_score(tmp_path: Path, host: PluginHost) -> None:
    bundled = pi.read_answers(get_instrument("mipex-national", host), host=host)
    frame = bundled.to_frame()[["unit", "period", "indicator", "instance", "answer", "points", "status"]]
    plain, floats = tmp_path / "plain.csv", tmp_path / "floats.csv"
    frame.to_csv(plain, index=False)
    frame.assign(period=frame["period"].astype(float)).to_csv(floats, index=False)
    assert ",2015.0," in floats.read_text(encoding="utf-8")
    instrument = get_instrument("mipex-national", host)
    given = [pi.read_answers(instrument, path, host=host) for path in (plain, floats)]
    results = [pi.score(instrument, each, host) for each in given]
    np.testing.assert_array_equal(results[0].scores, results[1].scores)
    assert results[0].panel.periods == results[1].panel.periods
    assert results[0].provenance["answers_hash"] == results[1].provenance["answers_hash"]
    said = [each for each in given[1].warnings if each.code == "answers-period-respelled"]
    assert len(said) == 1
    assert f"{len(frame)} cell(s)" in said[0].message
    assert not [each for each in given[0].warnings if each.code.startswith("answers-period")]
    assert results[1].row("SE", "2019.0") == results[1].row("SE", 2019)


PARKS = "unit,period,lanes,parking\n"
INSTRUMENT = Path(__file__).parent.parent / "bad_answers" / "instrument.yaml"


def parks(host: PluginHost, *paths: Path) -> pi.AnswerSet:
    return pi.read_answers(get_instrument(INSTRUMENT, host), *paths, host=host)


def test_every_reader_says_the_same_of_units_and_periods(tmp_path: Path, host: PluginHost) -> None:
    rows = [
        ("S\u200bE", "2015.0", "lanes", "full"),
        (" DE\u00a0", "2015", "lanes", "none"),
        ("FR", "2015.0", "lanes", "full"),
    ]
    head = ["unit", "period", "indicator", "answer"]
    frame = pd.DataFrame(rows, columns=head)
    frame.to_csv(tmp_path / "a.csv", index=False)
    (tmp_path / "a.json").write_text(json.dumps([dict(zip(head, row, strict=True)) for row in rows]), encoding="utf-8")
    frame.to_parquet(tmp_path / "a.parquet")
    frame.assign(unit=[each.encode() for each in frame["unit"]]).to_parquet(tmp_path / "bytes.parquet")
    found = [parks(host, tmp_path / name) for name in ("a.csv", "a.json", "a.parquet", "bytes.parquet")]
    for each in found:
        assert each.grid.units == ("DE", "FR", "SE")
        assert each.grid.periods == ("2015",)
        assert each.hash == found[0].hash
        told = [sorted((said.code, said.message) for said in one.warnings) for one in (each, found[0])]
        assert told[0] == told[1]
    assert sorted({each.code for each in found[0].warnings}) == ["answers-period-respelled", "answers-unseen"]


def test_a_frame_refuses_what_is_no_period() -> None:
    for period in (1500, "2015/1", 20155):
        with pytest.raises(WrongUseError, match="is no period"):
            pi.AnswerSet.from_frame(pd.DataFrame([{"unit": "A", "period": period, "indicator": "q", "answer": "x"}]))


def test_an_empty_cell_blocks_no_answer_in_another_file(tmp_path: Path, host: PluginHost) -> None:
    one, two, three = tmp_path / "one.csv", tmp_path / "two.csv", tmp_path / "three.json"
    one.write_text(PARKS + "SE,2023,100,\n", encoding="utf-8")
    two.write_text(PARKS + "SE,2023,,true\n", encoding="utf-8")
    for paths in ((one, two), (two, one)):
        found = {each.indicator: each.status.value for each in parks(host, *paths)}
        assert found == {"lanes": "answered", "parking": "answered"}
    records = [{"unit": "SE", "period": "2023", "indicator": "lanes", "answer": None}]
    three.write_text(json.dumps(records), encoding="utf-8")
    assert {each.status.value for each in parks(host, three, one) if each.indicator == "lanes"} == {"answered"}
    two.write_text(PARKS + "SE,2023,0,true\n", encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match="answers-repeat"):
        parks(host, one, two)
    one.write_text(PARKS + "SE,2023,100,\nSE,2023,,true\n", encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match="answers-repeat"):
        parks(host, one)


def test_codes_are_read_and_found() -> None:
    assert code_of("b'A'") == ("A", "bytes")
    assert code_of("8111.0") == ("8111", "decimals")
    assert code_of("A\ufeffB") == ("AB", "unseen")
    names = {"DE": "Germany", "GR": "Greece", "GB": "United Kingdom"}
    aliases = {"EL": "GR", "UK": "GB"}
    texts = {"DE": "DE", "de": "DE", "Germany": "DE", "germany": "DE", "EL": "GR", "uk": "GB", "XX": None}
    assert {text: found_code(text, names, aliases) for text in texts} == texts
    assert alike(["A", "\u0410", "B0", "BO", "C", "c", "FR1", "FRI"]) == [("A", "\u0410"), ("B0", "BO"), ("C", "c")]


def test_units_are_found_by_name_alias_and_other_capitals(run: Run) -> None:
    for typed, code in (("Germany", "DE"), ("de", "DE"), ("EL", "GR"), ("UK", "GB")):
        for command in (("run", "mipex-national"), ("explain", "mipex-national")):
            result = run(*command, "--unit", typed)
            assert result.exit_code == 0, result.output  # type: ignore[attr-defined]
            assert f"the unit '{typed}' is read as {code}" in result.stderr  # type: ignore[attr-defined]


def test_a_unit_that_is_nearly_known_is_named(run: Run, tmp_path: Path) -> None:
    given = ("questionnaire", "export", "mipex-regional", "--period", "2026", "--output", tmp_path / "q.xlsx", "--unit")
    result = run(*given, "ZZ1-LAKES")
    assert "unit-nearly-known" in result.stderr  # type: ignore[attr-defined]
    assert "Did you mean 'ZZ2-LAKES'" in result.stderr  # type: ignore[attr-defined]
    assert "unit-nearly-known" not in run(*given, "zz2-lakes").stderr  # type: ignore[attr-defined]
    for period in ("20155", "2015/1"):
        result = run("questionnaire", "export", "mipex-national", "--unit", "SE", "--period", period, "--output", "-")
        assert result.exit_code == 2  # type: ignore[attr-defined]
        assert "is no period" in result.stderr  # type: ignore[attr-defined]


def test_run_and_explain_show_one_period_and_name_newer_answers(run: Run) -> None:
    ranking, explained = run("run", "mipex-national"), run("explain", "mipex-national", "--unit", "SA")
    assert "Newer answers exist, see --period: 2020 (AE, JO, SA, ZA)" in ranking.stdout  # type: ignore[attr-defined]
    shown = run("run", "mipex-national", "--unit", "SA")
    assert ", 2019 " in explained.stdout.splitlines()[0]  # type: ignore[attr-defined]
    assert "2019" in shown.stdout.splitlines()[0]  # type: ignore[attr-defined]
    assert "SA has newer answers than 2019, see --period: 2020" in explained.stderr  # type: ignore[attr-defined]


def test_a_label_of_thousands_of_digits_is_sorted_like_any_other() -> None:
    long = "round " + "9" * 5000
    assert sorted([long, "round 2", "2019"], key=in_time) == ["2019", "round 2", long]


def test_frames_and_answers_of_a_program_are_read_and_noted_as_files_are(tmp_path: Path, host: PluginHost) -> None:
    rows = [
        ("Germany", "2015.0", "lanes", "full"),
        ("UK", "2015", "lanes", "none"),
        ("F\u200bR", "2015.0", "lanes", "full"),
    ]
    frame = pd.DataFrame(rows, columns=["unit", "period", "indicator", "answer"])
    frame.to_csv(tmp_path / "a.csv", index=False)
    instrument = get_instrument(INSTRUMENT, host)
    file = pi.read_answers(instrument, tmp_path / "a.csv", host=host)
    notes = sorted((each.code, each.message) for each in file.warnings)
    assert [code for code, _ in notes] == [
        "answers-period-respelled", "answers-unit-known-as", "answers-unit-known-as", "answers-unseen",
    ]  # fmt: skip
    wide = frame.drop(columns="indicator").rename(columns={"answer": "lanes"})
    wide["lanes"] = wide["lanes"].map({"full": 100.0, "none": 0.0})
    made = pi.AnswerSet(pi.Answer(unit, period, key, answer=code) for unit, period, key, code in rows)
    for given in (frame, wide, made, pi.AnswerSet.from_frame(frame)):
        found = pi.read_answers(instrument, given, host=host)
        assert found.grid.units == ("DE", "FR", "GB")
        assert sorted((each.code, each.message) for each in found.warnings) == notes
        result = pi.score(instrument, given, host)
        assert sorted((each.code, each.message) for each in result.compared.answers.warnings) == notes
        assert result.panel.units == ("DE", "FR", "GB")
    assert sorted(each.code for each in made.warnings) == ["answers-period-respelled", "answers-unseen"]
    with pytest.raises(ProblemsFoundError, match="<frame>:2:4: error answers-option-unknown"):
        pi.score(instrument, frame.assign(answer="fulll"), host)


def test_a_frame_of_a_table_is_the_table(host: PluginHost) -> None:
    instrument = get_instrument("regin-checklist", host)
    table = pi.read_answers(instrument, host=host)
    assert pi.read_answers(instrument, table.to_frame(), host=host) == table
    gaps = pd.DataFrame(
        {"unit": ["SE", None], "period": [2015.0, None], "lanes": [100, None], "parking": [pd.NA, pd.NA]}
    )
    found = pi.read_answers(get_instrument(INSTRUMENT, host), gaps, host=host)
    assert next((each.unit, each.period, each.points or each.answer) for each in found) == ("SE", "2015", "full")
    assert not found.warnings


def test_answers_that_travel_are_checked_as_files_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        PARKS + "UK,2015,100,\nXX,2015,100,\nFR,2015,100,\nS\u0415,2015,100,\nSE,2033,100,\nSE,2015,100,\n"
        "SE,draft,0,\nSE,final,0,\n"
    )
    answers = pi.AnswersSpec(tmp_path / "a.csv", "invented example")

    class Plugin:
        @pi.hookimpl
        def register_instruments(self) -> list[pi.InstrumentSpec]:
            return [pi.InstrumentSpec("bicycle-friendliness", "draft-1", "Bicycles", INSTRUMENT, answers)]

    host = pi.load_host()
    host.add(Plugin(), PluginInfo("bicycles", "bicycles", "1"))
    instrument = get_instrument("bicycle-friendliness", host)
    wanted = {
        "answers-unit-known-as", "answers-unit-unknown", "answers-units-alike", "answers-period-far", "answers-period-order",
    }  # fmt: skip
    found = pi.read_answers(instrument, host=host)
    assert wanted <= {each.code for each in found.warnings}
    assert "GB" in found.grid.units
    own = tmp_path / "own.csv"
    own.write_text(PARKS + "\u0405E,2015,100,\n")
    alike = [each for each in pi.read_answers(instrument, "bundled", own, host=host).warnings if "alike" in each.code]
    assert [each.location.file for each in alike if "\u0405" in each.message] == [str(own)]
    (tmp_path / "a.csv").write_text(PARKS + "SE,15,100,\nSE,2015,100,\n")
    with pytest.raises(ProblemsFoundError, match="answers-period-none: '15' is no period"):
        pi.read_answers(instrument, host=host)


def test_shipped_answers_have_nothing_odd_about_units_and_periods(host: PluginHost) -> None:
    for spec in [each for each in host.instruments.values() if each.answers]:
        instrument = get_instrument(f"{spec.id}@{spec.edition}", host)
        said = pi.read_answers(instrument, host=host).warnings
        assert not [each for each in said if each.code.startswith(("answers-unit", "answers-period", "answers-unseen"))]
