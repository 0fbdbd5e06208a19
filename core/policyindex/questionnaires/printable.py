"""A questionnaire to print: one HTML file that needs no network and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from policyindex.files.pages import own_markup, templates
from policyindex.locales import word
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questionnaires.wording import in_words, standards_in_words

_TEMPLATES = Path(__file__).parent / "templates"


def write_printable(form: Questionnaire, stream: BinaryIO) -> None:
    """Write the page in UTF-8; points show in a self-assessment alone."""
    instrument = form.instrument
    style = (_TEMPLATES / "printable.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    values = {
        "form": form,
        "instrument": instrument,
        "language": instrument.language,
        "points": instrument.file.self_assessment,
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        "style": own_markup(style),
        "sections": list(_sections(form)),
        "word": word,
        "in_words": in_words,
        "standards": standards_in_words,
    }
    stream.write(templates(_TEMPLATES).get_template("printable.html.jinja").render(values).encode())


def _sections(form: Questionnaire) -> Iterator[tuple[str, list[tuple[int, Item]]]]:
    """Give the items by section, each with its number."""
    numbers = {each.id: number for number, each in enumerate(form.numbered(), 1)}
    for label, items in form.sections():
        yield label, [(numbers[each.id], each) for each in items]
