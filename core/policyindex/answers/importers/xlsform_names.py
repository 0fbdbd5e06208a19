"""Names in XLSForms: letters, digits and underscores alone, from which every column of answers is read back.

Hyphens and full stops are allowed in such names, but ODK Central joins groups by hyphens in its CSV files, and names
that differ in capitals alone are taken for a slip; so both are spelled out: ``q-1[tcn]`` is ``q__1_for_tcn``.
"""

from __future__ import annotations

import re

ANSWER, STATUS, CAUSE, COMMENT, MORE = "answer", "status", "cause", "comment", "more"
REFERENCE = ("title", "pinpoint", "adopted", "in_force", "language", "url")
"""The parts of a reference, each a question of its own; ``more`` takes further references, one a line."""
NONE_CHOICE = "_none"
"""The choice "none of these"; no code of an instrument starts so."""

INSTRUMENT, SCORING_HASH, TEXT_HASH = "form_instrument", "form_scoring_hash", "form_text_hash"
LANGUAGE, UNIT, PERIOD, VERSION = "form_language", "form_unit", "form_period", "form_version"
HIDDEN = (INSTRUMENT, SCORING_HASH, TEXT_HASH, LANGUAGE, UNIT, PERIOD, VERSION)
"""The calculated fields that say what was asked, and of whom."""

_MARKS = {"-": "__", "_": "_line_", ".": "_dot_", "[": "_for_", "/": "_and_", "]": ""}
_WORDS = {"__": "-", "_line_": "_", "_dot_": ".", "_for_": "[", "_and_": "/"}
_MARK = re.compile(r"__|_(?:line|dot|for|and)_|_up_([a-z])")
_FIELDS = "|".join((ANSWER, STATUS, CAUSE, COMMENT, MORE, *REFERENCE))
_NAME = re.compile(rf"(?:.*?[^a-z0-9_])??(?P<field>{_FIELDS})_(?P<id>[a-z0-9_]+)(?:/(?P<choice>[A-Za-z0-9_-]+))?")


def question_name(field: str, column: str) -> str:
    """Name the question that asks one field of a column, such as the comment of ``q1[education]``."""
    return f"{field}_{spelled(column)}"


def spelled(column: str) -> str:
    """Spell a column, such as ``strand.q-1[tcn]``, as part of a name."""
    return "".join(_MARKS.get(char, f"_up_{char.lower()}" if char.isupper() else char) for char in column)


def read_name(header: str) -> tuple[str, str, str] | None:
    """Read a column of submissions, with or without its groups: field, column of answers, and choice.

    The choice is that of a multiple choice split into columns, ``answer_q/a``; empty: the column is a whole question.
    """
    match = _NAME.fullmatch(header)
    if not match:
        return None
    column = _MARK.sub(lambda mark: mark[1].upper() if mark[1] else _WORDS[mark[0]], match["id"])
    return match["field"], column + "]" * ("[" in column), match["choice"] or ""
