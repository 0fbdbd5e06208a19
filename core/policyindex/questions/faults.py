"""What is wrong with a cell that people filled in, and with a question as an instrument states it."""

from __future__ import annotations

from typing import NamedTuple


class CellFaultError(Exception):
    """A cell cannot be understood: the problem's code and values, and of which part and field it is."""

    def __init__(self, code: str, part: str = "", field: str = "answer", **values: object) -> None:
        super().__init__(code)
        self.code, self.part, self.field, self.values = code, part, field, values


class Fault(NamedTuple):
    """What an instrument states of a question that cannot be: a problem's code, its place below the question, values."""

    code: str
    path: tuple[str | int, ...]
    values: dict[str, object]
    at_key: bool = False
    """The key at the place is meant, not its value."""
