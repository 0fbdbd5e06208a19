"""What others bring must not change a score silently: strands, answers, plugins, observers, copies."""

from __future__ import annotations

import json
import operator
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, MutableSequence
from contextlib import suppress
from dataclasses import FrozenInstanceError, fields, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from plugin_folders import install

from conftest import ROOT, Shell
from policyindex import explain, get_instrument, hookimpl, load_host, read_answers, score
from policyindex.answers.authorities import Part
from policyindex.answers.plans import Plan
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.hashing import scoring_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.loader import load_instrument
from policyindex.plugins.host import PluginHost, PluginInfo
from policyindex.plugins.specs import AggregatorSpec, AnswersSpec, InstrumentSpec, StepSpec, StrategySpec
from policyindex.problems.errors import BrokenPluginError, WrongUseError
from policyindex.scoring.result import Result

# A published edition never changes: a new rule is a new edition.
PUBLISHED_EDITIONS = {
    "mipex-national@core-2020": "db1abe53d8d729c6314e3857005b360700d4ba6cabf423224b3bd0caab9efdd2",
    "regin-checklist@handbook-2022": "6a9e3c8ce9bafc8dc0f6c22b59c6592fc20d4980b44e7fa9ae3b8463d9f6362f",
}
STRAND = """format: 1
strand: later
edition: "1"
title: Later
extends: {{instrument: mipex-national, editions: [core-2020]}}
block: Later
indicators:
  y: {{label: Y, question: Is it so?, kind: tick, points: 100, facets: {{area: a}}}}
nodes:
  new: {{label: New, of: [y]}}
  total: {{label: Total, {rule} of: [a, b, c, d, e, f, g, h, new]}}
  picked: {{label: Picked, of: {{where: {{area: a}}}}}}
roots: [total, picked]
"""


def composed(host: PluginHost, tmp_path: Path, rule: str = "") -> Instrument:
    path = tmp_path / "later.yaml"
    path.write_text(STRAND.format(rule=rule))
    return load_instrument(host.instruments["mipex-national", "core-2020"].path, host.rules, [path])


def base_scores(result: Result) -> dict[tuple[str, str, str], tuple[float | None, int | None]]:
    return {(row.node, row.unit, row.period): (row.score, row.rank) for row in result.rows(("areas", "dimensions"))}


@pytest.mark.parametrize("reference", PUBLISHED_EDITIONS)
def test_published_editions_keep_their_rules(host: PluginHost, reference: str) -> None:
    instrument = get_instrument(reference, host)
    assert instrument.file.published
    assert scoring_hash(instrument) == PUBLISHED_EDITIONS[reference]


@pytest.mark.parametrize("rule", ["", 'collected_in: ["2019"],'])
def test_a_strand_changes_no_score_and_no_rank_of_its_base(host: PluginHost, tmp_path: Path, rule: str) -> None:
    national = get_instrument("mipex-national", host)
    answers = read_answers(national, host=host)
    own = AnswerSet([*answers, Answer("SE", "2019", "later.y", answer=True, source="self-assessed")])
    both = score(composed(host, tmp_path, rule), own, host)
    assert base_scores(both) == base_scores(score(national, answers, host))
    assert (both.score("SE", "2014", "later.total") is None) is bool(rule)
    assert both.ranks[both.row("SE", "2019"), both.column("later.total")] == 0  # one part of it is self-assessed


def test_a_strand_selects_nothing_of_another_strand(host: PluginHost, tmp_path: Path) -> None:
    one = tmp_path / "one.yaml"
    one.write_text(STRAND.format(rule=""))
    two = tmp_path / "two.yaml"
    two.write_text(STRAND.format(rule="").replace("strand: later", "strand: other"))
    both = load_instrument(host.instruments["mipex-national", "core-2020"].path, host.rules, [one, two])
    assert "other.y" not in both.nodes["later.picked"].children
    assert "later.y" in both.nodes["later.picked"].children


