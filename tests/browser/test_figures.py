"""Figures as a browser draws them: no text outside the picture, none on another, nothing that axe-core objects to."""

from __future__ import annotations

from pathlib import Path

import pytest
from all_figures import KINDS, LABELS, VALUES, page_of_all_kinds
from playwright.sync_api import Page

from policyindex.reports.figures.looks import WIDTHS

FAULTS = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const whole = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((each) => [each.textContent, each.getBoundingClientRect()]);
  const slack = 1;
  const outside = texts.filter(([, box]) => box.left < whole.left - slack || box.right > whole.right + slack
    || box.top < whole.top - slack || box.bottom > whole.bottom + slack);
  const pairs = texts.flatMap((one, at) => texts.slice(at + 1).map((other) => [one, other]));
  const on = pairs.filter(([[, a], [, b]]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack);
  return [...outside.map(([text]) => ["outside", svg.id, text]), ...on.map(([[one], [other]]) => ["on", one, other])];
})"""


def test_no_text_is_cut_off_or_on_another(tab: Page, tmp_path: Path) -> None:
    drawn = [make(LABELS, VALUES).svg(wide) for make in KINDS.values() for wide in WIDTHS]
    path = tmp_path / "figures.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{''.join(drawn)}", encoding="utf-8")
    tab.set_viewport_size({"width": 1400, "height": 900})
    tab.goto(path.as_uri())
    assert tab.locator("svg").count() == len(drawn)
    assert tab.evaluate(FAULTS) == []


@pytest.mark.parametrize("wide", [360, 1000])
def test_a_page_shows_each_figure_once_in_the_size_that_fits(tab: Page, tmp_path: Path, wide: int) -> None:
    tab.set_viewport_size({"width": wide, "height": 800})
    tab.goto(page_of_all_kinds(tmp_path / "report.html").as_uri())
    shown = "[...document.querySelectorAll('svg')].filter((each) => each.checkVisibility()).length"
    assert tab.evaluate(shown) == len(KINDS)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
