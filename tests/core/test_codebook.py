"""The codebook: all that an instrument says, in Markdown and as a page, with what changed since the edition before."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from base_index import BASE

import policyindex as pi
from conftest import Run
from policyindex import InstrumentSpec, builtin, hookimpl
from policyindex.plugins.host import BUILT_IN, PluginHost, PluginInfo
from policyindex.verbs.workspace import Workspace


def installed(folder: Path, *editions: str, broken: str = "") -> PluginHost:
    """Make a host in which editions of one instrument are installed: in each, half a plan is worth other points."""

    @hookimpl
    def register_instruments() -> list[InstrumentSpec]:
        return [InstrumentSpec("base", each, "Base", folder / f"{each}.yaml") for each in editions]

    for at, each in enumerate(editions):
        text = BASE.replace('edition: "1"', f'edition: "{each}"').replace("points: 50", f"points: {50 + at}")
        (folder / f"{each}.yaml").write_text("nonsense" if each == broken else text)
    host = PluginHost()
    host.add(builtin, PluginInfo(BUILT_IN, "", ""))
    host.add(SimpleNamespace(register_instruments=register_instruments), PluginInfo("bases", "bases", "1.0"))
    return host


def shown(host: PluginHost, reference: str, form: str = "markdown") -> str:
    text: str = pi.show(reference, workspace=Workspace(host)).text(form)
    return text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_it_tells_questions_weights_bands_and_standards(form: str, run: Run) -> None:
    text = run("instruments", "show", "mipex-national", "--format", form).stdout
    for wanted in ("Cite: Solano", "Licence: ", "nominal 0.125", "slightly unfavourable", "Scoring hash", "Questions"):
        assert wanted in text
    assert "Editions" not in text  # no other is installed


def test_it_says_what_changed_since_the_edition_before(tmp_path: Path) -> None:
    host = installed(tmp_path, "2", "9", "10")
    text = shown(host, "base@10")
    assert "Other editions that are installed: base@2, base@9." in text
    assert "### What changed from base@9 to base@10" in text
    assert "rescored a options/half/points: 51 → 52" in text
    assert "What changed from base@9 to base@10" in shown(host, "base@10", "html")
    assert "What changed" not in shown(host, "base@2")


def test_an_edition_that_cannot_be_read_takes_nothing_else_away(tmp_path: Path) -> None:
    text = shown(installed(tmp_path, "1", "2", broken="1"), "base@2")
    assert "base@1 cannot be read, so that nothing is said of what changed since." in text
    assert "## Questions" in text
