"""Codes of units: one code a unit, however its letters were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import category, is_normalized, normalize

COMPOSED, UNSEEN, BYTES, DECIMALS = "composed", "unseen", "bytes", "decimals"
"""Why a code is read otherwise than it was written."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|[0-9]+")
_BYTES = re.compile(r"""b(?P<mark>['"])(?P<code>.*)(?P=mark)""")
_DECIMALS = re.compile(r"([0-9]+)\.0+")
_LATIN = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u051b\u051d\u04bb\u0501"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u051a\u051c\u04ba\u0500"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03bf\u03bd\u03c1\u03c5\u03b9\u03ba"
    "0",
    "abekmhopctyxijsqwhdabekmhopctyxijsqwhdabezhikmnoptyxaovpuiko",
)
"""Cyrillic letters, small and capital, and Greek ones as they look, not as they sound."""


def composed(text: str) -> str:
    """Give a text in the Unicode form NFC, in which an accented letter is one character."""
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def seen(text: str) -> str:
    """Give a text without characters that nobody sees, with plain spaces in place of others, and none around it."""
    if text.isascii():
        return text.strip()
    kept = "".join(char for char in text if category(char) != "Cf")
    return "".join(" " if category(char) == "Zs" else char for char in kept).strip()


def code_of(text: str) -> tuple[str, str]:
    """Read the code of a unit: give it, and why it is another than was written; empty: it is not."""
    if _PLAIN.fullmatch(text):
        return text, ""
    plain = text.strip()
    code = seen(plain)
    why = UNSEEN if code != plain else ""
    if found := _BYTES.fullmatch(code):
        code, why = found["code"].strip(), BYTES
    if found := _DECIMALS.fullmatch(code):
        code, why = found[1], DECIMALS
    return (code, why) if (whole := composed(code)) == code else (whole, why or COMPOSED)


Spellings = tuple[Mapping[str, list[str]], Mapping[str, list[str]]]
"""Codes by themselves and by the names of their units, both without capitals."""


def spellings(names: Mapping[str, str]) -> Spellings:
    """Give the codes by what they may be written as, for those who look for many: see :func:`found_code`."""
    codes: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for code, name in names.items():
        codes.setdefault(code.casefold(), []).append(code)
        named.setdefault(name.casefold(), []).append(code)
    return codes, named


def found_code(
    text: str, names: Mapping[str, str], aliases: Mapping[str, str] | None = None, written: Spellings | None = None
) -> str | None:
    """Find the code that a text means: the code itself, an alias, the code in other capitals, or the unit's name.

    :param names: names by code
    :param written: their spellings, where they are known already
    :returns: None where none or several fit
    """
    if text in names:
        return text
    if (alias := (aliases or {}).get(text.upper())) in names:
        return alias
    for known in written or spellings(names):
        if fitting := known.get(text.casefold()):
            return fitting[0] if len(fitting) == 1 else None
    return None


def looks(code: str) -> str:
    """Give what codes that look alike have in common: letters of other scripts as Latin ones, no capitals, O for 0."""
    return normalize("NFKC", code).translate(_LATIN).casefold()


def alike(codes: Iterable[str]) -> list[tuple[str, ...]]:
    """Give the codes that look like others of the same set, together with these."""
    found: dict[str, list[str]] = {}
    for code in sorted(set(codes)):
        found.setdefault(looks(code), []).append(code)
    return [tuple(each) for each in found.values() if len(each) > 1]
