"""Answers in words: as an expert reads them, without codes and points."""

from __future__ import annotations

from policyindex.answers.record import Answer, Status
from policyindex.instruments.models import Indicator
from policyindex.locales import word


def in_words(indicator: Indicator, answer: Answer, language: str) -> str:
    """Give what was answered in the words of the options; a question left open gives an empty text."""
    if answer.status is Status.MISSING:
        return ""
    if answer.status is not Status.ANSWERED:
        return word(answer.status, language)
    if answer.answer is None:  # points of no option, such as an average of several authorities
        return word("off_list", language)
    return indicator.in_words(answer.answer, language)
