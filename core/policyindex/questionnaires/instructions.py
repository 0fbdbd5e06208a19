"""What the first sheet of a questionnaire tells whoever fills it in."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.locales import word

_FIRST = ("sheet_and_saving", "answers_and_parts")
_THEN = ("no_policy", "why_no_answer", "references", "freedom", "no_names")


def instructions(language: str, last_period: str, *, unreviewed: bool, several: bool, **names: str) -> Iterator[str]:
    """Give the paragraphs; ``names`` are the headings they speak of: sheet, status, change, parts.

    :param several: whether answers may be those of several authorities
    """
    keys = (*_FIRST, *["authorities"] * several, *["update"] * bool(last_period), *_THEN)
    yield from [word("unreviewed_translation", language)] * unreviewed
    yield from (word(f"instructions.{key}", language, **names, period=last_period) for key in keys)
