"""Conditions on numbers: on what a score, a count or a number has to be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from policyindex.files.fields import Model, Number
from policyindex.locales import ENGLISH, word

Pattern = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", strict=True)]
"""An option code, or a word for what an input can be."""


class Condition(Model):
    """Limits of a number; all that are given have to hold."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    at_least: Number | SkipJsonSchema[None] = None
    """This or more."""
    above: Number | SkipJsonSchema[None] = None
    """More than this."""
    at_most: Number | SkipJsonSchema[None] = None
    """This or less."""
    below: Number | SkipJsonSchema[None] = None
    """Less than this."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(True for _ in self.limits()):
            raise ValueError("a limit, such as {at_least: 50}")
        return self

    def limits(self) -> Iterator[tuple[str, Decimal]]:
        """Give the limits that are stated, by name."""
        for name in type(self).model_fields:
            if (limit := getattr(self, name)) is not None:
                yield name, limit

    def holds(self, value: float) -> bool:
        """Tell whether a number, of at most 9 decimals, lies within the limits; NaN does not."""
        ends = {name: round(float(limit), 9) for name, limit in self.limits()}
        return (
            ends.get("at_least", value) <= value <= ends.get("at_most", value)
            and ("above" not in ends or value > ends["above"])
            and ("below" not in ends or value < ends["below"])
        )

    def told(self, language: str = ENGLISH) -> str:
        """Say it in a few words."""
        told = (word(f"condition.{name}", language, limit=f"{limit:f}") for name, limit in self.limits())
        return word("condition.and", language).join(told)
