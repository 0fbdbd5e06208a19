"""The columns of each sheet and what they mean: what the reader knows, for the sheet of help and for the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from policyindex.authoring.sheets import ABOUT, ALIASES, HEAD, NEXT, TABLES, Table
from policyindex.files.field_texts import field_texts
from policyindex.instruments.models import By, Indicator, InstrumentFile, Where
from policyindex.instruments.models.conditions import Condition
from policyindex.instruments.shape import arms
from policyindex.questions.backing import StandardUse
from policyindex.questions.transforms import Add, Power, Times

NAME = "NAME"
"""Stands in a path for what the author calls an entry."""
_IN_ONE_CELL = (By, Where, Condition, StandardUse, Add, Power, Times)
_SEE = re.compile(r"; see ``policyindex [^`]*``")
_Steps = tuple[str, ...]


class Described(NamedTuple):
    """A column, or a key of the first sheet, with its meaning; no column: the sheet itself."""

    sheet: str
    column: str
    about: str


def models_of(table: Table) -> tuple[type[BaseModel], ...]:
    """Give the models that read the rows of a sheet: for questions those of every kind."""
    return tuple(arms(Indicator)) if table.path == ("indicators", "{id}") else table.models


def known_columns(table: Table) -> tuple[str, ...]:
    """Name what the columns of a sheet may be called, or start with before a ``/``."""
    fields = (info.alias or name for model in models_of(table) for name, info in model.model_fields.items())
    return tuple(dict.fromkeys((*table.keys, *table.columns, *fields)))


def described(aggregators: Sequence[str] = ()) -> Iterator[Described]:
    """Describe every sheet and all that it may hold.

    :param aggregators: the rules that nodes may name; empty: they are not listed
    """
    yield Described(HEAD, "", "Everything that has no sheet of its own: a key a row, with its value.")
    yield from (Described(HEAD, *each) for each in _of_model(InstrumentFile, ()))
    for table in TABLES:
        yield Described(table.sheet, "", table.about)
        for column, about in _of_table(table):
            if column == "aggregator" and aggregators:
                about = f"How the children make the score: {', '.join(aggregators)}. Nothing given: mean."
            yield Described(table.sheet, column, about)


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    here = tuple(map(_plain, table.path))
    found: dict[str, str] = {}
    for model in models_of(table):
        for column, about in _of_model(model, here):
            found.setdefault(_HERE.get(column, column) if table.sheet == "indicators" else column, about)
    stated = (*table.columns, *(each for each in found if each not in table.columns))
    for column in dict.fromkeys(stated):
        if column not in table.keys and (text := ABOUT.get((table.sheet, column), found.get(column, ""))):
            yield column, in_words(text)


def _of_model(model: type[BaseModel], here: _Steps, before: str = "") -> Iterator[tuple[str, str]]:
    """Give the columns that a model's fields are written in; what has a sheet of its own is left to that."""
    texts = field_texts(model)
    for name, info in model.model_fields.items():
        field = info.alias or name
        if (*here, field) in _OWNED:
            continue
        inner, step = _inside(info.annotation)
        if inner is None:
            yield before + field, in_words(texts.get(name, ""))
        else:
            steps = (field, step) if step else (field,)
            yield from _of_model(inner, (*here, *map(_plain, steps)), before + "/".join(steps) + "/")


def _inside(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """Find what a field is made of, where that takes several cells, and the step that leads to one of several."""
    for arm in arms(annotation):
        if isinstance(arm, type) and issubclass(arm, BaseModel) and arm not in _IN_ONE_CELL:
            return arm, ""
        if get_origin(arm) is not None and get_args(arm):
            inner, _ = _inside(get_args(arm)[0 if get_origin(arm) is tuple else -1])
            if inner is not None:
                return inner, f"{NEXT}1" if get_origin(arm) is tuple else NAME
    return None, ""


def _plain(step: str) -> str:
    """Write a step to one of several entries alike, whichever it is."""
    return "*" if step == NAME or step.startswith(("{", "@", NEXT)) else step


def in_words(text: str) -> str:
    """Write a description of the model for somebody who reads it in a spreadsheet."""
    return " ".join(_SEE.sub("", text).replace("``", "'").split())


_HERE: Mapping[str, str] = {path: column for column, path in ALIASES.items()}
_OWNED = {tuple(map(_plain, table.path))[:-1] for table in TABLES} | {table.path[:1] for table in TABLES}
