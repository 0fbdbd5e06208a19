"""Verbs: the same in the shell and in Python, asked for by requests, answered by outcomes."""

from __future__ import annotations

from pathlib import Path

import pytest

import policyindex as pi
from policyindex import WrongUseError
from policyindex.plugins.host import PluginHost
from policyindex.verbs import VERBS, call, load
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
        (("a",), {"answer_format": "csv"}, "there is no option 'answer_format'; there are: files, for, answers_format. Did you mean 'answers_format'?"),
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


def test_the_version_is_said() -> None:
    assert pi.__version__[0].isdigit()
    assert {"run", "validate"} & set(dir(pi))
