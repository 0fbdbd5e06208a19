"""Bands and typologies: names for scores and for combinations of scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Flag, Id, Model, Number, Reference, Text, Title
from policyindex.instruments.models.conditions import Condition, Pattern

AT_LEAST, BELOW = "at_least", "below"
"""Words of a type for a node and its cut-off."""


class LearnFrom(Model):
    """A unit to learn from at this level."""

    unit: Title
    """Its code in the instrument's unit scheme; the assessed unit is never named to itself."""
    label: Title
    """Its name."""
    see: Text = ""
    """Where its profile can be read."""


class Band(Model):
    """One band; both ends belong to it."""

    id: Id
    """Its name in files of results."""
    label: Title
    """Its name in tables."""
    from_: Annotated[Number, Field(alias="from")]
    """The lowest score in it."""
    to: Number
    """The highest score in it."""
    documented: Flag = True
    """false: the wording is not confirmed by the publisher."""
    learn_from: tuple[LearnFrom, ...] = ()
    """Units to learn from, shown to a self-assessed unit in this band."""


class BandScale(Model):
    """A set of bands and the nodes it applies to."""

    label: Title
    """What the bands say."""
    note: Text = ""
    """Where they come from, and what they may not be used for."""
    applies_to: tuple[Reference, ...] | Literal["all"] = "all"
    """Ids of nodes; ``all``: every node."""
    round: Literal["none", "half_up"] = "none"
    """half_up: bands are read off the score rounded half up to a whole number."""
    complete: Flag = False
    """true: no band while an indicator below the node is unanswered."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    """The bands, without gaps or overlaps."""


class Type(Model):
    """One type: every named node stands on the stated side of its cut-off."""

    id: Id
    """Its name in files of results."""
    label: Title
    """Its name in tables."""
    when: Annotated[
        Mapping[Reference, Pattern | Condition | tuple[Pattern | Condition, ...]],
        Field(min_length=1),
    ]
    """For each node named: ``at_least`` or ``below`` its cut-off, or a condition of its own on the score; for each
    question named: what the ``when`` of a decision table takes."""


class Typology(Model):
    """A classification by scores and answers; the first type that fits is given."""

    label: Title
    """What the types say."""
    note: Text = ""
    """Where they come from."""
    cutoffs: Mapping[Reference, Number] = {}
    """The score that divides each node, by id, for types that say ``at_least`` or ``below``."""
    types: Annotated[tuple[Type, ...], Field(min_length=1)]
    """The types, in the order in which they are tried."""
    published: Flag = True
    """false: no publisher states these cut-offs, so that types are given on request only (``run --types``)."""
    otherwise: Title
    """What to print where none of the types fits."""
