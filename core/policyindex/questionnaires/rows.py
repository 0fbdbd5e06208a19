"""The questionnaire row by row: a question, and below it each of its sub-options, with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyindex.locales import word
from policyindex.questionnaires.cells import Cells, said, untouched
from policyindex.questionnaires.form import Item, Questionnaire


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
            yield Row(item, "", section, str(number), cells, item.indicator.entries(language))
            for index, part in enumerate(item.indicator.parts, 1):
                yield Row(item, part, section, f"{number}.{index}", cells, yes_no)


def told(row: Row, language: str, *, points: bool) -> dict[str, str]:
    """Give the texts that ask: number, section, label, question, options, help, last.

    :param points: show the options' points, as experts who assess themselves may see them
    """
    indicator, texts = row.item.indicator, {"number": row.number, "section": row.section}
    if row.part:
        return texts | {"question": indicator.choices[row.part]}
    texts |= {"label": row.item.label, "question": indicator.question, "help": indicator.help}
    texts["options"] = indicator.instruction(language, points=points)
    texts["last"] = said(indicator, row.item.previous, language) if row.item.previous else ""
    return texts
