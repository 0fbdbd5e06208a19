"""What the cells of an answer itself mean: options, sub-options, yes or no, numbers, as people write them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from policyindex.files.fields import LARGEST
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice
from policyindex.problems import listing
from policyindex.questionnaires.entries import ANSWER, BETWEEN, entry
from policyindex.questionnaires.words import meanings, word
from policyindex.questions.question import AnswerValue

_YES_NO = {
    **meanings("yes", "no"), "true": "yes", "false": "no", "1": "yes", "0": "no", "x": "yes", "✓": "yes", "✔": "yes",
    "y": "yes", "n": "no", "si": "yes",
}  # fmt: skip
_NONE = {**meanings("none_of_these"), "none": "none_of_these"}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")


class CellFaultError(Exception):
    """A cell cannot be understood: which part and field it is, and the problem's code and values."""

    def __init__(self, field: str, code: str, part: str = "", **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.part, self.values = field, code, part, values


def value_of(indicator: Indicator, texts: Mapping[str, str], language: str) -> AnswerValue:
    """Read the answer's cells: the question's own under ``""``, those of sub-options under their codes.

    :raises CellFaultError: for a text that is no answer
    """
    text = texts[""]
    if isinstance(indicator, AtLeast | GradedCount):
        return _ticked(indicator, texts, language)
    if not text:
        return None
    if isinstance(indicator, SingleChoice):
        return _option(indicator, text)
    if isinstance(indicator, NumberQuestion):
        return _number(text)
    return _yes(text, "", language)


def _option(indicator: SingleChoice, text: str) -> str:
    if text in indicator.options:
        return text
    small = text.casefold()
    for code, option in indicator.options.items():
        if small in (code.casefold(), option.text.casefold(), entry(code, option.text).casefold()):
            return code
    code = text.partition(BETWEEN)[0]
    if code in indicator.options:  # its text has changed since
        return code
    raise CellFaultError(ANSWER, "questionnaire-answer-unknown", value=text, expected=listing(indicator.options))


def _number(text: str) -> float:
    number = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.inf
    if abs(number) > LARGEST:
        raise CellFaultError(ANSWER, "questionnaire-number", value=text)
    return number


def _ticked(indicator: AtLeast | GradedCount, texts: Mapping[str, str], language: str) -> AnswerValue:
    """Give the parts that apply; once one is answered, those left empty do not apply."""
    text = texts[""]
    parts = {part: _yes(texts[part], part, language) for part in indicator.sub_options if texts[part]}
    ticked = tuple(part for part, applies in parts.items() if applies)
    if not text:
        return ticked if parts else None
    if text.casefold() in _NONE:
        if ticked:
            raise CellFaultError(ANSWER, "questionnaire-none-and-some", value=text, parts=listing(ticked))
        return ()
    codes = [code.strip() for code in text.split(";") if code.strip()]
    if parts or not set(codes) <= set(indicator.sub_options):
        expected = f"{word('none_of_these', language)}, or nothing here and answers below"
        raise CellFaultError(ANSWER, "questionnaire-answer-unknown", value=text, expected=expected)
    return tuple(dict.fromkeys(codes))


def _yes(text: str, part: str, language: str) -> bool:
    if text.casefold() not in _YES_NO:
        expected = f"{word('yes', language)}, {word('no', language)}"
        raise CellFaultError(ANSWER, "questionnaire-answer-unknown", part, value=text, expected=expected)
    return _YES_NO[text.casefold()] == "yes"
