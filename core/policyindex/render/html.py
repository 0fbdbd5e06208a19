"""A report as one HTML page, by a template that escapes everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from policyindex.files.markdown import held
from policyindex.files.pages import own_markup, templates
from policyindex.locales import word
from policyindex.problems import page_text
from policyindex.render.words import said_once, shown, title_of
from policyindex.reports.figures.figure import Figure
from policyindex.reports.figures.looks import MIDDLE, NARROW
from policyindex.reports.report import Block, Report

_TEMPLATES = Path(__file__).parent / "templates"


def write_html(report: Report, stream: BinaryIO) -> None:
    """Write a page that stands alone."""
    stream.write(html_page(report).encode())


def html_page(report: Report) -> str:
    """Give a page that stands alone."""
    return _made("page.html.jinja", said_once(report), (NARROW, MIDDLE))


def html_part(report: Report) -> str:
    """Give what goes into a page, such as a notebook's."""
    return _made("report.html.jinja", report, (MIDDLE,))


def _made(template: str, report: Report, sizes: tuple[int, ...]) -> str:
    provenance = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in report.provenance.items()
    }
    made = templates(
        _TEMPLATES, shown=shown, held=held, title_of=title_of, page_text=page_text, kind=_kind, drawn=_drawn
    )
    return made.get_template(template).render(
        report=report, provenance=provenance, word=word, sizes=sizes, linked=_linked(report)
    )


def _linked(report: Report) -> str:
    """Write what search engines read as JSON in ASCII, of which no text opens or ends an element."""
    if report.linked is None:
        return ""
    return own_markup(json.dumps(report.linked()).replace("<", "\\u003c"))


def _drawn(figure: Figure, width: int) -> str:
    return own_markup(figure.svg(width))


def _kind(block: Block) -> str:
    return type(block).__name__
