"""From one written cell to an answer, with every fault a cell can have."""

from __future__ import annotations

import math

from policyindex.answers.record import AnswerValue
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice, Tick
from policyindex.problems import Location, Problem, hint, listing, problem

NONE = "none"
LARGEST = 1e15  # beyond it doubles lose whole numbers
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")
Parsed = tuple[AnswerValue, float | None, Problem | None]
"""Answer, explicit points, and a problem."""


def parse_answer(key: str, indicator: Indicator, text: str, where: Location) -> Parsed:
    """Read the text of an answer: an option code, sub-options joined by ``;``, a number, true or false."""
    if isinstance(indicator, SingleChoice):
        if text in indicator.options:
            return text, None, None
        known = list(indicator.options)
        values = {"value": text, "indicator": key, "known": listing(known), "hint": hint(text, known)}
        return None, None, problem("answers-option-unknown", where, **values)
    if isinstance(indicator, Tick):
        return _tick(key, text, where)
    if isinstance(indicator, AtLeast | GradedCount):
        return _sub_options(key, indicator, text, where)
    number, fault = parse_number(key, indicator, text, where)
    return number, None, fault


def _tick(key: str, text: str, where: Location) -> Parsed:
    if text.lower() in (*_TRUE, *_FALSE):
        return text.lower() in _TRUE, None, None
    return None, None, problem("answers-not-true-or-false", where, value=text, indicator=key)


def _sub_options(key: str, indicator: AtLeast | GradedCount, text: str, where: Location) -> Parsed:
    chosen = [] if text == NONE else [part.strip() for part in text.split(";") if part.strip()]
    for each in chosen:
        if each not in indicator.sub_options:
            known = list(indicator.sub_options)
            values = {"value": each, "indicator": key, "known": listing(known), "hint": hint(each, known)}
            return None, None, problem("answers-sub-option-unknown", where, **values)
    return tuple(dict.fromkeys(chosen)), None, None


def parse_number(key: str, indicator: Indicator, text: str, where: Location) -> tuple[float | None, Problem | None]:
    """Read a number with a decimal point."""
    try:
        number = float(text if text.isascii() and "_" not in text else "no number")
    except ValueError:
        expected = expected_points(indicator)
        codes = isinstance(indicator, SingleChoice) and text in indicator.options
        also = " Option codes belong into a long file; here the cells hold points." if codes else ""
        return None, problem("answers-not-a-number", where, value=text, indicator=key, expected=expected, hint=also)
    if not math.isfinite(number) or abs(number) > LARGEST:
        expected = expected_points(indicator)
        return None, problem("answers-not-finite", where, value=text, indicator=key, expected=expected)
    return number, None


def parse_points(key: str, indicator: Indicator, text: str, where: Location) -> Parsed:
    """Read points: the option that has them is found; points of no option are kept with a warning."""
    number, fault = parse_number(key, indicator, text, where)
    if number is None or not isinstance(indicator, SingleChoice):
        return None, number, fault
    same = [code for code, option in indicator.options.items() if float(option.points) == number]
    if len(same) == 1:
        return same[0], None, None
    code = "answers-code-needed" if same else "answers-off-list"
    return None, number, problem(code, where, value=text, indicator=key, expected=expected_points(indicator))


def expected_points(indicator: Indicator) -> str:
    """Say which numbers belong to an indicator."""
    if isinstance(indicator, SingleChoice):
        return "one of " + listing(dict.fromkeys(f"{option.points:f}" for option in indicator.options.values()))
    if isinstance(indicator, NumberQuestion) and indicator.unit:
        return f"a number ({indicator.unit})"
    return "a number"
