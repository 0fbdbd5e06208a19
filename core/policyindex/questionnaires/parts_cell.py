"""Answers of several authorities as somebody who fills in writes them: options by their letters, codes would lead."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.answers.authorities import Part, parse, written
from policyindex.answers.joint import option_value
from policyindex.instruments.models import Indicator
from policyindex.locales import word
from policyindex.questions.asked import Takes
from policyindex.questions.choosing import lettered, numbered
from policyindex.questions.written import NONE


def shown(indicator: Indicator, parts: Sequence[Part], language: str) -> str:
    """Write parts with an option by its letter, sub-options by their numbers, yes or no as a word."""
    names = {code: letter.removesuffix(")") for code, letter in lettered(indicator.choices).items()}
    if indicator.takes is Takes.CODES:
        names = {code: number for number, code in numbered(indicator.choices).items()}
    made = []
    for part in parts:
        if indicator.takes is Takes.TRUTH:
            option = word("yes" if option_value(indicator, part) else "no", language)
        else:
            option = ", ".join(names.get(each, each) for each in part.option.split(", "))
        made.append(part._replace(option=option))
    return written(made)


def meant(indicator: Indicator, text: str, language: str) -> tuple[Part, ...]:
    """Read what stands in such a cell; what is no option stays as it is.

    :raises ValueError: with the first piece that is no part
    """
    found = []
    for part in parse(text):
        several = part.option.split(",") if indicator.takes is Takes.CODES else [part.option]
        codes = [indicator.typed(each.strip(), language) or each.strip() for each in several]
        found.append(part._replace(option=NONE if codes == [NONE] else ", ".join(codes)))
    return tuple(found)


def in_words(indicator: Indicator, parts: Sequence[Part], language: str) -> str:
    """Give parts as an expert reads them, without codes and points."""
    return "; ".join(
        f"{part.territory}: {indicator.in_words(option_value(indicator, part), language)}" for part in parts
    )
