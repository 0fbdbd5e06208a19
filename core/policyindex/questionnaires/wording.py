"""Answers in words: as an expert reads them, without codes and points."""

from __future__ import annotations

from decimal import Decimal

from policyindex.answers.record import Answer, Status
from policyindex.answers.tables import text_of
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice
from policyindex.questionnaires.words import word
from policyindex.questions.question import AnswerValue


def in_words(indicator: Indicator, answer: Answer, language: str) -> str:
    """Give what was answered in the words of the options; a question left open gives an empty text."""
    if answer.status is Status.MISSING:
        return ""
    if answer.status is not Status.ANSWERED:
        return word(answer.status, language)
    if answer.answer is None:  # points of no option, such as an average of several authorities
        return word("off_list", language)
    return _value(indicator, answer.answer, language)


def earned(points: Decimal, language: str) -> str:
    """Give the points of an option as they stand behind its text."""
    return f" ({word('points', language, points=f'{points.normalize():f}')})"


def _value(indicator: Indicator, value: AnswerValue, language: str) -> str:
    if isinstance(indicator, SingleChoice):
        option = indicator.options.get(str(value))
        return option.text if option else str(value)
    if isinstance(indicator, AtLeast | GradedCount):
        chosen = [
            each.text for code, each in indicator.sub_options.items() if isinstance(value, tuple) and code in value
        ]
        return "; ".join(chosen) or word("none_of_these", language)
    if isinstance(indicator, NumberQuestion):
        return f"{text_of(value)} {indicator.unit}".strip()
    return word("yes" if value else "no", language)