def test_a_self_assessment_is_one_whatever_its_answers_say(host: PluginHost) -> None:
    checklist = get_instrument("regin-checklist", host)
    claimed = AnswerSet(replace(each, source="final") for each in read_answers(checklist, host=host))
    result = score(checklist, claimed, host)
    assert {row.verification for row in result.rows()} == {"self-assessed"}
    assert {row.rank for row in result.rows()} == {None}


def test_a_copy_is_not_the_published_edition(host: PluginHost, tmp_path: Path) -> None:
    folder = shutil.copytree(host.instruments["mipex-national", "core-2020"].path.parent, tmp_path / "copy")
    copy = get_instrument(folder / "instrument.yaml", host)
    with pytest.raises(WrongUseError, match="no answers travel with"):
        read_answers(copy, host=host)


KINDS = (ROOT / "tests" / "cases" / "kinds.yaml").read_text()


TWO = [
    Answer("X", "1", "choice", answer="mid"),
    Answer("Y", "1", "choice", answer="mid"),
    Answer("Y", "1", "other", answer="high"),
]


def scored_with(apply: Any, tmp_path: Path, shares: Any = None) -> Result:
    class Plugin:
        @hookimpl
        def register_aggregators(self) -> list[AggregatorSpec]:
            return [AggregatorSpec("strange", "strange", apply, shares)]

    host = load_host()
    host.add(Plugin(), PluginInfo("strange", "strange-things", "1"))
    path = tmp_path / "kinds.yaml"
    path.write_text(KINDS.replace("all: {label: All,", "all: {label: All, aggregator: strange,"))
    kinds = get_instrument(path, host)
    return score(kinds, AnswerSet(TWO), host)


def test_an_aggregator_cannot_reach_other_nodes(tmp_path: Path) -> None:
    result = scored_with(lambda values, weights, parameters: values[0], tmp_path)
    assert result.score("X", "1", "all") is None  # the other part is missing
    assert result.score("X", "1", "skip") == 50


@pytest.mark.parametrize(
    "apply",
    [
        lambda values, weights, parameters: 1 / 0,
        lambda values: values,
        lambda values, weights, parameters: 5.0,
        lambda values, weights, parameters: None,
        lambda values, weights, parameters: ["x"] * values.shape[1],
        lambda values, weights, parameters: values.__setitem__(0, 1),
    ],
)
def test_a_failing_aggregator_is_named(apply: Any, tmp_path: Path) -> None:
    with pytest.raises(BrokenPluginError, match="the aggregator 'strange'"):
        scored_with(apply, tmp_path)


def test_a_failing_aggregator_is_named_with_its_own_file_and_line(tmp_path: Path) -> None:
    line = test_a_failing_aggregator_is_named_with_its_own_file_and_line.__code__.co_firstlineno + 2
    deep = lambda values, weights, parameters: json.loads("{")  # noqa: E731
    with pytest.raises(BrokenPluginError, match=f"JSONDecodeError.*test_isolation.py, line {line}"):
        scored_with(deep, tmp_path)


