"""What people write beside an answer: the same parts of a reference are taken, put right or refused however they come."""

from __future__ import annotations

from functools import cache

from policyindex.answers.days import iso
from policyindex.answers.references import Parts
from policyindex.instruments.models import Indicator
from policyindex.locales import LANGUAGES, in_all

TITLE, URL, DATES = "title", "url", ("adopted", "in_force")
_LINKS = ("https://", "http://")


class RefusedPartError(ValueError):
    """A part of a reference cannot be one: which, and what stood there."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field)
        self.field, self.value = field, value


def fitting(field: str, text: str) -> str:
    """Give a part of a reference as it is kept: dates as ISO 8601 has them, links with their scheme.

    :raises RefusedPartError: for a title that is empty, a date that is none, a link that leads nowhere
    """
    found: str | None = text
    if field in DATES and text:
        found = iso(text)
    elif field == URL and text:
        link = f"https://{text}" if text.lower().startswith("www.") else text
        found = link if link.lower().startswith(_LINKS) else None
    elif field == TITLE:
        found = text or None
    if found is None:
        raise RefusedPartError(field, text)
    return found


def all_fitting(parts: Parts) -> Parts:
    """Give all parts of a reference as they are kept.

    :raises RefusedPartError: for the first that cannot be one
    """
    return Parts(*map(fitting, Parts._fields, parts))


def is_answer_word(indicator: Indicator, text: str) -> bool:
    """Tell whether a text is nothing but an answer: yes or no in any language, or what the question's answers are called."""
    plain = text.strip().rstrip(".!").casefold()
    typed = (indicator.typed(plain, language) or indicator.typed(text.strip(), language) for language in LANGUAGES)
    return bool(plain) and (plain in _yes_and_no() or any(typed))


@cache
def _yes_and_no() -> frozenset[str]:
    """Give yes and no of all languages, their first letters, and what else is typed for them."""
    said = [text.casefold() for key in ("yes", "no") for text in in_all(key)]
    return frozenset([*said, *(text[0] for text in said), "y", "si", "true", "false", "ok"])
