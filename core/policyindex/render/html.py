"""A report as one HTML page, by a template that escapes everything."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from policyindex.locales import word
from policyindex.problems import plain
from policyindex.render.words import held, shown, title_of
from policyindex.reports.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment


def write_html(report: Report, stream: BinaryIO) -> None:
    """Write a page that stands alone."""
    stream.write(_made("page.html.jinja", report).encode())


def html_part(report: Report) -> str:
    """Give what goes into a page, such as a notebook's."""
    return _made("report.html.jinja", report)


def _made(template: str, report: Report) -> str:
    provenance = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in report.provenance.items()
    }
    return _environment().get_template(template).render(report=report, provenance=provenance, word=word)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = {
        "shown": shown,
        "held": held,
        "title_of": title_of,
        "plain": plain,
        "kind": lambda block: type(block).__name__,
    }
    made.filters.update(filters)
    return made
