"""Shared lists: options, and points of options, that stand once under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from policyindex.files.fields import Code, Id, Model, Number, Title
from policyindex.questions.choice import Option

Worth = Number | Literal["not_applicable", "missing"]
"""What an option earns, or the status that it has instead."""
Points = Mapping[Code, Worth]


def or_name(schema: dict[str, Any]) -> None:
    """Allow the name of a shared list in the schema of files, where a list is written out before anything is read."""
    title, default = schema.pop("title", ""), schema.pop("default", {})
    whole = dict(schema)
    schema.clear()
    schema.update(anyOf=[whole, {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}], title=title, default=default)


class SharedLists(Model):
    """What questions and nodes name instead of writing it out each time."""

    option_lists: Mapping[Id, Annotated[Mapping[Code, Option | Title], Field(min_length=1)]] = {}
    """Options that several questions share, by name: a question says ``options: NAME``. Those that are texts alone get
    their points from the question's ``points``."""
    point_lists: Mapping[Id, Annotated[Points, Field(min_length=1)]] = {}
    """Points or statuses by code of options, by name: a question whose options are texts alone says ``points: NAME``."""
