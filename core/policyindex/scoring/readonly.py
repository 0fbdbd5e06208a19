"""Mappings that nobody can write into; unlike those of ``types``, they can be copied and sent to another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class ReadOnly(Mapping[str, V]):
    """A copy of a mapping that cannot be written into."""

    __slots__ = ("_held",)

    def __init__(self, given: Mapping[str, V]) -> None:
        self._held = dict(given)

    def __getitem__(self, name: str) -> V:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return repr(self._held)
