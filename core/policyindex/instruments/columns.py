"""Columns of answers: an indicator, or one instance of it such as ``q1[education]``."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """What one column holds the answers of."""

    indicator: str
    instance: str = ""
    """The facet value it is asked for, several joined by ``/``; empty where it is asked once."""

    @property
    def name(self) -> str:
        """What it is called in files and results."""
        return f"{self.indicator}[{self.instance}]" if self.instance else self.indicator

    @classmethod
    def parse(cls, name: str) -> Column:
        """Take a name apart."""
        indicator, _, instance = name.partition("[")
        return cls(indicator, instance.removesuffix("]"))


def indicator_of(name: str) -> str:
    """Give the indicator of a column by its name."""
    return Column.parse(name).indicator
