"""Context of an index: correlations as pandas has them, periods matched, licences kept, records beside answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import policyindex as pi
from conftest import ROOT, Run
from policyindex import ProblemsFoundError, WrongUseError
from policyindex.analysis.correlation import coefficients
from policyindex.plugins.host import PluginHost
from policyindex.studies.context.reading import publishable, read_contexts
from policyindex.verbs.workspace import Workspace

EXAMPLES = ROOT / "examples" / "context"
INDICES, RECORDS = EXAMPLES / "indices.yaml", EXAMPLES / "records.yaml"
UNITS = ("AT", "BE", "DE", "DK", "ES", "FI", "FR", "IT", "NL", "PT", "SE")
HEAD = """format: 1
context: own
title: Own
instrument: mipex-national
series:
  own:
    title: Own series
    source: Institute of Examples
    edition: "1"
    retrieved: 2031-03-01
    unit: points
    licence: {{name: CC0, redistribution: {licence}}}
    basis: statistics
    data: own.csv
"""


def written(folder: Path, rows: str, licence: str = "allowed", name: str = "own.yaml") -> Path:
    """Write a context of one series."""
    (folder / "own.csv").write_text("unit,period,value\n" + rows, encoding="utf-8")
    (folder / name).write_text(HEAD.format(licence=licence), encoding="utf-8")
    return folder / name


def found(run: Run, *options: str | Path) -> dict[str, Any]:
    done = run("context", "mipex-national", *options, "--json")
    assert done.exit_code == 0, done.output
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def test_coefficients_are_those_of_pandas(run: Run) -> None:
    scores = pd.DataFrame(json.loads(run("rank", "mipex-national", "--node", "f", "--json").stdout)["rank"])
    series = pd.read_csv(EXAMPLES / "lawfulness.csv").replace({"unit": {"EL": "GR", "UK": "GB"}})
    both = scores.merge(series[series["period"] == 2018], on="unit")
    (row,) = [
        each
        for each in found(run, "--context", INDICES, "--node", "f")["correlations"]
        if each["series"] == "lawfulness"
    ]
    assert row["units"] == len(both) == 30
    assert row["pearson"] == pytest.approx(both["score"].corr(both["value"]), abs=1e-9)
    ranked = both[["score", "value"]].rank()  # average ranks, as there are ties in both
    assert ranked["score"].nunique() < 30 > ranked["value"].nunique()
    assert row["spearman"] == pytest.approx(ranked["score"].corr(ranked["value"]), abs=1e-9)
    assert row["spearman_low"] < row["spearman"] < row["spearman_high"]


def test_intervals_are_the_same_every_time_whatever_the_order_of_rows() -> None:
    random = np.random.default_rng(1)
    x, y, units = random.normal(size=40), random.normal(size=40), [f"u{at % 20}" for at in range(40)]
    first, turned = coefficients(x, y, units), coefficients(x[::-1], y[::-1], units[::-1])
    assert first == turned
    assert first.pearson.value == pytest.approx(np.corrcoef(x, y)[0, 1])


def test_intervals_cover_what_is_known_about_as_often_as_they_say() -> None:
    random, hits = np.random.default_rng(2), 0
    for _ in range(40):
        x = random.normal(size=50)
        y = 0.6 * x + 0.8 * random.normal(size=50)  # true coefficient: 0.6
        low, high = coefficients(x, y, [str(at) for at in range(50)]).pearson[1:]
        assert low is not None
        assert high is not None
        hits += low <= 0.6 <= high
    assert 34 <= hits <= 40


def test_periods_of_one_unit_are_drawn_together() -> None:
    random = np.random.default_rng(3)
    x, y, units = random.normal(size=20), random.normal(size=20), [str(at) for at in range(20)]
    once, five = coefficients(x, y, units), coefficients(np.tile(x, 5), np.tile(y, 5), units * 5)
    assert five.pearson == pytest.approx(once.pearson)  # a copy of every pair is no news
    loose = coefficients(np.tile(x, 5), np.tile(y, 5), [str(at) for at in range(100)])
    assert width(loose.pearson) < 0.6 * width(five.pearson)


def width(found: tuple[float | None, float | None, float | None]) -> float:
    _, low, high = found
    assert low is not None
    assert high is not None
    return high - low


def test_values_all_alike_have_no_coefficient() -> None:
    assert coefficients([0.1] * 12, range(12), [str(at) for at in range(12)]).spearman.value is None


def test_what_is_printed_says_how_it_was_found_and_what_it_is_not(run: Run) -> None:
    done = run("context", "mipex-national", "--context", INDICES)
    said = " ".join(done.stdout.split())
    assert "30 of 56 0.69 (0.42 to 0.87)" in said
    assert "2018 for 2019" in said
    assert "Association among the 56 units assessed, as far as a series has them; none of it shows a cause." in said
    assert "4 coefficients were tried, and none worked out for fewer than 10 units" in said
    assert "8 of 56 - - 2019 too few units" in said
    assert "Contents overlap: Index of Lawfulness and Anti-discrimination" in said
    assert "Survey of Trust in Courts draws on Index of Lawfulness" in said
    assert "units are read by other codes: EL as GR, UK as GB" in done.stderr
    assert "contents overlap" not in run("context", "mipex-national", "--context", INDICES, "--node", "f").stdout


def test_a_series_is_matched_by_one_year_and_never_by_a_later_one(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{unit},2017,{at}\n{unit},2020,{at}\n" for at, unit in enumerate(UNITS)) + "AT,2019,5\n"
    own = written(tmp_path, rows)
    (row,) = found(run, "--context", own)["correlations"]
    assert row["periods"] == "2019: 2017 (11 units)"  # of the same year there is one unit only
    (row,) = found(run, "--context", own, "--within", "1")["correlations"]
    assert (row["periods"], row["units"], row["spearman"], row["state"]) == (
        "2019: 2019 (1 units)",
        1,
        None,
        "too few units",
    )
    (row,) = found(run, "--context", own, "--period", "2012", "--period", "2019")["correlations"]
    assert (row["periods"], row["pairs"]) == ("2019: 2017 (11 units)", 11)
    (row,) = found(run, "--context", own, "--period", "all", "--within", "0")["correlations"]
    assert row["periods"].startswith("2019: 2019 (1 units)")


def test_values_are_in_no_output_unless_the_licence_allows_it(host: PluginHost, tmp_path: Path) -> None:
    rows = "".join(f"{unit},2019,7777{at}\n" for at, unit in enumerate(UNITS))
    for licence, shown in (("allowed", True), ("forbidden", False), ("unknown", False)):
        own = written(tmp_path, rows, licence)
        outcome = pi.context("mipex-national", context=own, unit="PT", workspace=Workspace(host))
        for form in ("table", "json", "md", "html"):
            assert ("77779" in outcome.text(form)) == shown
        tables = {table.key: list(table) for table in outcome.report().tables}
        assert len(tables["values"]) == 11 * shown
        assert [figure.key for figure in outcome.report().drawings()] == ["own-overall-with-health"] * shown
        assert any("no output shows them" in note for note in outcome.notes) != shown
        assert outcome.to_frame()["pearson"].notna().all()
        assert any("passing values on" in note for note in outcome.report().notes) != shown
        assert outcome.data.associations[0].pairs[-1].value.value > 77769  # one's own reading, in memory


def test_what_may_not_be_published_is_named(host: PluginHost) -> None:
    (context,) = read_contexts([INDICES], pi.get_instrument("mipex-national", host))
    (one,) = publishable(context)
    assert (one.code, one.severity, one.location.line) == ("context-licence", "error", 31)
    assert "the licence 'Terms of Example Polls' of the series 'trust' forbids passing values on" in one.message


def test_records_stand_beside_the_answers_that_they_are_about(run: Run) -> None:
    said = run("context", "mipex-national", "--context", RECORDS, "--unit", "Portugal").stdout
    assert "Family reunification (b): score 87\n  Ruling, contradicts the result: Case 12/17" in said
    heads = [line.partition(" (")[0] for line in said.splitlines() if line[:1].isalpha()][1:5]
    assert heads == [
        "Family reunification",
        "Access to nationality",
        "Residence for naturalisation",
        "Anti-discrimination",
    ]
    assert "(fa98): full · Five years in total or fewer. (100 points)" in said
    assert "Practice, supports the result: Mobile offices for family reunion (2019)" in said
    assert "inclusivity and participation: Associations of migrants choose the stops." in said
    assert "reservation: Article 7 is not applied to seasonal work." in said
    counted = run("context", "mipex-national", "--context", RECORDS).stdout
    assert [line.split()[-3:] for line in counted.splitlines() if line.startswith("Anti-disc")] == [["3", "1", "1"]]
    assert "No record is about it." in run("context", "mipex-national", "--context", RECORDS, "--unit", "SE").stdout
    frame = pd.DataFrame(found(run, "--context", RECORDS)["records"])
    assert frame["kind"].tolist() == [
        "ratification", "report to a treaty body", "shadow report", "ruling", "research", "research", "practice",
    ]  # fmt: skip


def test_a_notebook_has_the_same_numbers(host: PluginHost, run: Run) -> None:
    outcome = pi.context("mipex-national", context=[INDICES], node="f", workspace=Workspace(host))
    rows = found(run, "--context", INDICES, "--node", "f")["correlations"]
    assert outcome.to_frame()["spearman"].round(9).iloc[0] == rows[0]["spearman"]
    assert outcome.data.tried == 4
    made = outcome.report().provenance
    assert (made["series"]["trust"]["licence"]["redistribution"], made["intervals"]["resamples"]) == ("forbidden", 2000)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--node", "zz"), 2, "'zz' is not a node"),
        (("--unit", "XX"), 2, "there are no answers of the unit 'XX'"),
        (("--within", "-1"), 2, "--within takes a number of years from 0 upwards, not -1"),
        (("--context", "none.yaml"), 1, "file-not-found"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("context", "mipex-national", "--context", INDICES, *options)
    assert (done.exit_code, said in " ".join(done.output.split())) == (code, True), done.output


def test_a_context_needs_files(run: Run) -> None:
    assert run("context", "mipex-national").exit_code == 2
    with pytest.raises(WrongUseError, match="context is not given"):
        pi.context("mipex-national")


def test_faults_of_all_files_are_named_together(run: Run, tmp_path: Path) -> None:
    own = written(tmp_path, "PT,2019,x\nPT,20300,1\n,2019,2\n")
    other = tmp_path / "other.yaml"
    other.write_text(HEAD.format(licence="allowed").replace("    licence: {name: CC0, redistribution: allowed}\n", ""))
    done = run("context", "mipex-national", "--context", own, "--context", other)
    assert done.exit_code == 1
    for said in (
        "own.csv:2: error table-not-a-number", "own.csv:3: error context-period-none",
        "own.csv:4: error table-cell-empty", "other.yaml:7:5: error missing-field: the field 'licence' is missing",
    ):  # fmt: skip
        assert said in done.output
    done = run("context", "mipex-national", "--context", EXAMPLES / "trust.csv")
    assert (done.exit_code, "error context-not-one: this is no context file" in done.output) == (1, True)
    done = run("context", "regin-checklist", "--context", INDICES)
    assert (done.exit_code, "context-wrong-instrument" in done.output) == (1, True)
    done = run("validate", "--for", "regin-checklist", INDICES)
    assert (done.exit_code, "context-wrong-instrument" in done.output) == (1, True)


def test_units_by_other_codes_are_one_unit(run: Run, tmp_path: Path) -> None:
    own = written(tmp_path, "GR,2019,1\nPRT,2019,2\nNowhere,2019,3\n")
    done = run("context", "mipex-national", "--context", own)
    assert "warning context-unit-unknown: 'Nowhere' is not a unit of iso-3166-1" in done.stderr
    assert "units are read by other codes: PRT as PT" in done.stderr
    written(tmp_path, "GR,2019,1\nEL,2019,2\n")
    done = run("context", "mipex-national", "--context", own)
    assert (done.exit_code, "own.csv:3: error context-row-twice: EL (GR) has a value for 2019" in done.output) == (
        1,
        True,
    )
    written(tmp_path, "GR,2019,1\n", name="copy.yaml")
    done = run("context", "mipex-national", "--context", own, "--context", tmp_path / "copy.yaml")
    assert (done.exit_code, "context-series-twice" in done.output) == (1, True)


def test_reading_raises_problems(host: PluginHost, tmp_path: Path) -> None:
    own = written(tmp_path, "PT,2019,1\nPT,2019,2\n")
    with pytest.raises(ProblemsFoundError, match="context-row-twice"):
        read_contexts([own], pi.get_instrument("mipex-national", host))


def test_scores_without_a_rank_are_left_out_and_counted(host: PluginHost, tmp_path: Path) -> None:
    answers, series = ["unit,period,indicator,answer"], ["unit,period,value"]
    for at in range(11):
        asked = {"opening": ("full", "half", "full")[at % 3], "languages": "none", "fee": str(at)}
        answers += [f"Town {at},2026,{key},{each}" for key, each in asked.items() if at < 10 or key == "fee"]
        series.append(f"town {at},2026,{at * at}")
    (tmp_path / "answers.csv").write_text("\n".join(answers))
    own = written(tmp_path, "")
    own.write_text(own.read_text().replace("instrument: mipex-national\n", ""))
    (tmp_path / "own.csv").write_text("\n".join(series))
    outcome = pi.context(
        ROOT / "examples" / "libraries" / "instrument.yaml",
        answers=tmp_path / "answers.csv", context=own, workspace=Workspace(host),
    )  # fmt: skip
    (found,) = outcome.data.associations
    assert (found.units, found.assessed, found.left_out, len(found.pairs)) == (10, 10, 1, 10)
    assert any(each.startswith("1 score that has no rank") for each in outcome.report().notes)
    assert any("units are read by other codes: town 0 as Town 0" in each for each in outcome.notes)
