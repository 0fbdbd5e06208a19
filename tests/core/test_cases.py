"""Domain cases in YAML, with results computed by hand beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyindex.plugins.host import PluginHost
from policyindex.testing import check_cases

FILES = sorted((Path(__file__).parent.parent / "cases").glob("*.cases.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_cases(path: Path, host: PluginHost) -> None:
    assert check_cases(path, host) >= 4


def test_a_wrong_expectation_is_noticed(tmp_path: Path, host: PluginHost) -> None:
    source = FILES[-1]
    text = (
        source.read_text()
        .replace("instrument: ", f"instrument: {source.parent}/")
        .replace("overall: 50", "overall: 51")
    )
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(AssertionError, match=r"overall is 50\.0, expected 51"):
        check_cases(tmp_path / "broken.yaml", host)
