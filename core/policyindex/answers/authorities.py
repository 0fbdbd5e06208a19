"""The parts of an answer that several authorities give, such as the communities of a federal state, and their written form.

``BE-VLG: full [0.6] (Decree of 2013 | art. 5); BE-WAL: half [0.4]``: the territory, the option there, its share of the whole
and the reference; share and reference may be left out. Several sub-options stand with commas between them, and a semicolon
in parentheses is one of the reference; it is written with a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from policyindex.answers import references
from policyindex.answers.references import Reference
from policyindex.questions.written import text_of

_PART = re.compile(
    r"(?P<territory>[^:\[\]()]+?)\s*:\s*(?P<option>[^:\[\](]+?)\s*(\[(?P<share>[^\[\]]*)\]\s*)?(\((?P<reference>.+)\))?"
)
_INSIDE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_BREAK = re.compile(r"(?<!\\);")
SHARES_OFF = 0.001
"""How far shares may be from 1 together: they are often rounded, and divided by their sum."""


class Part(NamedTuple):
    """What one authority answers."""

    territory: str
    """The code or the name of where it decides, such as BE-VLG."""
    option: str
    """The code of the option that fits there, as files write it; several sub-options with commas between them."""
    share: float | None = None
    """How much of the whole it stands for, of the population say, above 0 to 1; None: not stated."""
    reference: Reference = Reference()
    """What it rests on there."""

    @property
    def text(self) -> str:
        """The written form of this part alone."""
        share = "" if self.share is None else f" [{text_of(self.share)}]"
        reference = f" ({' '.join(self.reference.split())})" if self.reference else ""
        return f"{self.territory}: {self.option}{share}{reference}"


def part_of(territory: str, option: object, share: object = None, reference: str = "") -> Part:
    """Make a part of what files and programs write: sub-options as a list, a share as 0.6, ``60%`` or ``0,6``.

    :raises ValueError: for a share that is no number
    """
    several = ", ".join(map(str, option)) or text_of(option) if isinstance(option, list | tuple) else text_of(option)
    plain = " ".join(territory.split())
    return Part(plain, several.strip(), _share(text_of(share).strip()), Reference(" ".join(reference.split())))


def parse(text: str) -> tuple[Part, ...]:
    """Read what stands in the column ``parts``; nothing is no part.

    :raises ValueError: with the first piece that is no part
    """
    found = []
    whole = _INSIDE.sub(lambda match: _BREAK.sub(r"\\;", match[0]), text)  # a semicolon in parentheses parts nothing
    for piece in references.split(whole):
        match = _PART.fullmatch(piece)
        if match is None:
            raise ValueError(str(piece))
        try:
            found.append(part_of(match["territory"], match["option"], match["share"], match["reference"] or ""))
        except ValueError:
            raise ValueError(str(piece)) from None
    return tuple(found)


def of_records(records: Iterable[object]) -> tuple[Part, ...]:
    """Make parts of mappings with their fields, as JSON, YAML and programs have them.

    :raises ValueError: saying what stands where something else was expected
    """
    found = []
    for each in records:
        if isinstance(each, Part):
            found.append(each)
            continue
        if not isinstance(each, Mapping):
            raise ValueError(f"'{each}'")
        for name, value in each.items():
            if name not in Part._fields:
                raise ValueError(f"'{name}'")
            several = name == "option" and isinstance(value, list | tuple)
            if isinstance(value, Mapping) or (isinstance(value, list | tuple) and not several):
                raise ValueError(f"a list or an object for '{name}'")
        territory, option = (each.get(name) for name in Part._fields[:2])
        if territory in (None, "") or option in (None, ""):
            raise ValueError(f"no '{Part._fields[territory not in (None, '')]}'")
        try:
            part = part_of(text_of(territory), option, each.get("share"), text_of(each.get("reference")))
        except ValueError as error:
            raise ValueError(f"'{error}' for 'share'") from None
        found.append(part)
    return tuple(found)


def written(parts: Iterable[Part]) -> str:
    """Write parts into one cell, so that ``parse`` gives them back."""
    return references.join(part.text for part in parts)


def joint_points(rule: str, points: Sequence[float], shares: Sequence[float | None]) -> float:
    """Give the points that a rule makes of those of the parts, exact before they are a double.

    :param rule: ``mean``, ``share``, ``lowest`` or ``highest``
    :param shares: of each part; all are needed by ``share``
    """
    if rule == "lowest":
        return min(points)
    if rule == "highest":
        return max(points)
    exact = [Fraction(str(each)) for each in points]
    weights = [Fraction(str(each)) if rule == "share" else Fraction(1) for each in shares]
    return float(sum(each * weight for each, weight in zip(exact, weights, strict=True)) / sum(weights))


def joint_told(rule: str, points: Sequence[float], shares: Sequence[float | None]) -> str:
    """Write the counting out: ``(100 + 50) / 2 = 75``."""
    texts = [f"{each:g}" for each in points]
    if rule in ("lowest", "highest"):
        counted = f"{'min' if rule == 'lowest' else 'max'}({', '.join(texts)})"
    elif rule == "mean":
        counted = f"({' + '.join(texts)}) / {len(texts)}"
    else:
        counted = " + ".join(f"{share:g} × {text}" for share, text in zip(shares, texts, strict=True))
        whole = sum(Fraction(str(each)) for each in shares)
        counted = counted if whole == 1 else f"({counted}) / {float(whole):g}"
    return f"{counted} = {joint_points(rule, points, shares):g}"


def _share(text: str) -> float | None:
    if not text:
        return None
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    return float(number / 100 if percent else number)
