"""The words: one file a language, each with every word and the same gaps."""

from __future__ import annotations

import json
import string
from collections import Counter
from pathlib import Path

import pytest

from policyindex import locales
from policyindex.locales import ENGLISH, LANGUAGES, in_all, meanings, word, words

FOLDER = Path(locales.__file__).parent


def gaps(text: str) -> Counter[str]:
    """The gaps of a text, with how often each stands there."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_each_language_has_its_file() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_once_with_the_same_gaps(language: str) -> None:
    pairs = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"), object_pairs_hook=list)
    own, english = dict(pairs), words(ENGLISH)
    assert len(own) == len(pairs)
    assert list(own) == list(english)
    assert [key for key, text in own.items() if not text.strip()] == []
    assert {key: gaps(text) for key, text in own.items()} == {key: gaps(text) for key, text in english.items()}


def test_a_language_without_a_word_has_the_english_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en.json").write_text('{"answer": "Answer", "of": "{count} of {all}"}', encoding="utf-8")
    (tmp_path / "de.json").write_text('{"answer": "Antwort"}', encoding="utf-8")
    monkeypatch.setattr(locales, "__file__", str(tmp_path / "__init__.py"))
    words.cache_clear()
    try:
        assert word("answer", "de") == "Antwort"
        assert word("of", "de", count=1, all=2) == "1 of 2"
        assert word("answer", "fr") == word("answer", "../en") == "Answer"
    finally:
        words.cache_clear()


def test_a_word_is_understood_in_every_language() -> None:
    assert in_all("answer") == ("Answer", "Respuesta", "Risposta", "Antwort")
    assert meanings("yes", "no") == {"yes": "yes", "sí": "yes", "sì": "yes", "ja": "yes", "no": "no", "nein": "no"}
