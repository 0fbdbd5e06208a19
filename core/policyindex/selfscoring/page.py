"""The self-scoring page: one HTML file that needs no network, counts by itself and keeps what is filled in."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from policyindex.files.pages import own_markup, templates
from policyindex.plugins.specs import Rules
from policyindex.questionnaires.form import Questionnaire
from policyindex.selfscoring.model import SelfScoring
from policyindex.selfscoring.reduction import self_scoring
from policyindex.selfscoring.texts import texts_in

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("kinds.js", "tables.js", "scoring.js", "saving.js", "fields.js", "parts.js", "page.js")


def write_page(form: Questionnaire, rules: Rules, stream: BinaryIO) -> None:
    """Write the page of a questionnaire.

    :raises WrongUseError: for an instrument that is no self-assessment, or one with a rule that the page lacks
    """
    model = self_scoring(form, rules)
    words = texts_in(model.language)
    style, script = _asset("page.css"), "".join(map(_asset, _SCRIPTS))
    values = {
        "language": model.language,
        "title": " · ".join(filter(None, (model.title, model.unit_name, model.period))),
        "needs_script": words["needs_script"],
        "style": own_markup(style),
        "style_hash": _hash(style),
        "script": own_markup(script),
        "script_hash": _hash(script),
        "data": own_markup(_data(model, words)),
    }
    stream.write(templates(_ASSETS).get_template("page.html.jinja").render(values).encode())


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(model: SelfScoring, words: dict[str, str]) -> str:
    """Give the data as JSON that cannot end the script element; ``made`` tells one export from another."""
    content = {**asdict(model), "words": words}
    made = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
    text = json.dumps({**content, "made": made}, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
