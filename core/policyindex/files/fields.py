"""Scalar types and the base model: strict text, flags and whole numbers, decimals kept as written."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

Text = Annotated[str, StringConstraints(strict=True)]
Title = Annotated[str, StringConstraints(strict=True, min_length=1)]
InstrumentId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]*$")]
Edition = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_-]*$")]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Reference = Annotated[str, StringConstraints(strict=True, min_length=1)]
Period = Annotated[str, StringConstraints(strict=True, min_length=1)]
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, StringConstraints(strict=True, pattern=LANGUAGE)]
Flag = StrictBool
Count = Annotated[StrictInt, Field(ge=0)]
Decimals = Annotated[StrictInt, Field(ge=0, le=9)]
_DIGITS = r"([0-9]{1,15}(\.[0-9]{0,30})?|\.[0-9]{1,30})"


def _schema(pattern: str, **limits: int) -> WithJsonSchema:
    """A number, or the same as decimal text; the schema accepts exactly what the model does."""
    return WithJsonSchema({"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": f"^{pattern}$"}]})


LARGEST = 10**15
"""Beyond it doubles lose whole numbers."""


FINEST = 30
"""The most decimals of a number: written out, 1e-99999999 would fill a hundred million places."""


def _bounded(value: Decimal) -> Decimal:
    if value.copy_abs() > LARGEST:  # abs() would round, and overflow
        raise ValueError(f"a number between -{LARGEST} and {LARGEST}")
    return _written_out(value)


def _written_out(value: Decimal) -> Decimal:
    if int(value.as_tuple().exponent) < -FINEST:
        raise ValueError(f"a number with at most {FINEST} decimals")
    return value


Number = Annotated[
    Decimal,
    Field(allow_inf_nan=False),
    AfterValidator(_bounded),
    _schema(f"-?{_DIGITS}", minimum=-LARGEST, maximum=LARGEST),
]
Share = Annotated[
    Decimal,
    Field(allow_inf_nan=False, ge=0, le=1),
    AfterValidator(_written_out),
    _schema(r"(0?\.[0-9]{1,30}|0|1|1\.0*)", minimum=0, maximum=1),
]


class Model(BaseModel):
    """Base of everything that is written in YAML: frozen, and a field it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Source(Model):
    """A standard, law or report behind an indicator or an option, said where it is named."""

    title: Title
    """Name of the act, convention or report."""
    kind: Id = "other"
    """convention, directive, recommendation, law, practice, report, or another kind."""
    pinpoint: Text = ""
    """Article, paragraph or page."""
    adopted: Text = ""
    """Date of adoption."""
    language: Text = ""
    """Language of the text."""
    url: Text = ""
    """Where to read it."""
