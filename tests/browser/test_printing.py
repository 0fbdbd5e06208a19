"""Profiles of units as they come out of a printer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import ROOT, Run

CONTEXT = ROOT / "examples" / "context"


@pytest.mark.parametrize(
    "options",
    [
        ("mipex-national", "PT", "--group", "EU27_2020", "--group", "OECD", "--context", CONTEXT / "records.yaml"),
        ("mipex-regional", "ZZ1-COAST"),
    ],
    ids=lambda options: str(options[0]),
)
def test_a_profile_has_four_sheets_at_most(
    options: tuple[str | Path, ...], run: Run, tab: Page, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert run("profile", *options, "--output", page).exit_code == 0
    tab.goto(page.as_uri())
    printed = tab.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
