"""Yes and no as files, people and servers write them."""

from __future__ import annotations

from functools import cache

from policyindex.locales import meanings, word
from policyindex.questions.faults import CellFaultError

_YES = ("true", "1", "1.0", "yes", "y", "x", "✓", "✔", "si")
_NO = ("false", "0", "0.0", "no", "n")
_WRITTEN = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}


def in_file(text: str) -> bool | None:
    """Read what files, servers of forms and people write, in whatever language; None: neither."""
    plain = text.casefold()
    return _WRITTEN.get(plain, _in_words().get(plain))


def from_cell(text: str, language: str, part: str = "") -> bool:
    """Read what people write into a workbook, in whatever language.

    :param language: of the words that are offered
    :param part: the sub-option that the cell belongs to
    :raises CellFaultError: for what is neither
    """
    applies = in_file(text)
    if applies is None:
        expected = f"{word('yes', language)}, {word('no', language)}"
        raise CellFaultError("questionnaire-answer-unknown", part, value=text, expected=expected)
    return applies


@cache
def _in_words() -> dict[str, bool]:
    return {text: key == "yes" for text, key in meanings("yes", "no").items()}


def typed(text: str, language: str) -> bool | None:
    """Read what is typed where yes is offered as 1 and no as 2; a first letter will do. None: neither."""
    text = text.lower()
    for key, also in (("yes", ("1", "true", "yes", "y")), ("no", ("2", "0", "false", "no"))):
        local = word(key, language).lower()
        if text in (*also, local, local[0]) or (text == "si" and local == "sí"):
            return key == "yes"
    return None
