"""Whether the question that a row of a workbook shows is the one that its hidden id names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyindex.questionnaires.form import Item
from policyindex.questionnaires.rows import Row, told

SEEN = ("label", "question")
"""The columns that tell one question from another; their keys."""
Key = tuple[str, str]
"""A question's id, and the code of its part; empty: the question itself."""


class SeenRows:
    """Knows what the row of each question and part shows."""

    def __init__(self, items: Iterable[Item], language: str, *, same_texts: bool) -> None:
        """``same_texts``: the workbook was written with these texts; otherwise one may have been mended since."""
        self._same_texts = same_texts
        self.texts: dict[Key, dict[str, str]] = {}
        for item in items:
            for part in ("", *item.indicator.parts):
                said = told(Row(item, part, "", "", {}, ()), language, points=False)
                self.texts[item.id, part] = {column: _tidy(said.get(column, "")) for column in SEEN}

    def fits(self, key: Key, shown: Mapping[str, str]) -> bool:
        """Tell whether what a row shows, by the columns that are there, can be what its hidden cells name."""
        shown = {column: _tidy(text) for column, text in shown.items()}
        if _is(self.texts[key], shown):
            return True
        return not self._same_texts and not any(_is(texts, shown) for texts in self.texts.values())


def _is(texts: Mapping[str, str], shown: Mapping[str, str]) -> bool:
    return all(texts[column] == text for column, text in shown.items())


def _tidy(text: str) -> str:
    """Give a text as it is compared: spreadsheets change blanks and line ends, and some escape what looks like an escape."""
    return " ".join(text.replace("_x005F_x", "_x").split())
