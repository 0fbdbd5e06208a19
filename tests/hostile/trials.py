"""What is tried: files made from a seed, the commands that read them, and what must come of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

ANYTHING = "*"
"""In place of a problem's code: whatever is said, as long as it is clear."""
REFUSED = "!"
"""In place of a problem's code: it is refused, whatever that is called."""
Kind = Literal["answers", "instrument", "study", "questionnaire", "spreadsheet", "official"]


@dataclass(frozen=True)
class Trial:
    """One bad (or clean) input."""

    family: str
    kind: Kind
    """What the file is given as."""
    name: str
    """Its file name."""
    data: bytes
    codes: tuple[str, ...] = ()
    """The problems of which one must be named; empty: there is none, and the scores are as they say."""
    scores: Mapping[tuple[str, str], float | None] = field(default_factory=dict)
    """By unit and period: the overall score that must come out where the file is read."""
    noted: tuple[str, ...] = ()
    """Warnings of which one must be named where the file is read, as it is not as it seems."""
    clean: bool = False
    """Whether any word about it is a false alarm."""


_FAMILIES: dict[str, tuple[Kind, Callable[[random.Random], Trial]]] = {}


def family(kind: Kind) -> Callable[[Callable[[random.Random], Trial]], Callable[[random.Random], Trial]]:
    """Register a generator under its own name."""

    def keep(make: Callable[[random.Random], Trial]) -> Callable[[random.Random], Trial]:
        _FAMILIES[make.__name__] = kind, make
        return make

    return keep


def families() -> tuple[str, ...]:
    """Name all families."""
    return tuple(_FAMILIES)


def made(name: str, seed: int) -> Trial:
    """Make one input of a family."""
    return _FAMILIES[name][1](random.Random(f"{name} {seed}"))


def trials(count: int, seed: int) -> Iterator[Trial]:
    """Make inputs of all families in turn."""
    names = families()
    for number in range(count):
        yield made(names[number % len(names)], seed * 100_003 + number // len(names))
