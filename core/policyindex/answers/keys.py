"""Reading units and periods of answers: each distinct text once, what was read otherwise told once a kind, with a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.problems import Location, Problem, problem
from policyindex.units.codes import BYTES, COMPOSED, DECIMALS, UNSEEN, code_of, composed, seen
from policyindex.units.periods import EXPECTED, kind_of_spelling, label_of

_UNIT_CODES = {
    COMPOSED: "answers-composed",
    UNSEEN: "answers-unseen",
    BYTES: "answers-unit-respelled",
    DECIMALS: "answers-unit-respelled",
}

_REFUSED = ("answers-unit-unseen", "answers-period-none")
MADE = Location("<answers>")
"""The place of answers that a program made."""


class Key(NamedTuple):
    """What a text was read as, with the code of the problem that says so, and what kind of slip it is."""

    text: str
    code: str = ""
    kind: str = ""


class _Told(NamedTuple):
    where: Location
    values: dict[str, object]
    times: int


def read_key(name: str, text: str, declared: Sequence[str] = ()) -> Key:
    """Read the unit or the period of an answer.

    :param declared: labels of periods that the instrument declares
    """
    if not text:
        return Key(text)
    if name == "unit":
        code, why = code_of(text)
        return Key(code, _UNIT_CODES.get(why, ""), why) if code else Key("", "answers-unit-unseen")
    plain = composed(seen(text))
    found = label_of(plain, declared)
    if found is None:
        return Key(plain, "answers-period-none", plain)
    if found != plain:
        return Key(found, "answers-period-respelled", kind_of_spelling(plain))
    return Key(plain, "answers-unseen" if seen(text) != text.strip() else "answers-composed" if plain != text else "")


class Keys:
    """Reads units and periods, and counts what was read otherwise than it was written."""

    def __init__(self, declared: Sequence[str] = ()) -> None:
        self._declared = declared
        self._known: dict[tuple[str, str], Key] = {}
        self._told: dict[tuple[str, str, str], _Told] = {}

    def read(self, name: str, text: str, where: Location, count: int = 1) -> Key:
        """Read the text of some cells, the first of which is here."""
        key = self._known.get((name, text))
        if key is None:
            key = self._known[name, text] = read_key(name, text, self._declared)
        if key.code:
            mark = name, key.code, key.kind
            before = self._told.get(mark)
            if before is None or where < before.where:
                values: dict[str, object] = {"field": name, "value": text, "read": key.text, "expected": EXPECTED}
                self._told[mark] = _Told(where, values, count + (before.times if before else 0))
            else:
                self._told[mark] = before._replace(times=before.times + count)
        return key

    def made(self, name: str, texts: Sequence[str], codes: NDArray[np.int32], where: Location = MADE) -> list[str]:
        """Read the units or the periods that a program gave; what is none stays: an instrument may declare it.

        :param codes: the number of each answer's text
        """
        found = []
        for text, count in zip(texts, np.bincount(codes, minlength=len(texts)).tolist(), strict=True):
            key = read_key(name, text, self._declared)
            if key.code in _REFUSED:
                found.append(key.text)
            else:
                found.append(self.read(name, text, where, count).text)
        return found

    def problems(self) -> Iterator[Problem]:
        """Say once a kind what was refused, and what was read otherwise."""
        for (_, code, _), told in self._told.items():
            yield problem(code, told.where, count=told.times, **told.values)
