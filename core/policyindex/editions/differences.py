"""Where two values of an instrument differ: entries added, removed and changed, each with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import BaseModel

from policyindex.instruments.hashing import NOT_SCORING


class Place(NamedTuple):
    """Where in a value: the steps from its top, and whether only people read what stands there."""

    path: tuple[str, ...] = ()
    wording: bool = False
    """A text, a source or a note: nothing that decides a score."""

    def __truediv__(self, key: object) -> Place:
        return Place((*self.path, str(key)), self.wording)

    def field(self, name: str, written: str) -> Place:
        """Step into a field of a model; only there names mean something, keys of mappings are anybody's."""
        return Place((*self.path, written), self.wording or name in NOT_SCORING)


class Difference(NamedTuple):
    """One difference: where, and what stands there before and after (None: nothing)."""

    place: Place
    before: Any
    after: Any


def differences(before: Any, after: Any, place: Place = Place()) -> Iterator[Difference]:  # noqa: B008
    """Compare two values: models by field, mappings by key whatever their order, lists by id or by row."""
    if before == after:
        return
    if isinstance(before, BaseModel) and isinstance(after, BaseModel):
        for name, written in {**_names(before), **_names(after)}.items():
            old, new = getattr(before, name, None), getattr(after, name, None)
            yield from differences(old, new, place.field(name, written))
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _entries(before, after, place)
    elif isinstance(before, tuple) and isinstance(after, tuple) and _has_rows((*before, *after)):
        yield from _rows(before, after, place)
    else:
        yield Difference(place, before, after)


def _names(model: BaseModel) -> dict[str, str]:
    """Give the names of a model's fields, and how they are written in files."""
    return {name: info.alias or name for name, info in type(model).model_fields.items()}


def _entries(before: Mapping[str, Any], after: Mapping[str, Any], place: Place) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        yield from differences(before.get(key), after.get(key), place / key)


def _has_rows(values: tuple[Any, ...]) -> bool:
    return any(isinstance(each, BaseModel) for each in values)


def _rows(before: tuple[Any, ...], after: tuple[Any, ...], place: Place) -> Iterator[Difference]:
    """Compare lists of models: by their ids if they have some, otherwise row by row around what stayed."""
    if all(hasattr(each, "id") for each in (*before, *after)):
        order = tuple(each.id for each in before), tuple(each.id for each in after)
        if sorted(order[0]) == sorted(order[1]) and order[0] != order[1]:
            yield Difference(place / "order", *order)
        yield from _entries({each.id: each for each in before}, {each.id: each for each in after}, place)
        return
    texts = [shown(each) for each in before], [shown(each) for each in after]
    for tag, first, last, start, end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        for index in range(max(last - first, end - start)) if tag != "equal" else ():
            old = before[first + index] if first + index < last else None
            new = after[start + index] if start + index < end else None
            yield from differences(old, new, place / ((first if new is None else start) + index + 1))


def shown(value: Any) -> str:
    """Write a value in one line."""
    if isinstance(value, BaseModel):
        defaults = {name: info.default for name, info in type(value).model_fields.items()}
        given = {name: getattr(value, name) for name in defaults}
        names = _names(value)
        return ", ".join(f"{names[key]} {_inside(each)}" for key, each in given.items() if each != defaults[key])
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_inside(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_inside, value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "nothing" if value is None else str(value)


def _inside(value: Any) -> str:
    text = shown(value)
    return f"({text})" if isinstance(value, BaseModel | Mapping | tuple) else text
