"""The questionnaire row by row: a question, and below it each of its sub-options, with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice, Tick
from policyindex.questionnaires.entries import BETWEEN, Cells, entry, said, sub_options, untouched
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questionnaires.wording import earned
from policyindex.questionnaires.words import word


class Row(NamedTuple):
    """A question, or one of its sub-options."""

    item: Item
    part: str
    """The sub-option; empty: the question itself."""
    section: str
    number: str
    cells: Cells
    """What is filled in already, of all its parts."""
    choices: tuple[str, ...]
    """What its answer is chosen from; none: a number."""


def rows_of(form: Questionnaire) -> Iterator[Row]:
    """Give the rows by section, numbered."""
    language, number = form.instrument.language, 0
    yes_no = (word("yes", language), word("no", language))
    for section, items in form.sections():
        for item in items:
            number += 1
            cells = untouched(item, language)
            yield Row(item, "", section, str(number), cells, _choices(item.indicator, language))
            for index, part in enumerate(sub_options(item.indicator), 1):
                yield Row(item, part, section, f"{number}.{index}", cells, yes_no)


def told(row: Row, language: str, *, points: bool) -> dict[str, str]:
    """Give the texts that ask: number, section, label, question, options, help, last.

    :param points: show the options' points, as experts who assess themselves may see them
    """
    indicator, texts = row.item.indicator, {"number": row.number, "section": row.section}
    if row.part:
        parts = indicator.sub_options if isinstance(indicator, AtLeast | GradedCount) else {}
        return texts | {"question": parts[row.part].text}
    texts |= {"label": row.item.label, "question": indicator.question, "help": indicator.help}
    texts["options"] = _options(indicator, language, points=points)
    texts["last"] = said(indicator, row.item.previous, language) if row.item.previous else ""
    return texts


def _choices(indicator: Indicator, language: str) -> tuple[str, ...]:
    if isinstance(indicator, SingleChoice):
        return tuple(entry(code, option.text) for code, option in indicator.options.items())
    if isinstance(indicator, NumberQuestion):
        return ()
    keys = ("yes", "no") if isinstance(indicator, Tick) else ("none_of_these",)
    return tuple(word(key, language) for key in keys)


def _options(indicator: Indicator, language: str, *, points: bool) -> str:
    if isinstance(indicator, SingleChoice):
        lines = (
            f"{code}{BETWEEN}{option.text}{earned(option.points, language) if points else ''}"
            for code, option in indicator.options.items()
        )
        return "\n".join(lines)
    if isinstance(indicator, NumberQuestion):
        return word("a_number", language) + (f" ({indicator.unit})" if indicator.unit else "")
    if isinstance(indicator, Tick):
        return f"{word('yes', language)} / {word('no', language)}"
    return word("tick_below", language)
