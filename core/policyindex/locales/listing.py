"""Names in one text, in a language."""

from __future__ import annotations

from collections.abc import Iterable

from policyindex.locales import word
from policyindex.problems import listing


def listed(names: Iterable[str], language: str) -> str:
    """Give names as one comma-separated text; of many the first."""
    more, none = word("list.more", language, count="{count}"), word("list.none", language)
    return listing(names, more=more, none=none)