STEPS = {
    "a fit that fails": (lambda column, parameters: 1 / 0, lambda column, fitted: column, "ZeroDivisionError"),
    "a fit that gives no numbers": (lambda column, parameters: None, lambda column, fitted: column, ""),
    "an apply that fails": (lambda column, parameters: column[:0], lambda column, fitted: 1 / 0, "ZeroDivisionError"),
    "an apply that leaves": (lambda column, parameters: column[:0], lambda column, fitted: sys.exit(0), "SystemExit: 0"),
    "too few numbers": (lambda column, parameters: column[:0], lambda column, fitted: column[:1], "shape (1,), not (2,)"),
    "a table": (lambda column, parameters: column[:0], lambda column, fitted: column[:, None], "shape (2, 1), not (2,)"),
    "what it learnt is changed": (
        lambda column, parameters: column[:1], lambda column, fitted: fitted.__setitem__(0, 9), "read-only"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", STEPS)
def test_a_failing_step_is_named(kind: str, tmp_path: Path) -> None:
    fit, apply, reason = STEPS[kind]
    with pytest.raises(BrokenPluginError, match=f"step 'strange'.*{re.escape(reason)}"):
        prepared_with(fit, apply, tmp_path)


def test_a_step_may_write_into_the_column_it_gets(tmp_path: Path) -> None:
    def fit(column: Any, parameters: Any) -> Any:
        column[:] = 1
        return column[:0]

    def double(column: Any, fitted: Any) -> Any:
        column *= 2
        return column

    result = prepared_with(fit, double, tmp_path)
    assert [result.score("X", "1", "skip"), result.score("Y", "1", "skip")] == [100, 150]


def prepared_with(fit: Any, apply: Any, tmp_path: Path) -> Result:
    """Score with a step that is no built-in one."""

    class Plugin:
        @hookimpl
        def register_steps(self) -> list[StepSpec]:
            return [StepSpec("strange", "strange", fit, apply)]

    host = load_host()
    host.add(Plugin(), PluginInfo("strange", "strange-things", "1"))
    path = tmp_path / "kinds.yaml"
    path.write_text(KINDS + "steps: [{step: strange, indicators: [choice, other]}]\n")
    return score(get_instrument(path, host), AnswerSet(TWO), host)


@pytest.mark.parametrize("compiled", [lambda instrument, rules: 1 / 0, lambda instrument, rules: None])
def test_a_failing_strategy_is_named(compiled: Any, tmp_path: Path) -> None:
    class Plugin:
        @hookimpl
        def register_strategies(self) -> list[StrategySpec]:
            return [StrategySpec("strange", "strange", compiled)]

    host = load_host()
    host.add(Plugin(), PluginInfo("strange", "strange-things", "1"))
    path = tmp_path / "kinds.yaml"
    path.write_text(KINDS + "strategy: strange\n")
    kinds = get_instrument(path, host)
    with pytest.raises(BrokenPluginError, match="strategy 'strange'"):
        score(kinds, AnswerSet(TWO), host)


@pytest.mark.parametrize(
    "shares", [lambda *_: 1 / 0, lambda present, *_: present[:1], lambda *_: None, lambda *_: ["x"]]
)
def test_failing_shares_are_named(shares: Any, tmp_path: Path) -> None:
    result = scored_with(lambda values, weights, parameters: values[0], tmp_path, shares)
    with pytest.raises(BrokenPluginError, match="aggregator 'strange'"):
        explain(result, "Y", "1", "all")


PUBLISHED = {
    "missing": (None, "file-not-found"),
    "not UTF-8": (b"unit,period,node\n\xff,1,all\n", "file-encoding"),
    "without its columns": (b"unit,score\nX,1\n", "lacks the columns period, node"),
    "a short row": (b"unit,period,node\nX,1,all\nY\n", "too few cells in line 3"),
    "a folder": (b"/", "file-is-directory"),
}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_published_scores_that_cannot_be_read_are_named(kind: str, tmp_path: Path) -> None:
    content, reason = PUBLISHED[kind]
    (tmp_path / "kinds.yaml").write_text(KINDS)
    (tmp_path / "kinds.csv").write_text("unit,period,choice\nX,1,mid\n")
    file = tmp_path / "published.csv"
    if content == b"/":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    own = AnswersSpec(tmp_path / "kinds.csv", "invented example", published=file)

    class Plugin:
        @hookimpl
        def register_instruments(self) -> list[InstrumentSpec]:
            return [InstrumentSpec("kinds-example", "1", "Kinds", tmp_path / "kinds.yaml", own)]

    host = load_host()
    host.add(Plugin(), PluginInfo("strange", "strange-things", "1"))
    kinds = get_instrument("kinds-example", host)
    with pytest.raises(BrokenPluginError, match=f"published.csv, which plugin strange.*{re.escape(reason)}"):
        read_answers(kinds, host=host)


def test_whole_numbers_and_infinite_ones_from_an_aggregator(tmp_path: Path) -> None:
    assert (
        scored_with(lambda values, weights, parameters: np.full(values.shape[1], 7), tmp_path).score("Y", "1", "all")
        == 7
    )
    assert (
        scored_with(lambda values, weights, parameters: np.full(values.shape[1], np.inf), tmp_path).score(
            "Y", "1", "all"
        )
        is None
    )


def test_an_observer_cannot_change_a_result(host: PluginHost) -> None:
    checklist = get_instrument("regin-checklist", host)
    result = score(checklist, read_answers(checklist, host=host), host)
    with pytest.raises(ValueError, match="read-only"):
        result.scores[:] = 99
    result.provenance.clear()
    assert result.provenance["instrument"] == result.instrument.reference


def writers(value: Any, seen: set[int], path: str = "") -> Iterator[tuple[str, Callable[[], object]]]:
    """Give a way to change each array, mapping, list and object that can be reached from a value."""
    if id(value) in seen or isinstance(value, str | int | float | bytes | Enum | Path | type) or callable(value):
        return
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        yield path, partial(value.fill, 1)
    elif isinstance(value, Mapping):
        yield path, partial(operator.setitem, value, next(iter(value), "x"), "other")
        yield path, getattr(value, "clear", partial(operator.delitem, value, None))
    elif isinstance(value, MutableSequence):
        yield path, partial(value.append, "other")
    held = dict(value) if isinstance(value, Mapping) else {}
    held |= dict(enumerate(value)) if isinstance(value, list | tuple) else {}
    own = {} if isinstance(value, Mapping | list | tuple) else vars(value) if hasattr(value, "__dict__") else {}
    for name, each in {**held, **own}.items():
        yield from writers(each, seen, f"{path}/{name}")


def shown_to(hook: str, host: PluginHost) -> list[Any]:
    """Collect what a hook is called with, and let it do its worst to it."""
    kept: list[Any] = []

    def watch(*shown: Any) -> list[Any]:
        kept.extend(shown)
        for each in shown:
            for _, write in writers(each, set()):
                with suppress(TypeError, ValueError, AttributeError, RuntimeError):
                    write()
            with suppress(FrozenInstanceError, ValueError):
                each.compared = each.panel = each.origin = each.file = None
        return []

    names = {"check_answers": "instrument, answers", "check_instrument": "instrument", "after_scoring": "result"}[hook]
    method = eval(f"lambda self, {names}: watch({names})", {"watch": watch})
    host.add(type("Watcher", (), {hook: hookimpl(method)})(), PluginInfo(f"watching {hook}", "", ""))
    return kept


@pytest.mark.parametrize("reference", ["regin-checklist", "mipex-national", "mipex-regional"])
def test_what_observers_and_checks_see_is_read_only_all_the_way_down(reference: str) -> None:
    plain, watched = load_host(), load_host()
    kept = [shown_to(hook, watched) for hook in ("check_instrument", "check_answers", "after_scoring")]
    instruments = [get_instrument(reference, host) for host in (plain, watched)]
    results = []
    for instrument, host in zip(instruments, (plain, watched), strict=True):
        answers = read_answers(instrument, host=host)
        results.append(score(instrument, answers, host))
    assert [len(each) for each in kept] == [1, 2, 1]
    before, after = results
    assert list(before.rows()) == list(after.rows())
    assert before.provenance == after.provenance
    assert before.panel.given == after.panel.given
    assert scoring_hash(instruments[0]) == scoring_hash(instruments[1])
    for each in kept:
        for shown in each:
            for path, write in writers(shown, set()):
                with pytest.raises((TypeError, ValueError, AttributeError)):
                    print("written to:", path, write())
    seen = kept[2][0]
    assert list(seen.rows()) == list(after.rows())
    assert explain(seen, *next(zip(seen.panel.units, seen.panel.periods, strict=True)))
    assert json.dumps(seen.provenance) == json.dumps(after.provenance)
    assert not watched.faults


def test_the_hash_of_answers_covers_every_field() -> None:
    plain = Answer("u", "p", "i", answer="a")
    other: dict[str, Any] = {
        "unit": "v", "period": "q", "indicator": "j", "instance": "x", "answer": "b", "points": 1.0, "status": Status.MISSING,
        "cause": Cause.REFORM, "comment": "c", "references": ("r",), "review": "s",
        "publisher": "p", "confirmed_from": "2019", "plan": Plan("Ada", "2027-03-01"), "parts": (Part("A", "all"),),
    }  # fmt: skip
    assert set(other) == {each.name for each in fields(Answer)}
    hashes = {AnswerSet([replace(plain, **{name: value})]).hash for name, value in other.items()}
    assert len(hashes | {AnswerSet([plain]).hash}) == len(other) + 1


def test_answers_made_by_hand_are_checked(host: PluginHost) -> None:
    national = get_instrument("mipex-national", host)
    with pytest.raises(WrongUseError, match="'zz' is not an indicator of mipex-national@core-2020"):
        score(national, AnswerSet([Answer("SE", "2019", "zz", answer="full")]), host)
    with pytest.raises(WrongUseError, match="SE 2019 aa1: the status is 'answered', but there is no answer"):
        score(national, AnswerSet([Answer("SE", "2019", "aa1")]), host)


CODE = """
from policyindex import ExporterSpec, ImporterSpec, AggregatorSpec
def broken(*arguments): raise RuntimeError("no")
@hookimpl
def register_importers(): return [ImporterSpec("mine", "x", (".csv", ".mine"), broken)]
@hookimpl
def register_exporters(): return [ExporterSpec("bad", "x", broken)]
@hookimpl
def register_commands(): return [CommandSpec("bad", "x", broken)]
@hookimpl
def register_aggregators(): return [AggregatorSpec("mean", "x", broken)]
@hookimpl
def register_instruments(): return [InstrumentSpec("regin-checklist", "handbook-1999", "Old", Path("x.yaml"))]
"""


def test_a_plugin_takes_nothing_over(tmp_path: Path, shell: Shell) -> None:
    install(tmp_path, "zz_greedy", CODE)
    path = str(tmp_path)
    assert shell("run", "mipex-national", PYTHONPATH=path).returncode == 0  # .csv and mean stay the core's
    for command, message in (
        (
            ("run", "mipex-national", "--format", "bad"),
            "exporter 'bad' of plugin zz_greedy (zz_greedy 1.0) failed: RuntimeError: no",
        ),
        (("bad",), "command 'bad' of plugin zz_greedy (zz_greedy 1.0) failed: RuntimeError: no"),
        (("run", "regin-checklist"), "editions of 'regin-checklist' come from regin_checklist (policyindex"),
        (("run", "regin-checklist@handbook-1999"), "x.yaml: error file-not-found"),
    ):
        result = shell(*command, PYTHONPATH=path)
        assert message in result.stderr
        assert "Traceback" not in result.stderr
        assert result.returncode in (1, 2)
    document = json.loads(shell("run", "mipex-national", "--json", PYTHONPATH=path).stdout)
    assert document["provenance"]["aggregators"]["mean"] == "policyindex"  # who made the rule that was used
    listed = json.loads(shell("plugins", "list", "--json", PYTHONPATH=path).stdout)
    errors = next(each["errors"] for each in listed["plugins"] if each["name"] == "zz_greedy")
    assert errors == ["aggregators: 'mean' is registered twice, by built-in and zz_greedy (zz_greedy 1.0)"]


def test_a_file_that_says_another_name_than_its_plugin(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "kinds.yaml").write_text(KINDS)
    code = f"@hookimpl\ndef register_instruments(): return [InstrumentSpec('other', '1', 'x', Path({str(tmp_path / 'kinds.yaml')!r}))]"
    install(tmp_path, "zz_other", code)
    result = shell("instruments", "show", "other", PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert (
        "'other@1' is registered by plugin zz_other (zz_other 1.0), but its files say 'kinds-example@1'"
        in result.stderr
    )


def test_a_console_that_cannot_show_everything() -> None:
    cycle = ROOT / "tests" / "bad_instruments" / "cycle.yaml"
    command = [sys.executable, "-c", "from policyindex.cli import main; main()", "validate", str(cycle)]
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert result.returncode == 1
    assert b"cycle" in result.stdout
    assert b"Traceback" not in result.stderr
