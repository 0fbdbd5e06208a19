"""Slips in the cells of files: codes in another case or made numbers of, dates where codes were, words for nothing."""

from __future__ import annotations

import re
from collections.abc import Collection

from policyindex.problems import Location, Problem, hint, problem

_NOTHING = {
    "na", "n/a", "n.a.", "nan", "none", "null", "nil", "-", "--", ".", "..", "?", "missing", "-99", "-999", "-9999",
    "99", "999", "9999",
}  # fmt: skip
"""What other programs write where there is no answer."""
_FAILED = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]+)\.0+")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ][0-9:.]+)?")
_LOCAL_DATE = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_NAMED_DATE = re.compile(
    r"[0-9]{1,2}[-. ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-. ][0-9]{1,4}",
    re.IGNORECASE,
)


def code_meant(text: str, codes: Collection[str]) -> str | None:
    """Find the one code that differs from a text by case alone, or by what a column of decimals adds to a number."""
    same = [code for code in codes if code.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0]
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole and whole[1] in codes else None


def respelled(key: str, text: str, read: str, where: Location) -> Problem:
    """Say as which code a text was read."""
    return problem("answers-code-respelled", where, value=text, read=read, indicator=key)


def is_date(text: str) -> bool:
    """Tell whether a text is a date, as spreadsheets write one."""
    return any(each.fullmatch(text) for each in (_DATE, _LOCAL_DATE, _NAMED_DATE))


def date_fault(key: str, text: str, expected: str, codes: Collection[str], where: Location) -> Problem:
    """Refuse a date, and name the codes that a spreadsheet may have made it of."""
    parts = _DATE.fullmatch(text)
    numbers = {int(each) for each in parts.groups()[1:3]} if parts else set()
    like = [code for code in codes if numbers and {int(each) for each in re.findall("[0-9]+", code)} == numbers]
    meant = f" Was it '{like[0]}'?" if like else ""
    return problem("answers-date", where, value=text, indicator=key, expected=expected, hint=meant)


def advice(text: str, codes: Collection[str] = ()) -> str:
    """Say what to do about a text that is no answer, as far as it can be told from the text."""
    if _FAILED.fullmatch(text):
        return " It is an error of a spreadsheet's formula: mend the formula, or leave the cell empty if there is no answer."
    if text.casefold() in _NOTHING:
        return " Leave the cell empty if there is no answer."
    return hint(text, codes)
