"""Texts and conditions in XLSForms: what is text must never be taken for an expression."""

from __future__ import annotations

import re

_STATIC = re.compile(r"[^+*|()\[\]{}$'\"-]*")
_NAMES = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*( [A-Za-z_][A-Za-z0-9_-]*)*")
_OPERATORS = re.compile(r"\b(div|mod|and|or)\b")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """Give a text for people: what would refer to a question, ``${q}``, is kept apart."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("${", "$ {")


def literal(text: str) -> str:
    """Give a text as an XPath string; XPath 1.0 has no escapes, so quotation marks take turns."""
    parts = [f"'{part}'" if "'" not in part else f'"{part}"' for part in re.findall(r"[^'$]+|'+|\$", _clean(text))]
    return parts[0] if len(parts) == 1 else f"concat({', '.join(parts)})" if parts else "''"


def default(text: str) -> str:
    """Give a text as a default answer: as it is where nothing in it looks like an expression.

    Otherwise it is an expression that gives the text; attributes of XML turn line ends in it into spaces.
    """
    if (_STATIC.fullmatch(text) or _NAMES.fullmatch(text)) and not _OPERATORS.search(text):
        return _clean(text)
    return f"concat({literal(text)}, '')"


def ref(name: str) -> str:
    """Refer to the answer of a question."""
    return f"${{{name}}}"


def is_given(name: str) -> str:
    """Say that a question is answered."""
    return f"{ref(name)} != ''"


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
