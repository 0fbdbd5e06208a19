"""Verbs: the same in the shell and in Python, asked for by requests, answered by outcomes."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import policyindex as pi
from conftest import Run
from policyindex import WrongUseError
from policyindex.cli import cli
from policyindex.plugins.host import PluginHost
from policyindex.verbs import VERBS, call, function_of, load
from policyindex.verbs.request import fields_of, request_of
from policyindex.verbs.validate import ValidateRequest
from policyindex.verbs.workspace import Workspace

BROKEN = "format: 1\nid: x\nedition: '1'\ntitle: X\nbands: oh | no\n"


def test_a_request_is_made_of_what_a_notebook_gives() -> None:
    made = request_of(ValidateRequest, ("a.yaml", Path("b.yaml")), {"for_": "x@1"})
    assert made == request_of(ValidateRequest, (("a.yaml", "b.yaml"),), {"for": "x@1"})
    assert (made.files, made.for_) == (("a.yaml", "b.yaml"), "x@1")


@pytest.mark.parametrize(
    ("places", "options", "message"),
    [
        ((), {}, "files is not given"),
        (("a",), {"answer_format": "csv"}, "there is no option 'answer_format'; there are: files, for, override, sample, answers_format. Did you mean 'answers_format'?"),
        (("a",), {"files": "b"}, "files is given twice"),
        (("a",), {"for_": True}, "for is a text or a number, not True"),
    ],
)  # fmt: skip
def test_a_wrong_request_says_what_is_wrong(places: tuple[str], options: dict[str, object], message: str) -> None:
    with pytest.raises(WrongUseError) as found:
        request_of(ValidateRequest, places, options)
    assert str(found.value) == message


@pytest.mark.parametrize("name", list(VERBS))
def test_every_verb_has_help_and_says_what_its_options_are(name: str) -> None:
    request, _ = load(name)
    assert request.__doc__
    assert all(each.asking.help or each.asking.positional for each in fields_of(request))
    assert getattr(pi, name).__doc__


def test_an_outcome_is_short_and_has_everything(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    outcome = call("validate", path, workspace=Workspace(host))
    assert outcome.failed
    assert repr(outcome).startswith("1 file: ")
    assert len(repr(outcome).splitlines()) <= 3
    assert list(outcome.to_frame()["code"]) == [each.code for each in outcome.data]
    assert "error missing-field" in outcome.text()
    outcome.save(tmp_path / "problems.csv")
    assert (tmp_path / "problems.csv").read_text().startswith("code,severity,file,line,")
    assert "<pre>" in outcome._repr_html_()


SHOWING_OPTIONS = {"form", "as_json", "output", "replace", "report", "output_dir", "figure", "width"}
"""Options that say how and where something is shown: an outcome's ``text``, ``save``, ``files`` in Python."""


