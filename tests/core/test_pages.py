"""Pages: every text is escaped, whatever the suffix of its template, and nothing writes HTML by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from conftest import ROOT
from policyindex.files.pages import own_markup, templates

CORE = ROOT / "core" / "policyindex"


@pytest.mark.parametrize("name", ["a.html", "a.html.jinja", "a.svg", "a.txt", "a"])
def test_texts_are_escaped_in_every_template(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p title='{{ text }}'>{{ text | louder }}{{ mark }}</p>", encoding="utf-8")
    made = templates(tmp_path, louder=str.upper).get_template(name)
    assert made.render(text="<b>'&", mark=own_markup("<br>")) == (
        "<p title='&lt;b&gt;&#39;&amp;'>&lt;B&gt;&#39;&amp;<br></p>"
    )
    with pytest.raises(UndefinedError, match="mark"):
        made.render(text="")


def test_no_template_switches_escaping_off() -> None:
    found = sorted(CORE.rglob("*.jinja"))
    assert len(found) >= 5
    for path in found:
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path


def test_no_module_writes_elements_by_hand() -> None:
    by_hand = re.compile(r"</(p|pre|h[1-6]|div|span|table|tr|td|th|li|ul|html|body|script|style)>")
    assert [path.name for path in CORE.rglob("*.py") if by_hand.search(path.read_text(encoding="utf-8"))] == []
