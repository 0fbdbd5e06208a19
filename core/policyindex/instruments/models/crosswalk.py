"""The crosswalk file: how answers of one edition are carried to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Model, Reference, Text


class Editions(Model):
    """The two editions: references, or paths of instrument files from the crosswalk's folder."""

    from_: Annotated[Reference, Field(alias="from")]
    """The older edition."""
    to: Reference
    """The newer edition."""


class CarriedIndicator(Model):
    """Where the answers of one indicator of the newer edition come from."""

    from_: Annotated[Reference | None, Field(alias="from")] = None
    """The indicator of the older edition; nothing: the older one does not ask this."""
    options: Mapping[Code, Code | None] = {}
    """Old code of an option or sub-option to the new one; a code that is not named stays, null has no counterpart."""
    carry: Literal["yes", "review", "no"] = "yes"
    """review: answers are carried and listed for somebody to look at."""
    note: Text = ""
    """What somebody has to know who looks at these answers."""


class CrosswalkFile(Model):
    """How answers given to one edition become answers to another."""

    format: Literal[1]
    """The version of this format."""
    crosswalk: Editions
    """From which edition to which."""
    indicators: Mapping[Reference, CarriedIndicator]
    """By indicator of the newer edition; what is not named here gets no answers."""
