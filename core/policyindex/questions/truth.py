"""Yes and no as files, people and servers write them."""

from __future__ import annotations

from functools import cache

from policyindex.locales import meanings, word
from policyindex.questions.faults import CellFaultError

_IN_FILES = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_BY_SERVERS = {"1": True, "true": True, "1.0": True, "0": False, "false": False, "0.0": False}
_IN_CELLS = {**_IN_FILES, **dict.fromkeys(("x", "✓", "✔", "y", "si"), True), "n": False}


def in_file(text: str) -> bool | None:
    """Read what answer files say; None: neither."""
    return _IN_FILES.get(text.lower())


def by_server(text: str) -> bool | None:
    """Read what a server of forms says in the column of one choice; None: neither."""
    return _BY_SERVERS.get(text.lower())


def from_cell(text: str, language: str, part: str = "") -> bool:
    """Read what people write into a workbook, in whatever language.

    :param language: of the words that are offered
    :param part: the sub-option that the cell belongs to
    :raises CellFaultError: for what is neither
    """
    plain = text.casefold()
    applies = _IN_CELLS.get(plain, _in_words().get(plain))
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
