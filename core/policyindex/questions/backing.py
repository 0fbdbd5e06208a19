"""What stands behind a question or an option: sources that are said once, and standards of the instrument by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator

from policyindex.files.fields import Id, Model, Source, Text


class StandardUse(Model):
    """A standard of the instrument's list, and where in it; a standard as a whole may be written as its id alone."""

    standard: Id
    """Its id under ``standards``."""
    pinpoint: Text = ""
    """Article, paragraph or page; empty: the one that the list gives."""


def _from_id(value: Any) -> Any:
    if not isinstance(value, str | Mapping | StandardUse):
        raise ValueError("the id of a standard, or {standard: ID, pinpoint: Article 6}")
    return {"standard": value} if isinstance(value, str) else value


StandardUses = tuple[Annotated[StandardUse, BeforeValidator(_from_id, json_schema_input_type=Id | StandardUse)], ...]
"""Standards that something names, by id or with a pinpoint."""


class Backing(NamedTuple):
    """Sources and standards behind one thing."""

    sources: tuple[Source, ...] = ()
    standards: tuple[StandardUse, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sources or self.standards)

    def and_of(self, others: Mapping[str, Backing]) -> Backing:
        """Add what stands behind others, each once."""
        every = (self, *others.values())
        return Backing(
            tuple(dict.fromkeys(each for backing in every for each in backing.sources)),
            tuple(dict.fromkeys(each for backing in every for each in backing.standards)),
        )


def renamed(uses: tuple[StandardUse, ...], called: Callable[[str], str]) -> tuple[StandardUse, ...]:
    """Call standards otherwise."""
    return tuple(each.model_copy(update={"standard": called(each.standard)}) for each in uses)
