"""Words by language: one file each, read when a word is first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es", "it", "de")
"""In the order in which words of several languages are offered; each has the file ``<language>.json`` here."""


@cache
def words(language: str) -> Mapping[str, str]:
    """Give all words of a language by their keys; the English ones where it lacks a word or there is no such file."""
    if language not in LANGUAGES:
        return words(ENGLISH)
    own = json.loads(Path(__file__).with_name(f"{language}.json").read_bytes())
    return own if language == ENGLISH else {**words(ENGLISH), **own}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    return words(language)[key].format_map(values)


def in_all(key: str) -> tuple[str, ...]:
    """Give a word in each language."""
    return tuple(words(language)[key] for language in LANGUAGES)


def meanings(*keys: str) -> dict[str, str]:
    """Give what words mean whatever their language: the key by the word in small letters."""
    return {text.casefold(): key for key in keys for text in in_all(key)}
