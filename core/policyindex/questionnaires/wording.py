"""Answers in words, as an expert reads them, without codes and points; and what stands behind a question."""

from __future__ import annotations

from policyindex.answers.record import Answer, Status
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.instruments.standards import behind, cited
from policyindex.locales import word
from policyindex.questionnaires import parts_cell
from policyindex.questions.backing import Backing


def standards_in_words(instrument: Instrument, backing: Backing) -> str:
    """Name standards and sources in a line, each once; empty: there are none."""
    named = "; ".join(dict.fromkeys(map(cited, behind(instrument, backing))))
    return named and f"{word('standards', instrument.language)}: {named}"


def in_words(indicator: Indicator, answer: Answer, language: str) -> str:
    """Give what was answered in the words of the options; a question left open gives an empty text."""
    if answer.status is Status.MISSING:
        return ""
    if answer.status is not Status.ANSWERED:
        return word(answer.status, language)
    if answer.parts:
        return parts_cell.in_words(indicator, answer.parts, language)
    if answer.answer is None:  # points of no option, such as an average that somebody made
        return word("off_list", language)
    return indicator.in_words(answer.answer, language)