def commands(
    group: click.Group, ctx: click.Context, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Walk all commands but those of plugins."""
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command
        if (*words, name) == ("import",):
            continue
        if isinstance(command, click.Group):
            yield from commands(command, ctx, (*words, name))
        else:
            yield " ".join((*words, name)), command


def test_every_command_is_a_verb_in_python_with_the_same_options(host: PluginHost) -> None:
    with click.Context(cli, obj=host) as ctx:
        found = dict(commands(cli, ctx))
    names = {verb.command: name for name, verb in VERBS.items()}
    assert set(found) == set(names)
    for words, name in names.items():
        options = {each.name for each in found[words].params} - SHOWING_OPTIONS
        parameters = set(inspect.signature(function_of(name)).parameters) - {"workspace"} - SHOWING_OPTIONS
        assert options == parameters, words


def test_run_is_a_verb(host: PluginHost) -> None:
    outcome = pi.run("mipex-national", unit="SE", period=2019, workspace=Workspace(host))
    assert len(repr(outcome).splitlines()) <= 3
    assert len(repr(outcome.data)) < 300
    frame = outcome.to_frame()
    assert set(frame.unit_name) == {"Sweden"}
    assert set(frame.period) == {"2019"}
    assert "Sweden (SE)" in outcome.text()
    assert outcome.data.score("SE", 2019, "overall_with_health") == outcome.data.score(
        "SE", "2019", "overall_with_health"
    )
    few = pi.run("mipex-national", period=2019.0, columns="unit,score", workspace=Workspace(host))
    assert list(few.to_frame()) == ["unit", "score"]
    assert "<table>" in few._repr_html_()
    assert "<pre>Result of mipex-national@core-2020" in few.data._repr_html_()


def test_explain_is_a_verb_and_still_the_function_it_was(host: PluginHost) -> None:
    outcome = pi.explain("mipex-national", unit="DE", period=2019, node="b", workspace=Workspace(host))
    assert isinstance(outcome, pi.Outcome)
    result = pi.run("mipex-national", workspace=Workspace(host)).data
    assert pi.explain(result, "DE", 2019, "b") == outcome.data
    assert pi.explain(result, unit="DE", period="2019", node="b") == outcome.data
    frame = outcome.to_frame()
    assert frame.id[0] == "b"
    assert frame.loc[frame.id == "bb31", "parent"].item() == "bb30bb31"


def test_several_units_are_explained_at_once(host: PluginHost, run: Run) -> None:
    workspace = Workspace(host)
    one = {unit: pi.explain("mipex-national", unit=unit, node="b", workspace=workspace) for unit in ("DE", "SE")}
    both = pi.explain("mipex-national", unit=["DE", "Sweden", "de"], node="b", workspace=workspace)
    assert both.notes == (
        "note: the unit 'Sweden' is read as SE",
        "note: the unit 'de' is read as DE",
        "note: the unit DE is named more than once, and taken once",
    )
    assert [(each.unit, each.period) for each in both.data] == [("DE", "2019"), ("SE", "2019")]
    assert [each.explained for each in both.data] == [one["DE"].data, one["SE"].data]
    frame = both.to_frame()
    assert list(frame)[:3] == ["unit", "unit_name", "period"]
    assert list(frame.loc[frame.unit == "SE", "score"]) == list(one["SE"].to_frame()["score"])
    documents = [json.loads(each.text("json")) for each in (both, one["DE"], one["SE"])]
    assert [{**each, "provenance": documents[0]["provenance"]} for each in documents[0]["units"]] == documents[1:]
    said = run("explain", "mipex-national", "--unit", "DE", "--unit", "SE", "--node", "b").stdout
    assert [line for line in said.splitlines() if ", 2019" in line] == ["Germany (DE), 2019", "Sweden (SE), 2019"]
    assert "## Sweden (SE), 2019" in both.text("md")


def test_each_unit_is_explained_in_the_period_that_run_shows_of_it(tmp_path: Path, host: PluginHost) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,period,aa1\nSE,2019,50\nSE,2020,50\nDE,2019,50\nFR,2018,50\n")
    given: dict[str, Any] = {"answers": answers, "node": "a", "workspace": Workspace(host)}
    both = pi.explain("mipex-national", unit=["FR", "SE", "DE"], **given)
    alone = [pi.explain("mipex-national", unit=unit, **given) for unit in ("FR", "SE", "DE")]
    assert [each.period for each in both.data] == [json.loads(each.text("json"))["period"] for each in alone]
    assert both.notes == tuple(note for each in alone for note in each.notes)
    with pytest.raises(WrongUseError, match="no answers of FR for 2019"):
        pi.explain("mipex-national", unit=["SE", "FR"], period=2019, **given)


def test_validate_is_a_verb_and_still_the_function_it_was(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    assert pi.validate(path, host) == pi.validate(path, workspace=Workspace(host)).data


def test_the_version_is_said() -> None:
    assert pi.__version__[0].isdigit()
    assert {"run", "validate"} & set(dir(pi))


def test_a_run_says_in_short_what_was_asked_for() -> None:
    assert repr(pi.run("mipex-national", unit="SE", period=2019)).splitlines()[:2] == [
        "scores of mipex-national@core-2020",
        "1 of 56 units, 1 of 575 rows; see .report() and .to_frame()",
    ]


def test_columns_may_be_a_list() -> None:
    text = pi.run("mipex-national", unit="SE", period=2019, columns=["unit", "score"]).text("csv")
    assert text.startswith("unit,score\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"answers": 5}, "answers takes the paths of files, not int; what is in memory is scored by"),
        ({"unit": "SEE"}, "Did you mean 'SE'?"),
    ],
)
def test_what_a_newcomer_gives_instead_is_answered(options: dict[str, object], said: str) -> None:
    with pytest.raises(pi.WrongUseError) as raised:
        pi.run("mipex-national", **options)
    assert said in str(raised.value)


def test_the_name_of_a_unit_finds_its_code_with_a_note() -> None:
    assert "note: the unit 'sweden' is read as SE" in pi.run("mipex-national", unit="sweden").notes


def test_a_frame_is_no_path_of_answers_and_a_suffix_has_its_formats(tmp_path: Path) -> None:
    import pandas as pd

    with pytest.raises(pi.WrongUseError, match="not DataFrame"):
        pi.run("mipex-national", answers=pd.DataFrame({"unit": ["SE"]}))
    with pytest.raises(pi.WrongUseError, match=r"'\.pdf': use one of \.txt, \.json"):
        pi.validate("README.md").save(tmp_path / "x.pdf")


def test_a_run_is_written_by_exporters_in_python_too(tmp_path: Path) -> None:
    import pandas as pd

    outcome = pi.run("mipex-national", unit="SE", period=2019)
    outcome.save(tmp_path / "scores.parquet")
    outcome.save(tmp_path / "scores.csv")
    parquet, table = pd.read_parquet(tmp_path / "scores.parquet"), pd.read_csv(tmp_path / "scores.csv")
    assert list(parquet["node"]) == list(table["node"]) == list(outcome.to_frame()["node"])
    with pytest.raises(WrongUseError, match="parquet is no text"):
        outcome.text("parquet")
